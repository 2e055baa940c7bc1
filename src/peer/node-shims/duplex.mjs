import { Emitter } from '@socket.io/component-emitter';

/**
 * The part of a Node stream that simple-peer extends. It only reads its state while it's being
 * destroyed. Data is passed on as an event. Nothing is buffered, because a link sends only a picture,
 * no data. Events come from the emitter that socket.io-client already has in the bundle.
 */
export class Duplex extends Emitter {
  readable = true;
  writable = true;
  _readableState = { ended: false };
  _writableState = { finished: false };

  constructor() {
    // If an emitter receives an argument, such as a stream's options, it turns that into an emitter.
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
