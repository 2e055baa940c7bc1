import type { Channel } from '../../src/channel/channel.js';

/** What a channel has received, and a way to wait for what it hasn't yet. */
export class Inbox {
  readonly messages: unknown[] = [];
  readonly statuses: boolean[] = [];
  readonly stop: () => void;
  readonly #waiting = new Set<() => void>();

  constructor(channel: Channel) {
    this.stop = channel.subscribe(
      (message) => {
        this.messages.push(message);
        this.#changed();
      },
      (connected) => {
        this.statuses.push(connected);
        this.#changed();
      },
    );
  }

  /** Resolves with the first message that fits, received already or to come. */
  async message(description: string, fits: (message: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> {
    const find = () => (this.messages as Record<string, unknown>[]).find(fits);
    await this.#until(`message: ${description}`, () => find() !== undefined);
    return find()!;
  }

  /** Resolves when the newest status is this one. */
  async status(connected: boolean): Promise<void> {
    await this.#until(`status ${connected}`, () => this.statuses.at(-1) === connected);
  }

  async #until(description: string, holds: () => boolean): Promise<void> {
    if (holds()) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`never came: ${description}; got ${JSON.stringify(this.messages).slice(0, 2_000)}`)), 20_000);
      const check = () => {
        if (!holds()) return;
        clearTimeout(timer);
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
    });
  }

  #changed(): void {
    for (const check of this.#waiting) check();
  }
}
