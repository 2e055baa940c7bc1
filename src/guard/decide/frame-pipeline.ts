import type { Box } from '../../address-bar/address-bar.js';
import { failedJudgement } from './failed-judgement.js';
import type { Moment } from './delay-line.js';
import type { Fence } from './fence-clock.js';
import type { FrameOutlet, FrameSource, FrameStore } from './frame-store.js';
import { Gate } from './gate.js';
import type { CloseReason, GateState, Silence } from './gate.js';
import { GuardMeter } from './guard-meter.js';
import type { GuardStats } from './guard-meter.js';
import { timesOf } from './guard-settings.js';
import type { GuardSettings } from './guard-settings.js';
import { holdBackOf } from './hold-back.js';
import type { FrameJudge, HoldReason, Judgement } from './judgement.js';
import { PaintProof } from './paint-proof.js';
import { StillPicture } from './still-picture.js';

/** About ten waiting 4K frames. If more would wait, some are dropped, which costs smoothness but never safety. */
const MOST_BYTES = 160 * 1024 * 1024;
/** A judge that takes this long has failed. */
const JUDGE_TIMEOUT_MS = 2_000;
/** The limit while the judge is loading something it needs, about 7 MB. Meanwhile nothing leaves and the grace time doesn't run. */
const PREPARE_TIMEOUT_MS = 60_000;
const TICK_MS = 50;
/** If a tick comes this late, the thread was blocked. */
const STANDSTILL_MS = 4 * TICK_MS;

/** The gate's new state. */
export interface GateChange {
  readonly state: GateState;
  readonly why: HoldReason | CloseReason | null;
  /** Milliseconds until the gate closes, unless the address becomes clear. Null if no deadline is running. */
  readonly endsInMs: number | null;
}

export interface PipelineOptions<F, C> {
  readonly source: FrameSource<F>;
  readonly store: FrameStore<F, C>;
  readonly outlet: FrameOutlet<C>;
  readonly judge: FrameJudge;
  readonly settings: GuardSettings;
  readonly silence: Silence;
  /** Reports when the browser's UI thread has caught up. Default: none, and then nothing confirms fenced frames. */
  readonly fence?: Fence | null;
  /** Whether the captured window is known to belong to the browser that the agent's page runs in. Default false. */
  readonly ownWindow?: boolean;
  /** Bytes that waiting frames may take. Default 160 MB. */
  readonly mostBytes?: number;
  readonly onState: (change: GateChange) => void;
  /** The judgement has changed. */
  readonly onJudgement: (judgement: Judgement) => void;
}

/** What is known of one frame's pixels. */
interface Paint {
  /** Whether they are certainly the address's own page. */
  readonly isKnown: boolean;
  /** For how long the window has shown exactly these, milliseconds. */
  readonly stillMs: number;
}

/** A copy of a frame, and the address that its bar showed. */
interface Kept<C> {
  readonly copy: C;
  readonly address: string;
}

const FAILED: Judgement = { verdict: 'unclear', reason: 'failed' };
const PREPARING: Judgement = { verdict: 'unclear', reason: 'preparing' };

/** Takes captured frames, has each one judged, and shows those that the gate releases. */
export class FramePipeline<F, C> {
  readonly #options: PipelineOptions<F, C>;
  readonly #meter = new GuardMeter();
  readonly #paint = new PaintProof();
  readonly #still: StillPicture<C>;
  readonly #gate: Gate<Kept<C>>;
  readonly #timer: ReturnType<typeof setInterval>;
  #ownWindow: boolean;
  #last: Judgement | null = null;
  /** The address under which the outlet's current picture was released. */
  #shownAddress: string | null = null;
  #judgingSince: number | null = null;
  #ticked = performance.now();
  #captured = 0;
  /** Counts events that invalidate a judgement in progress: new rules, a new handle, a pause. */
  #epoch = 0;

