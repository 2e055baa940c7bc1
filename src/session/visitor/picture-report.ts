import type { Outgoing } from '../../channel/messages.js';

/** Reports to the agent when a visitor received the share's picture, for the agent's record. */
export class PictureReport {
  readonly #send: (message: Outgoing) => void;
  #running: { readonly to: string; readonly share: number; readonly first: number } | null = null;

  constructor(send: (message: Outgoing) => void) {
    this.#send = send;
  }

  /**
   * The picture starts to arrive.
   *
   * @param agent The agent who shares.
   * @param share When that share began, as announced by the agent.
   */
  begin(agent: string, share: number): void {
    if (this.#running) return;
    this.#running = { to: agent, share, first: Date.now() };
    this.#send({ type: 'seen', ...this.#running });
  }

  /** The picture has stopped arriving. */
  end(): void {
    const running = this.#running;
    this.#running = null;
    if (running) this.#send({ type: 'seen', ...running, last: Date.now() });
  }
}
