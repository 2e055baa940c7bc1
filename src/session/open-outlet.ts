import { StillPicture } from '../capture/still-picture.js';
import type { Hold, Outlet, OutletHandlers, OutletState } from './outlet.js';

/** Lets everything through, as is right when no list of allowed sites says otherwise. */
export class OpenOutlet implements Outlet {
  readonly stats = null;
  readonly #source: MediaStreamTrack;
  readonly #still: StillPicture;
  readonly #handlers: OutletHandlers;
  /** What goes out while paused; undefined while not paused. */
  #frozen: MediaStreamTrack | null | undefined;

  constructor(source: MediaStreamTrack, handlers: OutletHandlers) {
    this.#source = source;
    this.#still = new StillPicture(source);
    this.#handlers = handlers;
  }

  get state(): OutletState {
    return this.#frozen === undefined ? 'open' : 'held';
  }

  get hold(): Hold | null {
    return this.#frozen === undefined ? null : { by: 'agent', reason: null, shown: null };
  }

  get track(): MediaStreamTrack | null {
    return this.#frozen === undefined ? this.#source : this.#frozen;
  }

  pause(): void {
    if (this.#frozen !== undefined) return;
    this.#frozen = this.#still.freeze();
    this.#handlers.onChange();
  }

  resume(): void {
    if (this.#frozen === undefined) return;
    this.#frozen = undefined;
    this.#handlers.onChange();
    this.#still.thaw();
  }

  update(): void {
    // There is nothing here that settings could change.
  }

  repeat(): void {
    // A browser asks the capture for a picture by itself when somebody new is to get it.
  }

  close(): void {
    this.#still.close();
  }
}
