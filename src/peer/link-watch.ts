import { qualityOf, readStats, type LinkQuality, type LinkStats, type Sample } from './link-stats.js';

/** Milliseconds between two polls. */
const POLL_MS = 500;

/**
 * Milliseconds of silence after which a connection counts as lost for now. Both ends send something
 * several times in this period, even while the picture is still: RTCP reports every second, and ICE
 * checks every 2.5 s (RFC 7675 requires one in 5 s). WebRTC's own states take 6 s to report
 * `disconnected`, and 17 s to give up.
 */
const QUIET_MS = 3_000;

/** The period over which rates are measured, milliseconds. */
const RATE_MS = 1_000;

/** Monitors a connection: its quality, and whether data still arrives. */
export class LinkWatch {
  readonly #report: () => Promise<RTCStatsReport>;
  readonly #onChange: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;
  #heard = 0;
  #heardAt = 0;
  #sample: Sample | null = null;
  #stats: LinkStats | null = null;
  #quality: LinkQuality | null = null;
  /** Smoothed, because a still picture has so few packets that a single one is half of them, and each new page sends a burst. */
  #loss = 0;
  #waitMs = 0;

  /** @param onChange called when {@link LinkWatch.quality} has changed. */
  constructor(report: () => Promise<RTCStatsReport>, onChange: () => void) {
    this.#report = report;
    this.#onChange = onChange;
  }

  /** Statistics of the last second. Null before the first. */
  get stats(): LinkStats | null {
    return this.#stats;
  }

  /** Null until the link is connected. */
  get quality(): LinkQuality | null {
    return this.#quality;
  }

  /** Starts monitoring. From now on, data is expected from the other end. */
  start(): void {
    if (this.#timer !== undefined) return;
    this.#heardAt = performance.now();
    this.#timer = setInterval(() => void this.#poll(), POLL_MS);
    this.#enter('good');
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #poll(): Promise<void> {
    // If a browser has no report now, it has one at the next poll or ends the link. A media server's
    // custom client may never have one.
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
