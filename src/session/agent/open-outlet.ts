import { StillPicture } from '../../capture/still-picture.js';
import { PAUSED_BY_AGENT, type Outlet, type OutletHandlers, type OutletHold, type OutletState } from './outlet.js';

/** Sends everything. Used when there are no Allowed Sites. */
export class OpenOutlet implements Outlet {
  readonly stats = null;
  readonly #source: MediaStreamTrack;
  readonly #still: StillPicture;
  readonly #handlers: OutletHandlers;
  /** The track to send while paused; undefined when not paused. */
  #frozen: MediaStreamTrack | null | undefined;

  constructor(source: MediaStreamTrack, handlers: OutletHandlers) {
    this.#source = source;
    this.#still = new StillPicture(source);
    this.#handlers = handlers;
  }

  get state(): OutletState {
    return this.#frozen === undefined ? 'open' : 'held';
  }

  get hold(): OutletHold | null {
    return this.#frozen === undefined ? null : PAUSED_BY_AGENT;
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
    // No setting affects this outlet.
  }

  repeat(): void {
    // The browser requests a new frame from the capture by itself when a receiver joins.
  }

  close(): void {
    this.#still.close();
  }
}
