import type { SignalData } from '../channel/messages.js';
import type { LinkQuality, LinkStats } from '../peer/link-stats.js';
import type { MediaRelay } from '../peer/media-relay.js';
import { RelayPublisher } from './relay-publisher.js';
import { VisitorLinks, type VisitorLinksOptions } from './visitor-links.js';

export interface AudienceOptions extends VisitorLinksOptions {
  readonly mediaRelay: MediaRelay | undefined;
  readonly relayFrom: number | undefined;
  /** {@link Audience.resource} has changed. */
  readonly onResource: () => void;
}

/** A visitor at the media server says every 30 s that it is there; hidden pages may take twice as long. */
const STALE_MS = 100_000;

/**
 * Everybody who watches an agent's share: a few each by a link of their own, and
 * once these are too many, all through a media server, which gets the picture once.
 */
export class Audience {
  readonly #links: VisitorLinks;
  readonly #publisher: RelayPublisher | null;
  readonly #relayFrom: number;
  readonly #onCount: () => void;
  /** Visitors who see it through the media server, and when they last said so. */
  readonly #atRelay = new Map<string, number>();
  #staleTimer: ReturnType<typeof setTimeout> | undefined;

  /** @throws TypeError when `relayFrom` is no number of visitors. */
  constructor({ mediaRelay, relayFrom = 8, onResource, ...links }: AudienceOptions) {
    if (!Number.isSafeInteger(relayFrom) || relayFrom < 0) throw new TypeError('relayFrom is the number of visitors that get the picture straight from the agent: 0 or more, such as 8.');
    this.#relayFrom = relayFrom;
    this.#onCount = links.onCount;
    this.#links = new VisitorLinks(links);
    this.#publisher = mediaRelay ? new RelayPublisher({ relay: mediaRelay, onChange: onResource, onQuality: links.onCount, onTrouble: links.onTrouble }) : null;
  }

  /** How many visitors are connected. */
  get connected(): number {
    return this.#links.connected + this.#atRelay.size;
  }

  /** How good the worst line is, to a visitor or to the media server; `lost` when nothing is heard over any, null when there is none. */
  get quality(): LinkQuality | null {
    return worstOf([...this.#links.qualities, this.#publisher?.quality]);
  }

  /** The figures of each line that has some. */
  get stats(): LinkStats[] {
    const atRelay = this.#publisher?.stats;
    return [...this.#links.stats, ...(atRelay ? [atRelay] : [])];
  }

  /** By which visitors find the share at the media server; null while it isn't there. */
  get resource(): string | null {
    return this.#publisher?.resource ?? null;
  }

  /** Asks ahead for what links will need. */
  getReady(): void {
    this.#links.getReady();
  }

  /** Links up with a visitor; or, where that would be one too many, has the media server serve them all. */
  async open(visitor: string, generation: number, stream: MediaStream): Promise<void> {
    this.#leftRelay(visitor);
    if (!this.#publisher || this.#links.has(visitor) || this.#links.size < this.#relayFrom) return this.#links.open(visitor, generation, stream);
    // Nothing is answered: it hears where to look as soon as that is there, and asks again until then.
    this.#publisher.start(stream);
  }

  /** The visitor sees it through the media server, and says so again and again. */
  watchesRelay(visitor: string): void {
    const isNew = !this.#atRelay.has(visitor);
    this.#atRelay.set(visitor, Date.now());
    this.#forgetStale();
    if (isNew) this.#onCount();
  }

  signal(visitor: string, generation: number, data: SignalData): void {
    this.#links.signal(visitor, generation, data);
  }

  /** The visitor has closed its end. */
  unlink(visitor: string, generation: number): void {
    this.#links.unlink(visitor, generation);
  }

  /** The visitor has left for good. */
  leave(visitor: string): void {
    this.#leftRelay(visitor);
    this.#links.leave(visitor);
  }

  /** Sends another track, or none for now, to everybody. */
  replaceTrack(track: MediaStreamTrack | null): void {
    this.#links.replaceTrack(track);
    this.#publisher?.replaceTrack(track);
  }

  /** The share is over, for everybody and at the media server. */
  closeAll(): void {
    this.#publisher?.stop();
    this.#links.closeAll();
    clearTimeout(this.#staleTimer);
    if (this.#atRelay.size === 0) return;
    this.#atRelay.clear();
    this.#onCount();
  }

  #leftRelay(visitor: string): void {
    if (this.#atRelay.delete(visitor)) this.#onCount();
  }

  #forgetStale(): void {
    clearTimeout(this.#staleTimer);
    const now = Date.now();
    for (const [visitor, heard] of this.#atRelay) if (now - heard > STALE_MS) this.#leftRelay(visitor);
    if (this.#atRelay.size > 0) this.#staleTimer = setTimeout(() => this.#forgetStale(), STALE_MS / 2);
  }
}

/** `lost` only when all of them are. */
function worstOf(qualities: readonly (LinkQuality | null | undefined)[]): LinkQuality | null {
  return (['poor', 'fair', 'good', 'lost'] as const).find((quality) => qualities.includes(quality)) ?? null;
}
