import { brightnessOf, contextOf, rowsOf } from './canvas-pictures.js';
import { Gate } from './gate.js';
import type { EngineHandlers, GuardCommand, GuardEngine } from './guard-engine.js';
import type { FromGuardWorker } from './guard-messages.js';
import { GuardMeter } from './guard-meter.js';
import type { GuardStats } from './guard-meter.js';
import { timesOf } from './guard-settings.js';
import type { Judgement } from './judgement.js';
import { PaintWatch } from './paint-watch.js';
import type { EngineOptions } from './streams-engine.js';
import type { WorkerLink } from './worker-link.js';

const TICK_MS = 100;
/** After a standstill of this thread for so long, frames may have come unseen: it was no silence of the source. */
const STANDSTILL_MS = 4 * TICK_MS;
/** Without a new frame for this long, the last one is shown again. */
const REPEAT_MS = 1_000;
/** Bytes of waiting pictures, some ten of 4K. */
const MOST_BYTES = 320 * 1024 * 1024;

/** A frame that is being judged: the picture stays here, the worker asks for the rows that it needs. */
interface Looking {
  readonly id: number;
  readonly picture: OffscreenCanvas;
  readonly captured: number;
  readonly arrived: number;
}

/**
 * The guard where frames can't be had as streams: a hidden video plays the
 * capture, each frame is drawn, the worker judges its top, and what the gate
 * releases is drawn on the canvas whose track goes out.
 *
 * Browsers stop frame callbacks in hidden pages (HTMLVideoElement,
 * `requestVideoFrameCallback`); then nothing leaves, not even what waits, and
 * the gate says `no-frames`.
 */
export class CanvasEngine implements GuardEngine {
  readonly track: CanvasCaptureMediaStreamTrack;
  readonly #video = document.createElement('video');
  readonly #canvas = document.createElement('canvas');
  readonly #gate: Gate<OffscreenCanvas>;
  readonly #link: WorkerLink;
  readonly #handlers: EngineHandlers;
  readonly #meter = new GuardMeter();
  readonly #paint = new PaintWatch();
  readonly #free: OffscreenCanvas[] = [];
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #watching = new AbortController();
  #looking: Looking | null = null;
  /** When this thread was last seen running. */
  #awake = performance.now();
  /** Of the frame taken last. */
  #captured = 0;
  #nextId = 0;
  #request = 0;
  #made = 0;
  #shown = 0;
  /** The canvas shows what was let out by the rules that hold. */
  #isShown = false;
  #shownAt = -Infinity;
  #last: Judgement | null = null;
  #closed = false;