  constructor(options: PipelineOptions<F, C>) {
    this.#options = options;
    this.#ownWindow = options.ownWindow ?? false;
    this.#still = new StillPicture(options.store);
    this.#gate = new Gate<Kept<C>>(
      {
        release: (kept) => this.#show(kept),
        drop: ({ copy }) => options.store.free(copy),
        change: (state, why) => this.#changed(state, why),
      },
      {
        ...timesOf(options.settings),
        silence: options.silence,
        fence: options.fence ?? null,
        holdBackOf: (judgement, holdBackMs) => holdBackOf(judgement, { holdBackMs, ownWindow: this.#ownWindow }),
      },
    );
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  /** Runs until the source ends or the gate closes. */
  async run(): Promise<void> {
    const { source } = this.#options;
    try {
      for (let frame = await source.next(); frame !== null; frame = await source.next()) await this.#take(frame);
    } finally {
      this.close();
    }
  }

  /**
   * Applies new rules, also to the frames that wait and to the picture that is shown.
   * @throws ScreenShareError `settings-invalid` for a rule that doesn't parse; from then on, nothing
   * leaves
   */
  update(settings: GuardSettings): void {
    this.#forgetSeen();
    this.#gate.update(timesOf(settings));
    this.#forgetShown();
    try {
      this.#options.judge.update(settings);
    } catch (cause) {
      this.close();
      throw cause;
    }
    this.judgeAgain();
  }

  /** Judges again what was seen last. Call it when the judge has learnt something by itself. */
  judgeAgain(): void {
    this.#forgetSeen();
    const judgement = this.#options.judge.again();
    if (judgement) this.hear(judgement);
  }

  /** Takes a new judgement of what was seen last. */
  hear(judgement: Judgement): void {
    this.#note(judgement);
    // A judgement that forbids takes effect at once. One that allows needs a frame that shows the page.
    if (judgement.verdict !== 'allowed') this.#gate.see(judgement, { captured: this.#captured, arrived: performance.now() });
  }

  /** Sets whether the captured window belongs to this browser. The agent may have switched to another window. */
  setOwnWindow(own: boolean): void {
    this.#ownWindow = own;
  }

  pause(): void {
    this.#forgetSeen();
    this.#gate.pause();
  }

  resume(): void {
    this.#forgetSeen();
    this.#gate.resume();
  }

  /** The source can't be watched for now, whatever it does. */
  blind(): void {
    this.#forgetSeen();
    this.#gate.blind();
  }

  /** Shows the last released picture again, for a visitor who has just joined. */
  repeat(): void {
    if (this.#gate.state !== 'closed') this.#options.outlet.repeat(performance.now());
  }

  stats(): GuardStats {
    const { store, outlet } = this.#options;
    return this.#meter.read({ waiting: this.#gate.waiting, bytes: store.bytes, framesOut: outlet.written });
  }

  close(): void {
    clearInterval(this.#timer);
    this.#still.clear();
    this.#gate.close();
    this.#options.outlet.close();
    this.#options.source.end();
  }

  async #take(frame: F): Promise<void> {
    const { source, store } = this.#options;
    try {
      if (this.#gate.paused || this.#gate.state === 'closed') return;
      this.#captured = source.capturedAt(frame);
      const moment = { captured: this.#captured, arrived: performance.now() };
      const epoch = this.#epoch;
      const judgement = await this.#judge(frame);
      const paint = await this.#paintOf(frame, judgement, moment);
      // If the rules have changed meanwhile, a judgement that forbids still counts, but one that allows
      // doesn't.
      if (epoch !== this.#epoch && judgement.verdict === 'allowed') return;
      const wanted = this.#gate.see({ ...judgement, painted: paint.isKnown }, moment);
      this.#meter.frame(moment.arrived);
      if (!wanted || !this.#makeRoom(frame, judgement.part)) return;
      this.#gate.keep({ copy: await store.copy(frame, judgement.part), address: judgement.shown ?? '' }, moment, paint.stillMs);
    } catch {
      this.#fail();
    } finally {
      source.close(frame);
    }
  }

  #show({ copy, address }: Kept<C>): void {
    this.#shownAddress = address;
    this.#options.outlet.show(copy, performance.now());
  }

  #forgetShown(): void {
    this.#shownAddress = null;
    this.#options.outlet.forget(this.#gate.state === 'held');
  }

  #forgetSeen(): void {
    this.#epoch++;
    this.#forgetPaint();
  }

  #forgetPaint(): void {
    this.#paint.forget();
    this.#still.clear();
  }

  async #judge(frame: F): Promise<Judgement> {
    const since = performance.now();
    this.#judgingSince = since;
    try {
      const judgement = await this.#options.judge.judge(this.#options.store.view(frame));
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

  /** Whether the picture certainly shows the address's own page, and for how long it has been exactly this. Not checked once the gate knows. */
  async #paintOf(frame: F, judgement: Judgement, moment: Moment): Promise<Paint> {
    const { verdict, shown = '', pageTop = 0, part, wholeSite = false, loading = false } = judgement;
    const { store, outlet, fence = null } = this.#options;
    if (judgement.painted === true || verdict !== 'allowed' || this.#gate.settled) {
      this.#forgetPaint();
      return { isKnown: judgement.painted === true, stillMs: 0 };
    }
    const judged = performance.now();
    if (!this.#makeRoom(frame, part)) return { isKnown: false, stillMs: 0 };
    const copy = await store.copy(frame, part);
    const seen = this.#shownAddress === shown ? outlet.shown : null;
    const asked = this.#ownWindow ? fence : null;
    const isKnown = this.#paint.add({
      pixels: store.pixels(copy), pageTop: part ? 0 : pageTop, address: shown, shown: seen && store.pixels(seen), wholeSite, loading, fence: asked, arrived: moment.arrived, judged,
    });
    const still = this.#still.add(copy, moment);
    // A frame from before the UI thread kept up would have to wait for longer than this one.
    const from = asked ? (asked.calmSince(this.#paint.since) ?? Infinity) : this.#paint.since;
    return { isKnown, stillMs: Math.max(0, Math.min(still, moment.arrived - from)) };
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
  #makeRoom(frame: F, part: Box | undefined): boolean {
    const { store, mostBytes = MOST_BYTES } = this.#options;
    while (store.bytes + store.shortage(frame, part) > mostBytes) if (!this.#gate.thin()) return false;
    return true;
  }

  #tick(): void {
    const now = performance.now();
    const stoodFor = now - this.#ticked;
    this.#ticked = now;
    if (stoodFor > STANDSTILL_MS) {
      this.#wake(stoodFor, now);
      return;
    }
    if (this.#judgingSince !== null) {
      this.#awaitJudge(this.#judgingSince, now);
      return;
    }
    this.#gate.tick(now);
    if (this.#gate.state !== 'closed') this.#options.outlet.tick(now);
  }

  /**
   * After this thread was blocked, frames may be waiting unread, so the source wasn't necessarily
   * silent. If silence releases waiting frames, this time must not count as silence. If the source
   * doesn't queue frames, some went unseen.
   */
  #wake(stoodFor: number, now: number): void {
    const { silence } = this.#options;
    if (silence.then !== 'release') return;
    if (stoodFor >= silence.afterMs) this.blind();
    else this.#gate.wake(now);
  }

  #awaitJudge(since: number, now: number): void {
    const waited = now - since;
    if (waited < JUDGE_TIMEOUT_MS) return;
    if (!this.#options.judge.preparing || waited >= PREPARE_TIMEOUT_MS) this.#fail();
    else this.#gate.see(PREPARING, { captured: this.#captured, arrived: since });
  }

  #changed(state: GateState, why: HoldReason | CloseReason | null): void {
    const { endsAt } = this.#gate;
    this.#options.onState({ state, why, endsInMs: endsAt === null ? null : Math.max(0, endsAt - performance.now()) });
    if (state === 'closed') this.close();
  }
}
