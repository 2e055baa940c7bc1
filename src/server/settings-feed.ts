import type { SettingsLedger } from '../store/settings-ledger.js';
import type { SettingsState } from '../store/settings-store.js';
import { etagsOf, type FollowedResource } from './settings-etags.js';

/**
 * Proxies close silent connections, commonly after 30 or 60 s. Bun's server does so
 * after 10 s, measured in steps of 4 s. Clients give up after 12 s.
 */
export const SIGN_OF_LIFE_MS = 5_000;

/** A client that is this many events behind counts as disconnected. It polls again when it reconnects. */
const MAX_WAITING = 32;

/** A client that follows changes. */
interface Listener {
  readonly controller: ReadableStreamDefaultController<Uint8Array>;
  /** The resource it follows; null for all. */
  readonly of: FollowedResource | null;
  /** The last event sent to it. */
  lastEvent: string;
}

export interface SettingsFeedOptions {
  /** How often to check for changes by other processes while there are listeners. */
  readonly pollMs: number;
  /** The maximum number of listeners. */
  readonly maxStreams: number;
  readonly onError: (error: unknown) => void;
}

/** Notifies listeners of new versions with Server-Sent Events. Their data are the currently valid ETags. */
export class SettingsFeed {
  readonly #ledger: SettingsLedger;
  readonly #options: SettingsFeedOptions;
  readonly #listeners = new Set<Listener>();
  readonly #encoder = new TextEncoder();
  #timers: ReturnType<typeof setInterval>[] = [];
  #draining = false;

  constructor(ledger: SettingsLedger, options: SettingsFeedOptions) {
    this.#ledger = ledger;
    this.#options = options;
  }

  /** The current number of listeners. */
  get size(): number {
    return this.#listeners.size;
  }

  /** Whether new listeners are refused. */
  get draining(): boolean {
    return this.#draining;
  }

  /**
   * A stream of events from now on. The first one describes the current state.
   * @param of The resource to follow; null for all.
   * @returns null if there are already as many listeners as allowed.
   */
  async stream(of: FollowedResource | null): Promise<ReadableStream<Uint8Array> | null> {
    const state = await this.#ledger.read();
    this.#notify(state);
    if (this.#draining || this.#listeners.size >= this.#options.maxStreams) return null;
    const first = eventOf(state, of);
    let listener: Listener;
    return new ReadableStream(
      {
        start: (controller) => {
          listener = { controller, of, lastEvent: first };
          this.#listeners.add(listener);
          this.#run();
          this.#send(listener, `retry: 1000\n\n${first}`);
        },
        cancel: () => this.#forget(listener),
      },
      { highWaterMark: MAX_WAITING },
    );
  }

  /** Checks for changes and sends them. Never rejects. */
  async poll(): Promise<void> {
    if (this.#listeners.size === 0) return;
    try {
      this.#notify(await this.#ledger.read());
    } catch (error) {
      this.#options.onError(error);
    }
  }

  /** Ends all streams; their clients try to reconnect. */
  close(): void {
    for (const listener of [...this.#listeners]) this.#end(listener);
  }

  /** Ends all streams and refuses new ones. */
  drain(): void {
    this.#draining = true;
    this.close();
  }

  #notify(state: SettingsState): void {
    for (const listener of [...this.#listeners]) {
      const event = eventOf(state, listener.of);
      if (event === listener.lastEvent) continue;
      listener.lastEvent = event;
      this.#send(listener, event);
    }
  }

  #send(listener: Listener, text: string): void {
    if ((listener.controller.desiredSize ?? 0) <= 0) this.#end(listener);
    else listener.controller.enqueue(this.#encoder.encode(text));
  }

  #end(listener: Listener): void {
    this.#forget(listener);
    listener.controller.close();
  }

  #forget(listener: Listener): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size > 0) return;
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
  }

  #run(): void {
    if (this.#timers.length > 0) return;
    const sendSignOfLife = (): void => {
      for (const listener of [...this.#listeners]) this.#send(listener, ':\n\n');
    };
    this.#timers = [setInterval(() => void this.poll(), this.#options.pollMs), setInterval(sendSignOfLife, SIGN_OF_LIFE_MS)];
    // Open connections should keep the process alive, but not these timers.
    for (const timer of this.#timers) timer.unref();
  }
}

function eventOf(state: SettingsState, of: FollowedResource | null): string {
  const etags = etagsOf(state);
  return `event: change\ndata: ${of === null ? Object.values(etags).join(' ') : etags[of]}\n\n`;
}
