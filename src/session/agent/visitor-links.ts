import type { Outgoing, SignalData } from '../../channel/messages.js';
import { iceServersOrNone, usableIceServers, type IceServers } from '../../peer/ice-servers.js';
import type { Link, LinkEnd, OpenLink } from '../../peer/link.js';
import type { LinkQuality, LinkStats } from '../../peer/link-stats.js';
import { screenCodecs } from '../../peer/screen-codecs.js';
import type { Log } from '../log.js';

export interface VisitorLinksOptions {
  readonly openLink: OpenLink;
  readonly iceServers: IceServers | undefined;
  readonly iceTransportPolicy: RTCIceTransportPolicy | undefined;
  readonly send: (message: Outgoing) => void;
  readonly log: Log;
  /** The number of connected visitors, or the quality of a connection, has changed. */
  readonly onCount: () => void;
  /** The connection to a visitor broke or couldn't be established. */
  readonly onLost: (visitor: string) => void;
  /** The host's `iceServers` function failed, or a track couldn't be replaced. */
  readonly onTrouble: (cause: unknown) => void;
}

interface VisitorLink {
  readonly generation: number;
  link: Link | null;
  /** When it connected, in milliseconds since 1970; 0 before. */
  since: number;
  quality: LinkQuality | null;
  qualitySince: number;
}

/** ICE servers requested before any link needed them. */
interface IceServersAhead {
  readonly at: number;
  /** Resolves to null if the request failed. */
  readonly iceServers: Promise<readonly RTCIceServer[] | null>;
  /** Visitors who have used these servers. Their second link gets other servers, since the first may have failed because of these. */
  readonly served: Set<string>;
}

/** How long prefetched ICE servers are used, in milliseconds. Credentials can be short-lived. */
const AHEAD_MS = 60_000;

/** The maximum number of visitors whose generations are remembered. Each page reload creates a new visitor. */
const MAX_REMEMBERED = 1_000;

/** An agent's links, one to each visitor who watches. Visitors request them, with generations that only increase. */
export class VisitorLinks {
  readonly #options: VisitorLinksOptions;
  readonly #links = new Map<string, VisitorLink>();
  readonly #generations = new Map<string, number>();
  #ahead: IceServersAhead | null = null;

  constructor(options: VisitorLinksOptions) {
    this.#options = options;
  }

  /** How many visitors are connected, without those whose connection is lost at the moment. */
  get connected(): number {
    return this.#all().filter(({ connected, quality }) => connected && quality !== 'lost').length;
  }

  /** The quality of each link to a visitor; null for a link that isn't connected yet. */
  get qualities(): (LinkQuality | null | undefined)[] {
    return this.#all().map(({ quality }) => quality);
  }

