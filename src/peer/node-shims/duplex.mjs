import { Emitter } from '@socket.io/component-emitter';

/**
 * As much of a Node stream as simple-peer extends: it only ever looks at its
 * state while it is being destroyed. Data is handed on as an event; nothing is
 * buffered, because a link sends no data, only a picture. Its events are those of
 * the emitter that socket.io-client has in the bundle anyway.
 */
export class Duplex extends Emitter {
  readable = true;
  writable = true;
  _readableState = { ended: false };
  _writableState = { finished: false };

  constructor() {
    // An emitter that is given something, such as a stream's options, turns that into one.
    super(null);
  }

  push(chunk) {
    if (chunk === null) this._readableState.ended = true;
    else this.emit('data', chunk);
    return true;
  }

  end() {
    this._writableState.finished = true;
    this.emit('finish');
  }
}
