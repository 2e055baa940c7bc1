import type { SettingsLedger } from '../store/settings-ledger.js';
import type { SettingsState } from '../store/settings-store.js';
import { etagsOf } from './settings-etags.js';

/** Proxies cut connections that say nothing, commonly after 30 or 60 s; clients give up after 45. */
const SIGN_OF_LIFE_MS = 15_000;

/** A client that is so many events behind has gone; it will look anew when it is back. */
const MAX_WAITING = 32;

type Listener = ReadableStreamDefaultController<Uint8Array>;

export interface SettingsFeedOptions {
  /** How often to look for what other processes have written, while anybody listens. */
  readonly pollMs: number;
  /** How many may listen at the same time. */
  readonly maxStreams: number;
  readonly onError: (error: unknown) => void;
}

/** Tells whoever listens that there is another version: Server-Sent Events whose data are the ETags that are valid now. */
export class SettingsFeed {
  readonly #ledger: SettingsLedger;
  readonly #options: SettingsFeedOptions;
  readonly #listeners = new Set<Listener>();
  readonly #encoder = new TextEncoder();
  #timers: ReturnType<typeof setInterval>[] = [];
  #told: string | undefined;

  constructor(ledger: SettingsLedger, options: SettingsFeedOptions) {
    this.#ledger = ledger;
    this.#options = options;
  }

  /** Events from now on. The first says how things stand. null where as many listen as may. */
  async stream(): Promise<ReadableStream<Uint8Array> | null> {
    const first = eventOf(await this.#ledger.read());
    this.#tell(first);
    if (this.#listeners.size >= this.#options.maxStreams) return null;
    let listener: Listener;
    return new ReadableStream(
      {
        start: (controller) => {
          listener = controller;
          this.#listeners.add(listener);
          this.#run();
          this.#send(listener, `retry: 1000\n\n${first}`);
        },
        cancel: () => this.#forget(listener),
      },
      { highWaterMark: MAX_WAITING },
    );
  }

  /** Looks whether there is something to tell. Never rejects. */
  async look(): Promise<void> {
    if (this.#listeners.size === 0) return;
    try {
      this.#tell(eventOf(await this.#ledger.read()));
    } catch (error) {
      this.#options.onError(error);
    }
  }

  /** Ends all streams; their clients try to come back. */
  close(): void {
    for (const listener of [...this.#listeners]) this.#end(listener);
  }

  #tell(event: string): void {
    if (event === this.#told) return;
    this.#told = event;
    for (const listener of [...this.#listeners]) this.#send(listener, event);
  }

  #send(listener: Listener, text: string): void {
    if ((listener.desiredSize ?? 0) <= 0) this.#end(listener);
    else listener.enqueue(this.#encoder.encode(text));
  }

  #end(listener: Listener): void {
    this.#forget(listener);
    listener.close();
  }

  #forget(listener: Listener): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size > 0) return;
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
  }

  #run(): void {
    if (this.#timers.length > 0) return;
    const tellAlive = (): void => {
      for (const listener of [...this.#listeners]) this.#send(listener, ':\n\n');
    };
    this.#timers = [setInterval(() => void this.look(), this.#options.pollMs), setInterval(tellAlive, SIGN_OF_LIFE_MS)];
    // What is open keeps a process alive, not what looks after it.
    for (const timer of this.#timers) timer.unref();
  }
}

function eventOf(state: SettingsState): string {
  return `event: change\ndata: ${Object.values(etagsOf(state)).join(' ')}\n\n`;
}
