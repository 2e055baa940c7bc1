import type { Outgoing, SignalData } from '../channel/messages.js';
import { iceServersOrNone, resolveIceServers, type IceServers } from '../peer/ice-servers.js';
import type { Link, LinkEnd, OpenLink } from '../peer/link.js';
import type { LinkQuality, LinkStats } from '../peer/link-stats.js';
import { screenCodecs } from '../peer/screen-codecs.js';
import type { Note } from './log.js';

export interface VisitorLinksOptions {
  readonly openLink: OpenLink;
  readonly iceServers: IceServers | undefined;
  readonly iceTransportPolicy: RTCIceTransportPolicy | undefined;
  readonly send: (message: Outgoing) => void;
  readonly note: Note;
  /** How many visitors are connected, or how well, has changed. */
  readonly onCount: () => void;
  /** The connection to a visitor broke, or never came about. */
  readonly onLost: (visitor: string) => void;
  /** The host's `iceServers` function failed, or a track could not be replaced. */
  readonly onTrouble: (cause: unknown) => void;
}

interface VisitorLink {
  readonly generation: number;
  link: Link | null;
}

/** ICE servers that were asked for before there was a link. */
interface IceServersAhead {
  readonly at: number;
  /** null where asking failed. */
  readonly iceServers: Promise<readonly RTCIceServer[] | null>;
  /** Whoever asks for a second link gets others: the first may have failed by these. */
  readonly served: Set<string>;
}

/** For how long ICE servers that were asked for ahead are taken; credentials may be short-lived. Milliseconds. */
const AHEAD_MS = 60_000;

/** More visitors than this remember no generation of the ones before; a page reload makes a new visitor each time. */
const MAX_REMEMBERED = 1_000;

/** An agent's links: one to each visitor who watches. Visitors ask for them, under generations that only grow. */
export class VisitorLinks {
  readonly #options: VisitorLinksOptions;
  readonly #links = new Map<string, VisitorLink>();
  readonly #generations = new Map<string, number>();
  #ahead: IceServersAhead | null = null;

  constructor(options: VisitorLinksOptions) {
    this.#options = options;
  }

  /** How many visitors are connected; one of whom nothing is heard at the moment isn't. */
  get connected(): number {
    return this.#all().filter(({ connected, quality }) => connected && quality !== 'lost').length;
  }

  /** How good each line to a visitor is; null for one that isn't connected yet. */
  get qualities(): (LinkQuality | null | undefined)[] {
    return this.#all().map(({ quality }) => quality);
  }

  /** The figures of each link that has some. */
  get stats(): LinkStats[] {
    return this.#all().flatMap(({ figures }) => figures ?? []);
  }

  /** How many links there are, those that are still coming about included. */
  get size(): number {
    return this.#links.size;
  }

  has(visitor: string): boolean {
    return this.#links.has(visitor);
  }

  /** Asks ahead for what links will need, while the agent still picks. */
  getReady(): void {
    void screenCodecs();
    this.#ahead = { at: performance.now(), iceServers: resolveIceServers(this.#options.iceServers).catch(() => null), served: new Set() };
  }

  /** Links up with a visitor, in the place of any link of an earlier generation. */
  async open(visitor: string, generation: number, stream: MediaStream): Promise<void> {
    if (generation <= (this.#generations.get(visitor) ?? -1)) return;
    this.#remember(visitor, generation);
    this.#drop(visitor);
    const entry: VisitorLink = { generation, link: null };
    this.#links.set(visitor, entry);

    const [iceServers, codecs] = await Promise.all([this.#iceServers(visitor), screenCodecs(this.#links.size - 1)]);
    if (this.#links.get(visitor) !== entry) return;
    const { send, iceTransportPolicy, openLink, note, onCount, onTrouble } = this.#options;
    note({ event: 'link-open', participant: visitor, generation });
    entry.link = openLink({
      stream,
      connection: { iceServers, codecs, ...(iceTransportPolicy && { iceTransportPolicy }) },
      onSignal: (data) => send({ type: 'signal', to: visitor, generation, data }),
      onConnected: onCount,
      onStream: () => undefined,
      onQuality: () => {
        note({ event: 'link-quality', participant: visitor, generation, quality: entry.link?.quality ?? null });
        onCount();
      },
      onTrouble,
      onEnd: (reason) => this.#ended(visitor, entry, reason),
    });
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

  /** Sends another track, or none for now, to everybody. A link that can't take it is given up, rather than go on with the one before. */
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
    this.#options.note({ event: 'link-end', participant: visitor, generation, reason });
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
