import type { Outgoing, SignalData } from '../channel/messages.js';
import { iceServersOrNone, type IceServers } from '../peer/ice-servers.js';
import type { Link, OpenLink } from '../peer/link.js';

export interface VisitorLinksOptions {
  readonly openLink: OpenLink;
  readonly iceServers: IceServers | undefined;
  readonly iceTransportPolicy: RTCIceTransportPolicy | undefined;
  readonly send: (message: Outgoing) => void;
  /** How many visitors are connected has changed. */
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

/** More visitors than this remember no generation of the ones before; a page reload makes a new visitor each time. */
const MAX_REMEMBERED = 1_000;

/** An agent's links: one to each visitor who watches. Visitors ask for them, under generations that only grow. */
export class VisitorLinks {
  readonly #options: VisitorLinksOptions;
  readonly #links = new Map<string, VisitorLink>();
  readonly #generations = new Map<string, number>();

  constructor(options: VisitorLinksOptions) {
    this.#options = options;
  }

  /** How many visitors are connected. */
  get connected(): number {
    return [...this.#links.values()].filter(({ link }) => link?.connected).length;
  }

  /** How many links there are, those that are still coming about included. */
  get size(): number {
    return this.#links.size;
  }

  has(visitor: string): boolean {
    return this.#links.has(visitor);
  }

  /** Links up with a visitor, in the place of any link of an earlier generation. */
  async open(visitor: string, generation: number, stream: MediaStream): Promise<void> {
    if (generation <= (this.#generations.get(visitor) ?? -1)) return;
    this.#remember(visitor, generation);
    this.#drop(visitor);
    const entry: VisitorLink = { generation, link: null };
    this.#links.set(visitor, entry);

    const iceServers = await iceServersOrNone(this.#options.iceServers, this.#options.onTrouble);
    if (this.#links.get(visitor) !== entry) return;
    const { send, iceTransportPolicy, openLink } = this.#options;
    entry.link = openLink({
      stream,
      connection: { iceServers, ...(iceTransportPolicy && { iceTransportPolicy }) },
      onSignal: (data) => send({ type: 'signal', to: visitor, generation, data }),
      onConnected: () => this.#options.onCount(),
      onStream: () => undefined,
      onEnd: (reason) => {
        if (this.#links.get(visitor) !== entry) return;
        this.#links.delete(visitor);
        send({ type: 'unlink', to: visitor, generation, reason });
        this.#options.onLost(visitor);
        this.#options.onCount();
      },
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
