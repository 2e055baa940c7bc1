import type { Outgoing, SignalData } from '../channel/messages.js';
import { iceServersOrNone, type IceServers } from '../peer/ice-servers.js';
import type { Link, OpenLink } from '../peer/link.js';
import type { LinkStats } from '../peer/link-stats.js';
import type { Note } from './log.js';

export interface AgentLinkOptions {
  readonly openLink: OpenLink;
  readonly iceServers: IceServers | undefined;
  readonly iceTransportPolicy: RTCIceTransportPolicy | undefined;
  readonly send: (message: Outgoing) => void;
  readonly onStream: (stream: MediaStream) => void;
  readonly note: Note;
  /** The agent's picture has begun to arrive, or does again. */
  readonly onLive: () => void;
  /** Nothing arrives any more; the link may come back, or another is on its way. */
  readonly onLost: () => void;
  readonly onTrouble: (cause: unknown) => void;
}

/** How long the agent may take to answer a request with an offer, in milliseconds, before it is repeated. */
const OFFER_TIMEOUT_MS = 3_000;

/** How much later than the end of its connection the word may come that a share is over, in milliseconds: the two go different ways. */
const FAREWELL_MS = 500;

/** Milliseconds before the first, second … further attempt; the last one stands for all later ones. */
const BACKOFF_MS = [0, 500, 1_000, 2_000, 4_000];

/**
 * A visitor's link to the agent who shares. Asks for it, and asks again under a
 * new generation whenever it doesn't come about or breaks, until it is closed.
 */
export class AgentLink {
  readonly #options: AgentLinkOptions;
  #agent: string | null = null;
  /** Grows with each attempt over the whole life of this visitor, so that what belongs to an earlier one is told apart. */
  #generation = 0;
  #attempts = 0;
  #link: Link | null = null;
  /** Candidates can overtake the offer while the ICE servers are being fetched. */
  #early: SignalData[] | null = null;
  /** Asked for together with the offer, so that they need no time of their own. */
  #iceServers: Promise<readonly RTCIceServer[]> = Promise.resolve([]);
  #live = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Runs while the agent may yet say that the share is over. */
  #farewell: ReturnType<typeof setTimeout> | undefined;

  constructor(options: AgentLinkOptions) {
    this.#options = options;
  }

  /** The agent's picture is arriving, or has been until just now. */
  get live(): boolean {
    return (this.#live && !this.lost) || this.#farewell !== undefined;
  }

  /** The link's figures; null when it has none. */
  get stats(): LinkStats | null {
    return this.#link?.figures ?? null;
  }

  /** There was a connection, and nothing arrives over it at the moment. WebRTC itself may still find it again. */
  get lost(): boolean {
    return this.#link?.quality === 'lost';
  }

  /** There is a link, or one is being asked for. */
  get active(): boolean {
    return this.#agent !== null;
  }

  /** Links up with an agent, in the place of any link before. */
  open(agent: string): void {
    this.close();
    this.#agent = agent;
    this.#attempts = 0;
    this.#ask();
  }

  /** Asks at once instead of waiting, because the agent can be reached. */
  hurry(): void {
    if (this.#agent === null || (this.#link && !this.lost)) return;
    this.#attempts = 0;
    this.#ask();
  }

  signal(from: string, generation: number, data: SignalData): void {
    if (from !== this.#agent || generation !== this.#generation) return;
    if (this.#link) this.#link.signal(data);
    else if (this.#early) this.#early.push(data);
    else if (data.type === 'offer') void this.#answer(data);
  }

  /** The agent has closed its end. */
  unlink(from: string, generation: number): void {
    if (from === this.#agent && generation === this.#generation) this.#retry();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#forgetFarewell();
    const agent = this.#agent;
    this.#agent = null;
    if (agent !== null) this.#options.send({ type: 'unlink', to: agent, generation: this.#generation, reason: 'closed' });
    this.#discard();
  }

  #ask(): void {
    if (this.#agent === null) return;
    this.#discard();
    clearTimeout(this.#timer);
    this.#generation++;
    this.#attempts++;
    this.#timer = setTimeout(() => this.#retry(), OFFER_TIMEOUT_MS);
    this.#options.send({ type: 'watch', to: this.#agent, generation: this.#generation });
    this.#iceServers = iceServersOrNone(this.#options.iceServers, this.#options.onTrouble);
  }

  async #answer(offer: SignalData): Promise<void> {
    clearTimeout(this.#timer);
    const generation = this.#generation;
    const agent = this.#agent;
    if (agent === null) return;
    this.#early = [offer];
    const iceServers = await this.#iceServers;
    if (generation !== this.#generation || agent !== this.#agent) return;
    const { openLink, iceTransportPolicy, send, note, onStream, onTrouble } = this.#options;
    const isCurrent = (): boolean => this.#link === link;
    note({ event: 'link-open', participant: agent, generation });
    const link = openLink({
      connection: { iceServers, ...(iceTransportPolicy && { iceTransportPolicy }) },
      onSignal: (data) => send({ type: 'signal', to: agent, generation, data }),
      onConnected: () => undefined,
      onStream: (stream) => {
        if (!isCurrent()) return;
        onStream(stream);
        this.#awaitPicture(stream, isCurrent);
      },
      onQuality: () => {
        note({ event: 'link-quality', participant: agent, generation, quality: link.quality ?? null });
        if (isCurrent() && this.#live) this.#qualityChanged();
      },
      onTrouble,
      onEnd: (reason) => {
        note({ event: 'link-end', participant: agent, generation, reason });
        if (isCurrent()) this.#retry(reason === 'remote-closed');
      },
    });
    this.#link = link;
    const early = this.#early;
    this.#early = null;
    for (const data of early) link.signal(data);
  }

  /** A remote track is muted until its first packets are in. */
  #awaitPicture(stream: MediaStream, isCurrent: () => boolean): void {
    const [track] = stream.getVideoTracks();
    if (!track) return;
    const live = (): void => {
      if (!isCurrent() || this.#live) return;
      this.#live = true;
      this.#attempts = 0;
      this.#forgetFarewell();
      this.#options.onLive();
    };
    if (track.muted) track.addEventListener('unmute', live, { once: true });
    else live();
  }

  #qualityChanged(): void {
    if (this.lost) this.#options.onLost();
    else this.#options.onLive();
  }

  /** @param closed by the agent, who may have ended the share */
  #retry(closed = false): void {
    if (this.#agent === null) return;
    const hadPicture = this.#live;
    this.#discard();
    clearTimeout(this.#timer);
    const delay = BACKOFF_MS[Math.min(this.#attempts, BACKOFF_MS.length - 1)] ?? 0;
    this.#timer = setTimeout(() => this.#ask(), delay);
    if (hadPicture && closed) this.#farewell = setTimeout(() => this.#tellLost(), FAREWELL_MS);
    else if (hadPicture || this.#attempts === 1) this.#tellLost();
  }

  #tellLost(): void {
    this.#forgetFarewell();
    this.#options.onLost();
  }

  #forgetFarewell(): void {
    clearTimeout(this.#farewell);
    this.#farewell = undefined;
  }

  #discard(): void {
    const link = this.#link;
    this.#link = null;
    this.#early = null;
    this.#live = false;
    link?.close();
  }
}
