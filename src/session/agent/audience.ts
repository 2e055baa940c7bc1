import type { SignalData } from '../../channel/messages.js';
import type { LinkQuality, LinkStats } from '../../peer/link-stats.js';
import type { MediaRelay } from '../../peer/media-relay.js';
import { RelayPublisher } from './relay-publisher.js';
import type { Viewer } from './viewer.js';
import { VisitorLinks, type VisitorLinksOptions } from './visitor-links.js';

export interface AudienceOptions extends VisitorLinksOptions {
  readonly mediaRelay: MediaRelay | undefined;
  readonly maxDirectViewers: number | undefined;
  /** {@link Audience.resource} has changed. */
  readonly onResource: () => void;
}

/** The maximum number of visitors whose names and presence are remembered. Each page reload creates a new visitor. */
const MAX_PEOPLE = 1_000;

/** A visitor on the media server reports every 30 s; hidden pages may take twice as long. */
const STALE_MS = 100_000;

/**
 * The audience of an agent's share. A few visitors get a direct link each. Once
 * there are too many, all of them use a media server, which gets the picture once.
 */
export class Audience {
  readonly #links: VisitorLinks;
  readonly #publisher: RelayPublisher | null;
  readonly #maxDirectViewers: number;
  readonly #onCount: () => void;
  /** Visitors who watch through the media server, and when each last reported. */
  readonly #atRelay = new Map<string, { readonly since: number; reportedAt: number }>();
  /** What visitors have reported about themselves. */
  readonly #people = new Map<string, { readonly name: string | undefined; readonly awaySince: number | null }>();
  #staleTimer: ReturnType<typeof setTimeout> | undefined;

  /** @throws TypeError if `maxDirectViewers` isn't a valid number of visitors. */
  constructor({ mediaRelay, maxDirectViewers = 8, onResource, ...links }: AudienceOptions) {
    if (!Number.isSafeInteger(maxDirectViewers) || maxDirectViewers < 0) throw new TypeError('maxDirectViewers must be the number of visitors that can get the picture directly from the agent: 0 or more, such as 8.');
    this.#maxDirectViewers = maxDirectViewers;
    this.#onCount = links.onCount;
    this.#links = new VisitorLinks(links);
    this.#publisher = mediaRelay ? new RelayPublisher({ relay: mediaRelay, onChange: onResource, onQuality: links.onCount, onTrouble: links.onTrouble }) : null;
  }

  /** How many visitors are connected. */
  get connected(): number {
    return this.#links.connected + this.#atRelay.size;
  }

  /** All visitors who get the share. */
  get viewers(): Viewer[] {
    const direct = this.#links.connections.map((connection) => ({ ...connection, relayed: false }));
    const atRelay = [...this.#atRelay].map(([id, { since }]) => ({ id, since, quality: null, qualitySince: since, relayed: true }));
    return [...direct, ...atRelay].map((viewer) => {
      const { name, awaySince = null } = this.#people.get(viewer.id) ?? {};
      return { ...viewer, name, away: awaySince !== null, awaySince };
    });
  }

  /** The quality of the worst connection to a visitor or the media server. `lost` if no data arrives on any of them, null if there are none. */
  get quality(): LinkQuality | null {
    return worstOf([...this.#links.qualities, this.#publisher?.quality]);
  }

  /** The figures of each connection that has them. */
  get stats(): LinkStats[] {
    const atRelay = this.#publisher?.stats;
    return [...this.#links.stats, ...(atRelay ? [atRelay] : [])];
  }

  /** The name by which visitors find the share on the media server; null while it isn't there. */
  get resource(): string | null {
    return this.#publisher?.resource ?? null;
  }

  /** Requests in advance what links will need. */
  getReady(): void {
    this.#links.getReady();
  }

  /** Opens a link to a visitor. If that would be one too many, publishes to the media server for everybody instead. */
  async open(visitor: string, generation: number, stream: MediaStream): Promise<void> {
    this.#leftRelay(visitor);
    if (!this.#publisher || this.#links.has(visitor) || this.#links.size < this.#maxDirectViewers) return this.#links.open(visitor, generation, stream);
    // A reply isn't needed: the visitor gets the address once it exists, and repeats its request until then.
    this.#publisher.start(stream);
  }

  /** The visitor reports that it watches through the media server. It repeats this regularly. */
  watchesRelay(visitor: string): void {
    const isNew = !this.#atRelay.has(visitor);
    const reportedAt = performance.now();
    const known = this.#atRelay.get(visitor);
    if (known) known.reportedAt = reportedAt;
    else this.#atRelay.set(visitor, { since: Date.now(), reportedAt });
    this.#forgetStale();
    if (isNew) this.#onCount();
  }

  signal(visitor: string, generation: number, data: SignalData): void {
    this.#links.signal(visitor, generation, data);
  }

  /** The visitor has closed its end of the link. */
  unlink(visitor: string, generation: number): void {
    this.#links.unlink(visitor, generation);
  }

  /** Notes the sender of a visitor's message. */
  noteSender({ id, name }: { readonly id: string; readonly name?: string | undefined }): void {
    const known = this.#people.get(id);
    if (known && known.name === name) return;
    this.#remember(id, { name, awaySince: known?.awaySince ?? null });
    if (known) this.#onCount();
  }

  /** The visitor has hidden the view, or is showing it again. */
  setAway(id: string, away: boolean): void {
    const known = this.#people.get(id);
    if (!known || (known.awaySince !== null) === away) return;
    this.#people.set(id, { ...known, awaySince: away ? Date.now() : null });
    this.#onCount();
  }

  /** The visitor has left for good. */
  leave(visitor: string): void {
    this.#people.delete(visitor);
    this.#leftRelay(visitor);
    this.#links.leave(visitor);
  }

  /** Replaces the track for everybody; null sends nothing. */
  replaceTrack(track: MediaStreamTrack | null): void {
    this.#links.replaceTrack(track);
    this.#publisher?.replaceTrack(track);
  }

  /** Ends the share for everybody, including on the media server. */
  closeAll(): void {
    this.#publisher?.stop();
    this.#links.closeAll();
    clearTimeout(this.#staleTimer);
    if (this.#atRelay.size === 0) return;
    this.#atRelay.clear();
    this.#onCount();
  }

  #remember(id: string, person: { readonly name: string | undefined; readonly awaySince: number | null }): void {
    this.#people.delete(id);
    this.#people.set(id, person);
    const [oldest] = this.#people.keys();
    if (this.#people.size > MAX_PEOPLE && oldest !== undefined) this.#people.delete(oldest);
  }

  #leftRelay(visitor: string): void {
    if (this.#atRelay.delete(visitor)) this.#onCount();
  }

  #forgetStale(): void {
    clearTimeout(this.#staleTimer);
    const now = performance.now();
    for (const [visitor, { reportedAt }] of this.#atRelay) if (now - reportedAt > STALE_MS) this.#leftRelay(visitor);
    if (this.#atRelay.size > 0) this.#staleTimer = setTimeout(() => this.#forgetStale(), STALE_MS / 2);
  }
}

/** `lost` only if all of them are lost. */
function worstOf(qualities: readonly (LinkQuality | null | undefined)[]): LinkQuality | null {
  return (['poor', 'fair', 'good', 'lost'] as const).find((quality) => qualities.includes(quality)) ?? null;
}
