import type { Outgoing, SignalData } from '../../channel/messages.js';
import { iceServersOrNone, type IceServers } from '../../peer/ice-servers.js';
import type { Link, OpenLink } from '../../peer/link.js';
import type { LinkStats } from '../../peer/link-stats.js';
import type { Log } from '../log.js';

export interface AgentLinkOptions {
  readonly openLink: OpenLink;
  readonly iceServers: IceServers | undefined;
  readonly iceTransportPolicy: RTCIceTransportPolicy | undefined;
  readonly send: (message: Outgoing) => void;
  readonly onStream: (stream: MediaStream) => void;
  readonly log: Log;
  /** The agent's picture starts to arrive, or arrives again. */
  readonly onLive: () => void;
  /** The picture has stopped arriving. The link may recover, or a new one is being opened. */
  readonly onLost: () => void;
  readonly onTrouble: (cause: unknown) => void;
}

/** How long the agent may take to answer a request with an offer, in milliseconds, before the request is repeated. */
const OFFER_TIMEOUT_MS = 3_000;

/** How long after its connection closed a share's end may be announced, in milliseconds. The two travel on different paths. */
const FAREWELL_MS = 500;

/** Milliseconds before the first, second … attempt. The last value applies to all later attempts. */
const BACKOFF_MS = [0, 500, 1_000, 2_000, 4_000];

/**
 * A visitor's link to the agent who shares. Requests it, and requests it again with
 * a new generation whenever it fails or breaks, until it's closed.
 */
export class AgentLink {
  readonly #options: AgentLinkOptions;
  #agent: string | null = null;
  /** Grows with each attempt during this visitor's lifetime, so that leftovers of earlier attempts can be recognized. */
  #generation = 0;
  #attempts = 0;
  #link: Link | null = null;
  /** Candidates that overtook the offer while the ICE servers were being fetched. */
  #early: SignalData[] | null = null;
  /** Fetched while waiting for the offer, to save time. */
  #iceServers: Promise<readonly RTCIceServer[]> = Promise.resolve([]);
  #live = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Runs while the agent may still announce the end of the share. */
  #farewell: ReturnType<typeof setTimeout> | undefined;

  constructor(options: AgentLinkOptions) {
    this.#options = options;
  }

  /** Whether the agent's picture is arriving, or did until a moment ago. */
  get live(): boolean {
    return (this.#live && !this.lost) || this.#farewell !== undefined;
  }

  /** The link's figures; null if it has none. */
  get stats(): LinkStats | null {
    return this.#link?.figures ?? null;
  }

  /** Whether there was a connection on which no data arrives at the moment. WebRTC may still recover it. */
  get lost(): boolean {
    return this.#link?.quality === 'lost';
  }

  /** Whether there is a link, or one is being requested. */
  get active(): boolean {
    return this.#agent !== null;
  }

  /** Opens a link to an agent, replacing any previous link. */
  open(agent: string): void {
    this.close();
    this.#agent = agent;
    this.#attempts = 0;
    this.#ask();
  }

  /** Retries at once instead of waiting, because the agent is reachable. */
  retryNow(): void {
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
    const { openLink, iceTransportPolicy, send, log, onStream, onTrouble } = this.#options;
    const isCurrent = (): boolean => link !== undefined && this.#link === link;
    log({ event: 'link-open', participant: agent, generation });
    const link = this.#opened(() => openLink({
      connection: { iceServers, ...(iceTransportPolicy && { iceTransportPolicy }) },
      onSignal: (data) => send({ type: 'signal', to: agent, generation, data }),
      onConnected: () => undefined,
      onStream: (stream) => {
        if (!isCurrent()) return;
        onStream(stream);
        this.#awaitPicture(stream, isCurrent);
      },
      onQuality: () => {
        log({ event: 'link-quality', participant: agent, generation, quality: link?.quality ?? null });
        if (isCurrent() && this.#live) this.#qualityChanged();
      },
      onTrouble,
      onEnd: (reason) => {
        log({ event: 'link-end', participant: agent, generation, reason });
        if (isCurrent()) this.#retry(reason === 'remote-closed');
      },
    }));
    if (!link) return;
    this.#link = link;
    const early = this.#early;
    this.#early = null;
    for (const data of early) link.signal(data);
  }

  /** The link; undefined if the host's own `openLink` throws, which is retried later. */
  #opened(open: () => Link): Link | undefined {
    try {
      return open();
    } catch (cause) {
      this.#options.onTrouble(cause);
      this.#retry();
      return undefined;
    }
  }

  /** A remote track is muted until its first packets arrive. */
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

  /** @param closed Whether the agent closed the link, possibly because the share has ended */
  #retry(closed = false): void {
    if (this.#agent === null) return;
    const hadPicture = this.#live;
    this.#discard();
    clearTimeout(this.#timer);
    const delay = BACKOFF_MS[Math.min(this.#attempts, BACKOFF_MS.length - 1)] ?? 0;
    this.#timer = setTimeout(() => this.#ask(), delay);
    if (hadPicture && closed) this.#farewell = setTimeout(() => this.#reportLost(), FAREWELL_MS);
    else if (hadPicture || this.#attempts === 1) this.#reportLost();
  }

  #reportLost(): void {
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
