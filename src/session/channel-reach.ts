import type { ScreenShareError } from '../policy/screen-share-error.js';

/**
 * - `connecting`: not connected yet.
 * - `unreachable`: not connected after some seconds; attempts continue.
 * - `connected`: messages get through. A channel without a status counts as
 *   connected.
 * - `lost`: it was connected and is reconnecting.
 */
export type ChannelState = 'connecting' | 'unreachable' | 'connected' | 'lost';

/** Milliseconds without a connection before it counts as unreachable. Phone networks take a few seconds. */
const PATIENCE_MS = 5_000;

/** A session's view of its channel: whether messages get through and, if not, why. */
export class ChannelReach {
  readonly #onChange: () => void;
  #state: ChannelState = 'connected';
  #error: ScreenShareError | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wasConnected = false;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get state(): ChannelState {
    return this.#state;
  }

  /** Why messages don't get through, if the cause isn't just a bad network: the server refuses, or the key differs. */
  get error(): ScreenShareError | null {
    return this.#error;
  }

  /** A message has arrived. */
  messageReceived(): void {
    this.#set('connected', null);
  }

  connected(): void {
    this.#wasConnected = true;
    this.#set('connected', null);
  }

  disconnected(error: ScreenShareError | undefined): void {
    const waits = this.#state === 'unreachable' || this.#timer !== undefined;
    this.#set(this.#wasConnected ? 'lost' : this.#state === 'unreachable' ? 'unreachable' : 'connecting', error ?? this.#error);
    if (!waits && !this.#wasConnected) this.#timer = setTimeout(() => this.#set('unreachable', this.#error), PATIENCE_MS);
  }

  /** The channel works, but its messages can't be used. */
  troubled(error: ScreenShareError): void {
    this.#set(this.#state, error);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #set(state: ChannelState, error: ScreenShareError | null): void {
    if (state === 'connected' || state === 'unreachable') this.close();
    if (state === this.#state && error === this.#error) return;
    this.#state = state;
    this.#error = error;
    this.#onChange();
  }
}
