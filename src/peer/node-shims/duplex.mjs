import EventEmitter from 'events';

/**
 * As much of a Node stream as simple-peer extends: it only ever looks at its
 * state while it is being destroyed. Data is handed on as an event; nothing is
 * buffered, because a link sends no data, only a picture.
 */
export class Duplex extends EventEmitter {
  readable = true;
  writable = true;
  _readableState = { ended: false };
  _writableState = { finished: false };

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
