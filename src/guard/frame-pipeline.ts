import { FrameCopies, FrameViewer, brightnessOf } from './frame-copies.js';
import type { FrameCopy } from './frame-copies.js';
import { failedJudgement } from './failed-judgement.js';
import { FrameOutlet } from './frame-outlet.js';
import { Gate } from './gate.js';
import type { CloseReason, GateState, Silence } from './gate.js';
import { timesOf } from './guard-settings.js';
import type { GuardSettings } from './guard-settings.js';
import { GuardMeter } from './guard-meter.js';
import type { GuardStats } from './guard-meter.js';
import type { FrameJudge, HoldReason, Judgement } from './judgement.js';
import { PaintWatch } from './paint-watch.js';

/** Some ten waiting frames of 4K. A line that needs more gets thinner: frames are lost, never safety. */
const MOST_BYTES = 160 * 1024 * 1024;
/** A judge that takes this long has failed. */
const JUDGE_TIMEOUT_MS = 2_000;
/** Unless it is loading something that it needs, some 7 MB. Nothing leaves meanwhile, and the grace doesn't run. */
const PREPARE_TIMEOUT_MS = 60_000;
const TICK_MS = 50;

export interface PipelineOptions {
  readonly readable: ReadableStream<VideoFrame>;
  readonly writable: WritableStream<VideoFrame>;
  readonly judge: FrameJudge;
  readonly settings: GuardSettings;
  readonly silence: Silence;
  readonly onState: (state: GateState, why: HoldReason | CloseReason | null, last: Judgement | null) => void;
  /** What was judged has changed. */
  readonly onJudgement: (judgement: Judgement) => void;
}

const FAILED: Judgement = { verdict: 'unclear', reason: 'failed' };
const PREPARING: Judgement = { verdict: 'unclear', reason: 'preparing' };

/** Takes captured frames, has each judged, and writes those that the gate releases. */
export class FramePipeline {
  readonly #options: PipelineOptions;
  readonly #copies = new FrameCopies();
  readonly #viewer = new FrameViewer();
  readonly #meter = new GuardMeter();
  readonly #paint = new PaintWatch();
  readonly #gate: Gate<FrameCopy>;
  readonly #outlet: FrameOutlet;
  readonly #reader: ReadableStreamDefaultReader<VideoFrame>;
  readonly #timer: ReturnType<typeof setInterval>;
  #last: Judgement | null = null;
  #judgingSince: number | null = null;
  #ticked = performance.now();
  #captured = 0;
  /** Counts what makes a judgement that is under way worthless: other rules, another handle, a pause. */
  #epoch = 0;

  constructor(options: PipelineOptions) {
    this.#options = options;
    this.#outlet = new FrameOutlet(options.writable, this.#copies);
    this.#reader = options.readable.getReader();
    this.#gate = new Gate<FrameCopy>(
      {
        release: (copy) => this.#outlet.show(copy, performance.now()),
        drop: (copy) => this.#copies.free(copy),
        change: (state, why) => this.#changed(state, why),
      },
      { ...timesOf(options.settings), silence: options.silence },
    );
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  /** Runs until the source ends or the gate closes. */
  async run(): Promise<void> {
    try {
      for (;;) {
        const { done, value } = await this.#reader.read();
        if (done) break;
        await this.#take(value);
      }
    } finally {
      this.close();
    }
  }

  /**
   * Rules that hold from now on, for what waits and what is shown too.
   * @throws ScreenShareError `settings-invalid` for a rule that doesn't parse; nothing leaves any more then.
   */
  update(settings: GuardSettings): void {
    this.#startAnew();
    this.#gate.update(timesOf(settings));
    this.#outlet.forget();
    try {
      this.#options.judge.update(settings);
    } catch (cause) {
      this.close();
      throw cause;
    }
    this.judgeAgain();
  }

  /** Judges anew what was seen last, for a judge that has learnt something by itself. */
  judgeAgain(): void {
    this.#startAnew();
    const judgement = this.#options.judge.again();
    if (!judgement) return;
    this.#note(judgement);
    // Only what forbids counts at once; what allows needs a frame that shows it.
    if (judgement.verdict !== 'allowed') this.#gate.see(judgement, { captured: this.#captured, arrived: performance.now() });
  }

  pause(): void {
    this.#startAnew();
    this.#gate.pause();
  }

