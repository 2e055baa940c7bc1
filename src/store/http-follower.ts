import { eitherSignal } from '../built-ins/signals.js';
import { eventsOf } from './event-stream.js';
import { send } from './http-request.js';
import type { HttpResource } from './http-resource.js';
import { plainEtag } from './plain-etag.js';
import { takeStreamSlot } from './stream-slots.js';
import { onWakeUp } from './wake-up.js';

export interface FollowOptions {
  /** Milliseconds between polls if the server doesn't announce changes, and the longest time between retries. */
  readonly pollMs: number;
  /** Milliseconds without data after which an event stream counts as dead. The server sends something every 5 s. Default 12,000. */
  readonly silenceMs?: number;
  /** Called with true when an announced version can't be read, and with false once it, or a newer one, has been read. */
  readonly onOverdue?: ((overdue: boolean) => void) | undefined;
}

/** Milliseconds within which an event stream has to respond and then to send its first data. */
const FIRST_SIGN_MS = 1_500;

/**
 * How long to avoid event streams after one delivered nothing, as behind a
 * buffering proxy, and how often to poll meanwhile, in milliseconds. The poll
 * interval also applies while other tabs use all streams.
 */
const MUTE_MS = 120_000;
const MUTE_POLL_MS = 2_000;

/** Milliseconds that reading an announced version can take before it counts as overdue. */
const OVERDUE_MS = 2_000;

/** Milliseconds before the first retry. The wait doubles each time. */
const FIRST_PAUSE = 1_000;

/**
 * Reports each change of a resource.
 *
 * If the server names an event stream, each event triggers a read of the resource.
 * The stream uses Server-Sent Events because they're plain HTTP: they pass proxies,
 * authenticate like every other request and need no library. An event only says
 * that something changed, so a lost one does no harm: after every interruption,
 * sleep or time offline, the resource is read first. Without a working stream, the
 * resource is polled every `pollMs`.
 *
 * @returns A function that stops it.
 */
export function followHttp(resource: HttpResource, onJson: (json: unknown) => void, options: FollowOptions): () => void {
  const stopped = new AbortController();
  void new Follower(resource, onJson, options, stopped.signal).run();
  return () => stopped.abort();
}

class Follower {
  readonly #resource: HttpResource;
  readonly #onJson: (json: unknown) => void;
  readonly #pollMs: number;
  readonly #silenceMs: number;
  readonly #stopped: AbortSignal;
  readonly #onOverdue: (overdue: boolean) => void;
  /** An announced version that hasn't been read yet. */
  #announced: readonly string[] | undefined;
  #overdue = false;
  #known: number | undefined;
  #muteUntil = 0;
  #endRest: () => void = () => undefined;
  #endStream: () => void = () => undefined;

  constructor(resource: HttpResource, onJson: (json: unknown) => void, { pollMs, silenceMs = 12_000, onOverdue = () => undefined }: FollowOptions, stopped: AbortSignal) {
    this.#resource = resource;
    this.#onJson = onJson;
    this.#pollMs = pollMs;
    this.#silenceMs = silenceMs;
    this.#onOverdue = onOverdue;
    this.#stopped = stopped;
    onWakeUp((lost) => {
      this.#endRest();
      if (lost) this.#endStream();
      else void this.#poll();
    }, stopped);
  }

  async run(): Promise<void> {
    let pause = FIRST_PAUSE;
    while (!this.#stopped.aborted) {
      const polled = await this.#poll();
      const { monitor } = this.#resource;
      const received = polled && monitor !== null && !this.#isMute() && (await this.#listen(monitor));
      if (received) pause = FIRST_PAUSE;
      // A random wait spreads out the clients that lost the same server at the same moment.
      await this.#rest(this.#pauseAfter(polled, pause) * (0.5 + Math.random()));
      if (!received) pause = Math.min(this.#pollMs, pause * 2);
    }
  }

  #isMute(): boolean {
    return Date.now() < this.#muteUntil;
  }

