import { eventsOf } from './event-stream.js';
import { send } from './http-request.js';
import type { HttpResource } from './http-resource.js';
import { onWakeUp } from './wake-up.js';

export interface FollowOptions {
  /** Milliseconds between looks where the server doesn't tell of changes, and the longest time between tries. */
  readonly pollMs: number;
  /** After so many milliseconds without a sign of life a stream of events counts as dead. The server gives one every 15 s. Default 45,000. */
  readonly silenceMs?: number;
}

/** Milliseconds before the first new try; each further one waits twice as long. */
const FIRST_PAUSE = 1_000;

/**
 * Tells of each change of a resource.
 *
 * Where the server names a stream of events (Server-Sent Events, because they
 * are plain HTTP: they pass proxies, sign in as every other request does and need
 * no library), each event leads to a look at the resource. The stream says only
 * that there is news, so a lost event loses nothing: after every interruption,
 * sleep or time without network, a look comes first. Without a stream, and while
 * it can't be had, the resource is looked at every `pollMs`.
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
  #known: number | undefined;
  #endRest: () => void = () => undefined;
  #endStream: () => void = () => undefined;

  constructor(resource: HttpResource, onJson: (json: unknown) => void, { pollMs, silenceMs = 45_000 }: FollowOptions, stopped: AbortSignal) {
    this.#resource = resource;
    this.#onJson = onJson;
    this.#pollMs = pollMs;
    this.#silenceMs = silenceMs;
    this.#stopped = stopped;
    onWakeUp((lost) => {
      this.#endRest();
      if (lost) this.#endStream();
      else void this.#look();
    }, stopped);
  }

  async run(): Promise<void> {
    let pause = FIRST_PAUSE;
    while (!this.#stopped.aborted) {
      const looked = await this.#look();
      const { monitor } = this.#resource;
      const heard = looked && monitor !== null && (await this.#listen(monitor));
      if (heard) pause = FIRST_PAUSE;
      const polls = looked && monitor === null;
      // Chance spreads out those who lost the same server at the same moment.
      await this.#rest((polls ? this.#pollMs : pause) * (0.5 + Math.random()));
      if (!heard) pause = Math.min(this.#pollMs, pause * 2);
    }
  }

  /** @returns Whether it is known now what the resource holds. */
  async #look(): Promise<boolean> {
    try {
      const { json, change, before } = await this.#resource.look(this.#stopped);
      this.#known ??= before;
      if (change !== this.#known && !this.#stopped.aborted) {
        this.#known = change;
        this.#onJson(json);
      }
      return true;
    } catch {
      // What was read last stays in force; the next look may succeed.
      return false;
    }
  }

  /** Follows the stream until it ends. @returns Whether anything came. */
  async #listen(url: string): Promise<boolean> {
    const ended = new AbortController();
    this.#endStream = () => ended.abort();
    const signal = AbortSignal.any([ended.signal, this.#stopped]);
    let heard = Date.now();
    let events = 0;
    // The clock runs on while a computer sleeps, timers don't: so the time itself is compared.
    const watch = setInterval(() => Date.now() - heard > this.#silenceMs && ended.abort(), this.#silenceMs / 8);
    try {
      const response = await send(url, { headers: { accept: 'text/event-stream' } }, this.#resource.options, signal);
      if (!response.ok || !response.body || !isEventStream(response)) return false;
      for await (const { data } of eventsOf(response.body, () => (heard = Date.now()))) {
        events += 1;
        // An event names the ETags that are valid now.
        const isNews = !data.split(' ').includes(this.#resource.etag ?? '');
        if (isNews && !(await this.#look())) break;
      }
    } catch {
      // The stream is gone, and the next round begins with a look.
    } finally {
      clearInterval(watch);
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