  /** The visitor, start and quality of each connected link. */
  get connections(): { readonly id: string; readonly since: number; readonly quality: LinkQuality | null; readonly qualitySince: number }[] {
    return [...this.#links].flatMap(([id, { link, since, quality, qualitySince }]) => (link?.connected ? [{ id, since, quality: quality ?? link.quality ?? null, qualitySince }] : []));
  }

  /** The figures of each link that has them. */
  get stats(): LinkStats[] {
    return this.#all().flatMap(({ figures }) => figures ?? []);
  }

  /** How many links there are, including those still connecting. */
  get size(): number {
    return this.#links.size;
  }

  has(visitor: string): boolean {
    return this.#links.has(visitor);
  }

  /** Requests in advance what links will need, while the agent is still picking. */
  getReady(): void {
    void screenCodecs();
    this.#ahead = { at: performance.now(), iceServers: usableIceServers(this.#options.iceServers, this.#options.onTrouble).catch(() => null), served: new Set() };
  }

  /** Opens a link to a visitor, replacing one of an earlier generation. */
  async open(visitor: string, generation: number, stream: MediaStream): Promise<void> {
    if (generation <= (this.#generations.get(visitor) ?? -1)) return;
    this.#remember(visitor, generation);
    this.#drop(visitor);
    const entry: VisitorLink = { generation, link: null, since: 0, quality: null, qualitySince: 0 };
    this.#links.set(visitor, entry);

    const [iceServers, codecs] = await Promise.all([this.#iceServers(visitor), screenCodecs(this.#links.size - 1)]);
    if (this.#links.get(visitor) !== entry) return;
    const { send, iceTransportPolicy, openLink, log, onCount, onTrouble } = this.#options;
    log({ event: 'link-open', participant: visitor, generation });
    entry.link = this.#opened(visitor, entry, () => openLink({
      stream,
      connection: { iceServers, codecs, ...(iceTransportPolicy && { iceTransportPolicy }) },
      onSignal: (data) => send({ type: 'signal', to: visitor, generation, data }),
      onConnected: () => {
        entry.since = Date.now();
        entry.qualitySince = entry.since;
        onCount();
      },
      onStream: () => undefined,
      onQuality: () => {
        const quality = entry.link?.quality ?? null;
        log({ event: 'link-quality', participant: visitor, generation, quality });
        Object.assign(entry, { quality, qualitySince: Date.now() });
        onCount();
      },
      onTrouble,
      onEnd: (reason) => this.#ended(visitor, entry, reason),
    }));
  }

  /** The link, or null if the host's own `openLink` throws. The visitor is notified and asks again. */
  #opened(visitor: string, entry: VisitorLink, open: () => Link): Link | null {
    try {
      return open();
    } catch (cause) {
      this.#options.onTrouble(cause);
      this.#ended(visitor, entry, 'setup-failed');
      return null;
    }
  }

  signal(visitor: string, generation: number, data: SignalData): void {
    const entry = this.#links.get(visitor);
    if (entry?.generation === generation) entry.link?.signal(data);
  }

  /** The visitor has closed its end. */
  unlink(visitor: string, generation: number): void {
    if (this.#links.get(visitor)?.generation === generation) this.#drop(visitor);
  }

  /** The visitor has left for good. */
  leave(visitor: string): void {
    this.#drop(visitor);
    this.#generations.delete(visitor);
  }

  /** Replaces the track for everybody; null sends nothing. A link that can't replace the track is closed, because it would keep sending the old one. */
  replaceTrack(track: MediaStreamTrack | null): void {
    for (const { link } of this.#links.values()) {
      link?.replaceTrack(track).catch((cause: unknown) => {
        this.#options.onTrouble(cause);
        link.close();
      });
    }
  }

  closeAll(): void {
    for (const visitor of [...this.#links.keys()]) this.#drop(visitor);
  }

  async #iceServers(visitor: string): Promise<readonly RTCIceServer[]> {
    const { iceServers, onTrouble } = this.#options;
    const ahead = this.#ahead;
    const isGood = ahead !== null && performance.now() - ahead.at < AHEAD_MS && !ahead.served.has(visitor);
    ahead?.served.add(visitor);
    return (isGood ? await ahead.iceServers : null) ?? iceServersOrNone(iceServers, onTrouble);
  }

  #all(): Link[] {
    return [...this.#links.values()].flatMap(({ link }) => link ?? []);
  }

  #ended(visitor: string, entry: VisitorLink, reason: LinkEnd): void {
    const { generation } = entry;
    this.#options.log({ event: 'link-end', participant: visitor, generation, reason });
    if (this.#links.get(visitor) !== entry) return;
    this.#links.delete(visitor);
    this.#options.send({ type: 'unlink', to: visitor, generation, reason });
    this.#options.onLost(visitor);
    this.#options.onCount();
  }

  #drop(visitor: string): void {
    const entry = this.#links.get(visitor);
    if (!entry) return;
    this.#links.delete(visitor);
    entry.link?.close();
    this.#options.onCount();
  }

  #remember(visitor: string, generation: number): void {
    this.#generations.delete(visitor);
    this.#generations.set(visitor, generation);
    const [oldest] = this.#generations.keys();
    if (this.#generations.size > MAX_REMEMBERED && oldest !== undefined) this.#generations.delete(oldest);
  }
}
