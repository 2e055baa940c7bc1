import type { Channel } from '../channel/channel.js';

interface Seat {
  receive: (message: unknown) => void;
  onStatus: ((connected: boolean) => void) | undefined;
}

/** The channels of one cobrowse session within one page. Messages arrive in order, one microtask after they were sent. */
export class MessageHub {
  readonly #seats = new Set<Seat>();
  #connected = true;
  #underway = 0;

  /** How many messages have been sent but haven't arrived. */
  get underway(): number {
    return this.#underway;
  }

  channel(): Channel {
    const own = new Set<Seat>();
    return {
      send: (message) => {
        if (!this.#connected) return;
        const text = JSON.stringify(message);
        for (const seat of this.#seats) if (!own.has(seat)) this.#deliver(seat, text);
      },
      subscribe: (receive, onStatus) => {
        const seat: Seat = { receive, onStatus };
        own.add(seat);
        this.#seats.add(seat);
        onStatus?.(this.#connected);
        return () => {
          own.delete(seat);
          this.#seats.delete(seat);
        };
      },
    };
  }

  /** Disconnects or reconnects everybody. */
  connect(connected: boolean): void {
    if (connected === this.#connected) return;
    this.#connected = connected;
    for (const seat of [...this.#seats]) seat.onStatus?.(connected);
  }

  #deliver(seat: Seat, text: string): void {
    this.#underway += 1;
    queueMicrotask(() => {
      this.#underway -= 1;
      // Each receiver gets its own copy.
      if (this.#connected && this.#seats.has(seat)) seat.receive(JSON.parse(text));
    });
  }
}