  #pauseAfter(polled: boolean, pause: number): number {
    if (this.#announced || (polled && this.#isMute())) return Math.min(this.#pollMs, MUTE_POLL_MS);
    return polled && this.#resource.monitor === null ? this.#pollMs : pause;
  }

  /** @returns Whether the resource's current content is known. */
  async #poll(): Promise<boolean> {
    const announced = this.#announced;
    const overdue = announced && setTimeout(() => this.#setOverdue(true), OVERDUE_MS);
    try {
      const { json, change, before, isCurrent } = await this.#resource.read(this.#stopped, announced);
      this.#known ??= before;
      if (!isCurrent) {
        this.#setOverdue(true);
        return false;
      }
      if (change !== this.#known && !this.#stopped.aborted) {
        this.#known = change;
        this.#onJson(json);
      }
      // Another version may have been announced meanwhile.
      if (this.#announced === announced) {
        this.#announced = undefined;
        this.#setOverdue(false);
      }
      return true;
    } catch {
      // The last content stays in force. The next read may succeed.
      if (announced) this.#setOverdue(true);
      return false;
    } finally {
      clearTimeout(overdue);
    }
  }

  #setOverdue(overdue: boolean): void {
    if (overdue === this.#overdue || this.#stopped.aborted) return;
    this.#overdue = overdue;
    this.#onOverdue(overdue);
  }

  /** Follows the stream until it ends. @returns Whether any event arrived. */
  async #listen(url: string): Promise<boolean> {
    const release = await takeStreamSlot(url);
    if (!release) {
      this.#muteUntil = Date.now() + MUTE_POLL_MS;
      return false;
    }
    try {
      return await this.#follow(url);
    } finally {
      release();
    }
  }

  async #follow(url: string): Promise<boolean> {
    const ended = new AbortController();
    this.#endStream = () => ended.abort();
    const signal = eitherSignal(ended.signal, this.#stopped);
    let lastDataAt = Date.now();
    let events = 0;
    // The server sends something at once. If that doesn't arrive, an intermediary is buffering it.
    const mute = (): void => {
      this.#muteUntil = Date.now() + MUTE_MS;
      ended.abort();
    };
    let first = setTimeout(mute, FIRST_SIGN_MS);
    // The clock keeps running while a computer sleeps, but timers don't, so this compares times.
    const watch = setInterval(() => Date.now() - lastDataAt > this.#silenceMs && ended.abort(), this.#silenceMs / 8);
    try {
      const response = await send(url, { headers: { accept: 'text/event-stream' } }, this.#resource.options, signal);
      if (!response.ok || !response.body || !isEventStream(response)) return false;
      clearTimeout(first);
      first = setTimeout(mute, FIRST_SIGN_MS);
      const onSignOfLife = (): void => {
        lastDataAt = Date.now();
        clearTimeout(first);
      };
      for await (const { data } of eventsOf(response.body, onSignOfLife)) {
        events += 1;
        // An event contains the currently valid ETags.
        const announced = data.split(' ');
        const isNews = !announced.includes(plainEtag(this.#resource.etag ?? ''));
        if (!isNews) continue;
        this.#announced = announced;
        if (!(await this.#poll())) break;
      }
    } catch {
      // The stream is gone. The next round starts with a read.
    } finally {
      clearInterval(watch);
      clearTimeout(first);
      ended.abort();
      this.#endStream = () => undefined;
    }
    return events > 0;
  }

  #rest(milliseconds: number): Promise<void> {
    if (this.#stopped.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#endRest(), milliseconds);
      const end = (): void => this.#endRest();
      this.#stopped.addEventListener('abort', end, { once: true });
      this.#endRest = () => {
        clearTimeout(timer);
        this.#stopped.removeEventListener('abort', end);
        this.#endRest = () => undefined;
        resolve();
      };
    });
  }
}

function isEventStream(response: Response): boolean {
  return response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
}