  resume(): void {
    this.#startAnew();
    this.#gate.resume();
  }

  /** Shows the last released picture again, for somebody who has just come. */
  repeat(): void {
    if (this.#gate.state !== 'closed') this.#outlet.repeat(performance.now());
  }

  stats(): GuardStats {
    return this.#meter.read({ waiting: this.#gate.waiting, bytes: this.#copies.bytes, framesOut: this.#outlet.written });
  }

  close(): void {
    clearInterval(this.#timer);
    this.#gate.close();
    this.#outlet.close();
    this.#reader.cancel().catch(() => undefined);
  }

  async #take(frame: VideoFrame): Promise<void> {
    try {
      if (this.#gate.paused || this.#gate.state === 'closed') return;
      this.#captured = frame.timestamp / 1_000;
      const moment = { captured: this.#captured, arrived: performance.now() };
      const epoch = this.#epoch;
      const judgement = await this.#judge(frame);
      const painted = judgement.painted === true || (await this.#isPainted(frame, judgement));
      // What forbids still counts; what allows did so under rules that no longer hold.
      if (epoch !== this.#epoch && judgement.verdict === 'allowed') return;
      const wanted = this.#gate.see({ ...judgement, painted }, moment);
      this.#meter.frame(moment.arrived);
      if (!wanted || !this.#makeRoom(frame)) return;
      this.#gate.keep(await this.#copies.copy(frame), moment);
    } catch {
      this.#fail();
    } finally {
      frame.close();
    }
  }

  #startAnew(): void {
    this.#epoch++;
    this.#paint.forget();
  }

  async #judge(frame: VideoFrame): Promise<Judgement> {
    const since = performance.now();
    this.#judgingSince = since;
    try {
      const judgement = await this.#options.judge.judge(this.#viewer.view(frame));
      this.#note(judgement);
      return judgement;
    } catch (cause) {
      const failed = failedJudgement(cause);
      this.#note(failed);
      return failed;
    } finally {
      this.#judgingSince = null;
      this.#meter.judged(performance.now() - since);
    }
  }

  /** Whether the picture is the address's own page for certain; not asked once the gate knows. */
  async #isPainted(frame: VideoFrame, { verdict, pageTop = 0 }: Judgement): Promise<boolean> {
    if (verdict !== 'allowed' || this.#gate.settled) {
      this.#paint.forget();
      return false;
    }
    if (!this.#makeRoom(frame)) return false;
    const copy = await this.#copies.copy(frame);
    try {
      const { shown } = this.#outlet;
      return this.#paint.look(brightnessOf(copy), { pageTop, shown: shown && brightnessOf(shown), now: performance.now() });
    } finally {
      this.#copies.free(copy);
    }
  }

  #fail(): void {
    this.#note(FAILED);
    this.#gate.see(FAILED, { captured: this.#captured, arrived: performance.now() });
  }

  #note(judgement: Judgement): void {
    const known = this.#last;
    this.#last = judgement;
    if (known?.verdict !== judgement.verdict || known.shown !== judgement.shown || known.reason !== judgement.reason || known.rule !== judgement.rule) {
      this.#options.onJudgement(judgement);
    }
  }

  /** Whether there is memory for a copy. */
  #makeRoom(frame: VideoFrame): boolean {
    while (this.#copies.bytes + this.#copies.shortage(frame) > MOST_BYTES) if (!this.#gate.thin()) return false;
    return true;
  }

  #tick(): void {
    const now = performance.now();
    const late = now - this.#ticked > TICK_MS * 4;
    this.#ticked = now;
    // After a standstill of this thread frames may be waiting unread: this was no silence of the source.
    if (late) return;
    if (this.#judgingSince !== null) {
      this.#awaitJudge(this.#judgingSince, now);
      return;
    }
    this.#gate.tick(now);
    if (this.#gate.state !== 'closed') this.#outlet.tick(now);
  }

  #awaitJudge(since: number, now: number): void {
    const waited = now - since;
    if (waited < JUDGE_TIMEOUT_MS) return;
    if (!this.#options.judge.preparing || waited >= PREPARE_TIMEOUT_MS) this.#fail();
    else this.#gate.see(PREPARING, { captured: this.#captured, arrived: since });
  }

  #changed(state: GateState, why: HoldReason | CloseReason | null): void {
    this.#options.onState(state, why, this.#last);
    if (state === 'closed') this.close();
  }
}
