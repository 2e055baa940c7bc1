import type { Outgoing } from '../channel/messages.js';

/** A visitor's word to the agent of when the share's picture reached it, for the agent's record. */
export class PictureReport {
  readonly #send: (message: Outgoing) => void;
  #running: { readonly to: string; readonly share: number; readonly first: number } | null = null;

  constructor(send: (message: Outgoing) => void) {
    this.#send = send;
  }

  /**
   * The picture has begun to arrive.
   *
   * @param agent Who shares.
   * @param share When that share began, as the agent told.
   */
  begin(agent: string, share: number): void {
    if (this.#running) return;
    this.#running = { to: agent, share, first: Date.now() };
    this.#send({ type: 'seen', ...this.#running });
  }

  /** The picture no longer arrives. */
  end(): void {
    const running = this.#running;
    this.#running = null;
    if (running) this.#send({ type: 'seen', ...running, last: Date.now() });
  }
}
