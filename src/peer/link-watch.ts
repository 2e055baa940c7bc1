import { qualityOf, readStats, type LinkQuality, type LinkStats, type Sample } from './link-stats.js';

/** Milliseconds between two looks. */
const LOOK_MS = 500;

/**
 * Milliseconds without a sign of life after which a line counts as lost for now.
 * Both ends give several in this time, also while the picture stands still:
 * RTCP reports every second, and ICE's checks every 2.5 s (RFC 7675 asks for one
 * in 5 s). WebRTC's own states take 6 s to say `disconnected`, and 17 to give up.
 */
const QUIET_MS = 3_000;

/** Milliseconds over which rates are taken. */
const RATE_MS = 1_000;

/** Watches a connection: how good its line is, and whether anything arrives over it. */
export class LinkWatch {
  readonly #report: () => Promise<RTCStatsReport>;
  readonly #onChange: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;
  #heard = 0;
  #heardAt = 0;
  #sample: Sample | null = null;
  #stats: LinkStats | null = null;
  #quality: LinkQuality | null = null;
  /** Smoothed: of a picture that stands still there are so few packets that one makes half of them, and each new page is a crowd. */
  #loss = 0;
  #waitMs = 0;

  /** @param onChange {@link LinkWatch.quality} has changed. */
  constructor(report: () => Promise<RTCStatsReport>, onChange: () => void) {
    this.#report = report;
    this.#onChange = onChange;
  }

  /** Figures of the last second; null before the first. */
  get stats(): LinkStats | null {
    return this.#stats;
  }

  /** Null until the link is connected. */
  get quality(): LinkQuality | null {
    return this.#quality;
  }

  /** From now on the other end is expected to be heard. */
  start(): void {
    if (this.#timer !== undefined) return;
    this.#heardAt = performance.now();
    this.#timer = setInterval(() => void this.#look(), LOOK_MS);
    this.#enter('good');
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    // A browser that gives no report now gives one at the next look, or ends the link; a media server's own client may give none ever.
    const report = await this.#report().catch(() => null);
    const now = performance.now();
    if (!report?.size) return;
    const { sample, stats } = readStats(report, this.#sample, now);
    if (sample.heard !== this.#heard) {
      this.#heard = sample.heard;
      this.#heardAt = now;
    }
    if (!this.#sample || now - this.#sample.at >= RATE_MS) {
      this.#sample = sample;
      this.#stats = stats;
      this.#loss += 0.3 * (stats.loss - this.#loss);
      this.#waitMs += 0.3 * (stats.waitMs - this.#waitMs);
    }
    this.#enter(this.#heard > 0 && now - this.#heardAt > QUIET_MS ? 'lost' : qualityOf({ ...stats, loss: this.#loss, waitMs: this.#waitMs }));
  }

  #enter(quality: LinkQuality): void {
    if (quality === this.#quality) return;
    this.#quality = quality;
    this.#onChange();
  }
}