  constructor({ track, settings, evidence, ocr, screens, link }: EngineOptions, handlers: EngineHandlers) {
    this.#handlers = handlers;
    this.#gate = new Gate<OffscreenCanvas>(
      {
        release: (picture) => this.#show(picture),
        drop: (picture) => void this.#free.push(picture),
        change: (state, why) => handlers.onState(state, why),
      },
      { ...timesOf(settings), silence: { afterMs: 1_000, then: 'release' } },
    );
    this.#link = link;
    this.#link.serve({
      onMessage: (message) => this.#receive(message),
      onSilence: (missedMs) => this.#silent(missedMs),
      onFailure: (cause) => handlers.onFailure(cause),
    });
    this.#link.post({ type: 'start-judge', settings, evidence, ocr, screens });
    this.track = this.#createTrack();
    this.track.contentHint = track.contentHint;
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    track.addEventListener('ended', () => handlers.onEnded(), { signal: this.#watching.signal });
    document.addEventListener('visibilitychange', () => this.#goBlind(), { signal: this.#watching.signal });
    void this.#play(track);
  }

  get stats(): GuardStats {
    return this.#meter.read({ waiting: this.#gate.waiting, bytes: this.#made, framesOut: this.#shown });
  }

  command(command: GuardCommand): void {
    switch (command.type) {
      case 'pause':
      case 'resume':
        this.#gate[command.type]();
        this.#lookAnew();
        break;
      case 'repeat':
        this.#repeat();
        break;
      case 'update':
        this.#gate.update(timesOf(command.settings));
        this.#forgetShown();
        this.#link.post(command);
        this.#lookAnew();
        break;
      default:
        this.#link.post(command);
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#timer);
    this.#watching.abort();
    this.#gate.close();
    this.#link.close();
    this.#video.srcObject = null;
    this.track.stop();
  }

  #createTrack(): CanvasCaptureMediaStreamTrack {
    // The context has to exist before the track does (Firefox).
    this.#canvas.getContext('2d', { alpha: false });
    const [track] = this.#canvas.captureStream(0).getVideoTracks();
    if (!track) throw new TypeError('This browser gives no track of a canvas.');
    return track as CanvasCaptureMediaStreamTrack;
  }

  async #play(track: MediaStreamTrack): Promise<void> {
    try {
      this.#video.muted = true;
      this.#video.playsInline = true;
      this.#video.srcObject = new MediaStream([track]);
      await this.#video.play();
      this.#next();
    } catch (cause) {
      if (!this.#closed) this.#handlers.onFailure(cause);
    }
  }

  #next(): void {
    this.#video.cancelVideoFrameCallback(this.#request);
    if (!this.#closed) this.#request = this.#video.requestVideoFrameCallback((now, metadata) => this.#take(metadata.captureTime ?? metadata.mediaTime * 1_000, now));
  }

  #take(captured: number, arrived: number): void {
    // One after the other: a frame that comes while another is judged is passed over, the newest comes next.
    if (this.#closed || this.#looking) return;
    this.#wake();
    this.#captured = captured;
    if (this.#gate.paused || document.hidden) {
      this.#next();
      return;
    }
    try {
      const picture = this.#draw();
      this.#looking = { id: this.#nextId++, picture, captured, arrived };
      this.#link.post({ type: 'look', id: this.#looking.id, width: picture.width, height: picture.height });
    } catch {
      this.#judged(null, { verdict: 'unclear', reason: 'failed' });
    }
  }

  #draw(): OffscreenCanvas {
    const { videoWidth: width, videoHeight: height } = this.#video;
    while (this.#made + width * height * 4 > MOST_BYTES && this.#free.length === 0) if (!this.#gate.thin()) break;
    const picture = this.#free.pop() ?? new OffscreenCanvas(width, height);
    if (picture.width !== width || picture.height !== height) Object.assign(picture, { width, height });
    contextOf(picture).drawImage(this.#video, 0, 0, width, height);
    this.#made = (this.#gate.waiting + this.#free.length + 1) * width * height * 4;
    return picture;
  }

  #receive(message: FromGuardWorker): void {
    switch (message.type) {
      case 'rows':
        if (message.id === this.#looking?.id) this.#link.post({ type: 'strip', id: message.id, pixels: rowsOf(this.#looking.picture, message.rows) });
        break;
      case 'judged':
        if (message.id === this.#looking?.id) this.#judged(this.#looking, message.judgement);
        break;
      case 'judged-again':
        this.#judgedAgain(message.judgement);
        break;
      case 'ask-handle':
        this.#link.post({ type: 'handle', handle: this.#handlers.tellHandle(), answers: message.id });
        break;
      case 'failed':
        this.#handlers.onFailure(message.message);
        break;
    }
  }

  #judged(looking: Looking | null, judgement: Judgement): void {
    this.#looking = null;
    const moment = { captured: looking?.captured ?? 0, arrived: looking?.arrived ?? performance.now() };
    this.#note(judgement);
    this.#meter.frame(performance.now());
    const painted = judgement.painted === true || (looking !== null && this.#isPainted(looking.picture, judgement));
    const wanted = this.#gate.see({ ...judgement, painted }, moment);
    if (looking && wanted) this.#gate.keep(looking.picture, moment);
    else if (looking) this.#free.push(looking.picture);
    // While a picture is looked at no other is taken.
    this.#gate.wake(performance.now());
    this.#next();
  }

  /** Whether the picture is the address's own page for certain; not asked once the gate knows. */
  #isPainted(picture: OffscreenCanvas, { verdict, pageTop = 0 }: Judgement): boolean {
    if (verdict !== 'allowed' || this.#gate.settled) {
      this.#paint.forget();
      return false;
    }
    const shown = this.#isShown ? brightnessOf(this.#canvas.getContext('2d', { alpha: false }), this.#canvas) : null;
    const plane = brightnessOf(contextOf(picture), picture);
    return plane !== null && this.#paint.look(plane, { pageTop, shown, now: performance.now() });
  }

  /** What was seen before says nothing any more; a window that doesn't change yields no frame by itself. */
  #lookAnew(): void {
    this.#paint.forget();
    if (this.#looking) this.#free.push(this.#looking.picture);
    this.#looking = null;
    if (this.#video.videoWidth > 0) this.#take(this.#captured, performance.now());
    else this.#next();
  }

  #goBlind(): void {
    this.#gate.blind();
    this.#lookAnew();
  }

  #judgedAgain(judgement: Judgement): void {
    this.#note(judgement);
    if (judgement.verdict !== 'allowed') this.#gate.see(judgement, { captured: 0, arrived: performance.now() });
  }

  #note(judgement: Judgement): void {
    const known = this.#last;
    this.#last = judgement;
    if (known?.verdict !== judgement.verdict || known.shown !== judgement.shown || known.reason !== judgement.reason) this.#handlers.onJudgement(judgement);
  }

  #show(picture: OffscreenCanvas): void {
    if (this.#canvas.width !== picture.width || this.#canvas.height !== picture.height) {
      Object.assign(this.#canvas, { width: picture.width, height: picture.height });
    }
    this.#canvas.getContext('2d', { alpha: false })?.drawImage(picture, 0, 0);
    this.#isShown = true;
    this.#free.push(picture);
    this.#repeat();
  }

  /** The last picture was let out by other rules. While held, the track itself would hand it to whoever comes late. */
  #forgetShown(): void {
    if (this.#isShown && this.#gate.state === 'held') {
      this.#canvas.getContext('2d', { alpha: false })?.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
      this.track.requestFrame();
    }
    this.#isShown = false;
  }

  /** Sends what the canvas shows: the last released frame. */
  #repeat(): void {
    if (this.#closed || !this.#isShown || this.#gate.state === 'closed') return;
    this.#shownAt = performance.now();
    this.#shown++;
    this.track.requestFrame();
  }

  #wake(): number {
    const now = performance.now();
    if (now - this.#awake > STANDSTILL_MS) this.#gate.wake(now);
    this.#awake = now;
    return now;
  }

  #tick(): void {
    const now = this.#wake();
    // A frame under judgement is no silence.
    if (!this.#looking) this.#gate.tick(now);
    if (now - this.#shownAt >= REPEAT_MS) this.#repeat();
  }

  #silent(missedMs: number): void {
    if (missedMs > 0) this.#gate.see({ verdict: 'unclear', reason: 'failed' }, { captured: 0, arrived: performance.now() });
    this.#handlers.onSilence(missedMs);
  }
}
