import { startGuard } from '../../../src/guard/page/guard.js';
import type { Guard, GuardDecision } from '../../../src/guard/page/guard.js';
import type { GuardSettings } from '../../../src/guard/decide/guard-settings.js';
import type { GuardStats } from '../../../src/guard/decide/guard-meter.js';
import { guardSupport } from '../../../src/guard/page/guard-support.js';
import { barcode } from '../../address-bar/live-matrix/barcode.js';
import counterSource from './frame-counter.worker.js?text';

/** What a visitor has decoded since the counts were last set to nothing. */
export interface Counts {
  readonly frames: number;
  /** Frames with the colour of forbidden pages in them. */
  readonly forbidden: number;
  /** Frames without the colour that every allowed page has. */
  readonly strange: number;
  /** When the first and the last frame came, and the first and the last forbidden one; milliseconds since the epoch, 0 where there was none. */
  readonly first: number;
  readonly last: number;
  readonly firstForbidden: number;
  readonly lastForbidden: number;
  readonly width: number;
  readonly height: number;
  /** The numbers in the page's barcode, each with when its frame came; where barcodes are asked for. */
  readonly codes: readonly (readonly [code: number, at: number])[];
}

/** Counts the frames of one track after the other. */
class FrameCounter {
  readonly #worker = new Worker(URL.createObjectURL(new Blob([counterSource], { type: 'text/javascript' })));

  watch(track: MediaStreamTrack): void {
    const Processor = (globalThis as unknown as { MediaStreamTrackProcessor: new (init: object) => { readable: ReadableStream } }).MediaStreamTrackProcessor;
    const { readable } = new Processor({ track, maxBufferSize: 30 });
    this.#worker.postMessage({ readable, barcode: readsCodes ? barcode : null }, [readable as unknown as Transferable]);
  }

  counts(reset = false): Promise<Counts> {
    return new Promise((resolve) => {
      this.#worker.addEventListener('message', ({ data }) => resolve(data), { once: true });
      this.#worker.postMessage({ reset });
    });
  }
}

/** Whether the barcodes of frames are read too. */
let readsCodes = false;

/** The browser's own connection between two ends of this page, video one way. */
async function connect(): Promise<{ sender: RTCRtpSender; received: MediaStreamTrack; close: () => void }> {
  const [here, there] = [new RTCPeerConnection(), new RTCPeerConnection()];
  here.addEventListener('icecandidate', ({ candidate }) => void there.addIceCandidate(candidate ?? undefined));
  there.addEventListener('icecandidate', ({ candidate }) => void here.addIceCandidate(candidate ?? undefined));
  const { sender } = here.addTransceiver('video', { direction: 'sendonly' });
  const received = new Promise<MediaStreamTrack>((resolve) => there.addEventListener('track', ({ track }) => resolve(track)));
  await here.setLocalDescription();
  await there.setRemoteDescription(here.localDescription!);
  await there.setLocalDescription();
  await here.setRemoteDescription(there.localDescription!);
  const parameters = sender.getParameters();
  parameters.degradationPreference = 'maintain-resolution';
  for (const encoding of parameters.encodings) encoding.maxBitrate = 8_000_000;
  await sender.setParameters(parameters);
  return { sender, received: await received, close: () => (here.close(), there.close()) };
}

/** One visitor over a real connection, who counts what is decoded. */
class Visitor {
  readonly #counter = new FrameCounter();
  #link: Awaited<ReturnType<typeof connect>> | null = null;
  #track: MediaStreamTrack | null = null;

  static async connected(): Promise<Visitor> {
    const visitor = new Visitor();
    await visitor.reconnect();
    return visitor;
  }

  async send(track: MediaStreamTrack | null): Promise<void> {
    this.#track = track;
    await this.#link?.sender.replaceTrack(track);
  }

  counts(reset = false): Promise<Counts> {
    return this.#counter.counts(reset);
  }

  /** Loses the connection, and comes again by another one; the counts go on. */
  async reconnect(): Promise<void> {
    this.#link?.close();
    this.#link = await connect();
    this.#counter.watch(this.#link.received);
    await this.#link.sender.replaceTrack(this.#track);
  }
}

/** Guards' workers, so that they can be killed. */
const guardWorkers = new Set<Worker>();
window.Worker = class extends Worker {
  constructor(url: string | URL, options?: WorkerOptions) {
    super(url, options);
    if (options?.name === 'glance-guard') guardWorkers.add(this);
  }

  override terminate(): void {
    guardWorkers.delete(this);
    super.terminate();
  }
};

/** How many frames a track delivers in some time. */
async function framesIn(track: MediaStreamTrack, ms: number): Promise<number> {
  const own = track.clone();
  const Processor = (globalThis as unknown as { MediaStreamTrackProcessor: new (init: object) => { readable: ReadableStream<VideoFrame> } }).MediaStreamTrackProcessor;
  const reader = new Processor({ track: own, maxBufferSize: 30 }).readable.getReader();
  const end = performance.now() + ms;
  let count = 0;
  while (performance.now() < end) {
    const { value } = await reader.read();
    value?.close();
    count++;
  }
  await reader.cancel();
  own.stop();
  return count;
}

interface Ending {
  readonly code: string | null;
  readonly message: string;
  readonly at: number;
}

/** The agent's page in the tests of the guard: captures a window, and sends it to one visitor through the guard, to another without. */
class GuardPage {
  readonly support = guardSupport();
  states: { at: number; state: string; why: string | null }[] = [];
  decisions: GuardDecision[] = [];
  ending: Ending | null = null;
  /** Whether the unguarded picture is being sent. */
  isRawSent = false;
  #track: MediaStreamTrack | null = null;
  #guard: Guard | null = null;
  /** When the unguarded picture is stopped, where its address is read only now and then. */
  #nextScan: ReturnType<typeof setTimeout> | undefined;
  #visitors: { gated: Visitor; raw: Visitor } | null = null;
  /** Counts what is captured, where that is asked for. */
  #captured: FrameCounter | null = null;

  async capture(frameRate = 30): Promise<MediaTrackSettings> {
    const stream = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate, displaySurface: 'window' } });
    this.#track?.stop();
    [this.#track] = stream.getVideoTracks() as [MediaStreamTrack];
    this.#track.contentHint = 'text';
    this.#visitors ??= { gated: await Visitor.connected(), raw: await Visitor.connected() };
    return this.#track.getSettings();
  }

  /**
   * Starts a guard; `raw` also sends the unguarded picture, stopped when the guard has read a forbidden address.
   * With `scanMs` it is as if the address were read so seldom only: the picture is stopped at the next of these times.
   */
  async guard(settings: GuardSettings, { raw = false, scanMs = 0 } = {}): Promise<void> {
    const scansFrom = Date.now() + scanMs * Math.random();
    // That of a share that ended at once would stop this one.
    clearTimeout(this.#nextScan);
    this.#guard?.close();
    Object.assign(this, { states: [], decisions: [], ending: null });
    this.#guard = startGuard({
      track: this.#track!,
      surface: 'window',
      settings,
      onChange: ({ state, why }) => void this.states.push({ at: Date.now(), state, why }),
      onDecision: (decision) => void this.decisions.push(decision),
      onClose: (error) => {
        const sinceScan = scanMs > 0 ? (Date.now() - scansFrom) % scanMs : 0;
        if (sinceScan === 0) void this.#stopRaw();
        else this.#nextScan = setTimeout(() => void this.#stopRaw(), scanMs - sinceScan);
        this.ending = { code: error?.code ?? null, message: [error?.message, error?.cause].filter(Boolean).join(' '), at: Date.now() };
      },
    });
    await this.#visitors!.gated.send(this.#guard.track);
    await this.#visitors!.raw.send(raw ? this.#track : null);
    this.isRawSent = raw;
  }

  async #stopRaw(): Promise<void> {
    await this.#visitors!.raw.send(null);
    this.isRawSent = false;
  }

  /** Counts the captured frames too from now on, and reads the barcodes of whatever is watched then. */
  async watchCaptured({ codes = false } = {}): Promise<void> {
    readsCodes = codes;
    this.#captured = new FrameCounter();
    this.#captured.watch(this.#track!.clone());
    if (!codes) return;
    for (const visitor of Object.values(this.#visitors!)) await visitor.reconnect();
  }

  /** What was captured since the last time; nothing is counted unless it was asked for. */
  captured(reset = false): Promise<Counts> {
    return this.#captured!.counts(reset);
  }

  /** Ends the guard, as if no share went on. */
  async end(): Promise<void> {
    this.#guard?.close();
    this.#guard = null;
    await this.silence();
  }

  /** Sends the captured picture as it is, with no guard at all. */
  async unguarded(): Promise<void> {
    this.#guard?.close();
    this.#guard = null;
    await this.#visitors!.gated.send(null);
    await this.#visitors!.raw.send(this.#track);
  }

  /** Sends nothing to anybody; the guard goes on. */
  async silence(): Promise<void> {
    await this.#visitors!.gated.send(null);
    await this.#visitors!.raw.send(null);
  }

  get state(): string | null {
    return this.#guard?.state ?? null;
  }

  get why(): string | null {
    return this.#guard?.why ?? null;
  }

  stats(): GuardStats | null {
    return this.#guard?.stats() ?? null;
  }

  update(settings: GuardSettings): void {
    this.#guard?.update(settings);
  }

  pause(): void {
    this.#guard?.pause();
  }

  resume(): void {
    this.#guard?.resume();
  }

  /** The visitor of the guarded share loses the connection and comes again, as it is told to. */
  async cutLink(): Promise<void> {
    await this.#visitors!.gated.reconnect();
    this.#guard?.repeat();
  }

  /** Ends guards' workers, of which the guards hear nothing. @returns how many there were */
  killWorkers(): number {
    const { size } = guardWorkers;
    for (const worker of guardWorkers) worker.terminate();
    return size;
  }

  /** Frames of the captured track and of the guard's, each counted by itself at the same time. */
  async throughput(ms: number): Promise<{ captured: number; released: number }> {
    const [captured, released] = await Promise.all([framesIn(this.#track!, ms), framesIn(this.#guard!.track, ms)]);
    return { captured, released };
  }

  async counts(reset = false): Promise<{ gated: Counts; raw: Counts }> {
    const { gated, raw } = this.#visitors!;
    const [a, b] = await Promise.all([gated.counts(reset), raw.counts(reset)]);
    return { gated: a, raw: b };
  }

  async stop(): Promise<void> {
    this.#guard?.close();
    await this.#visitors?.raw.send(null);
    this.#track?.stop();
  }
}

declare global {
  interface Window {
    guardPage: GuardPage;
  }
}
window.guardPage = new GuardPage();
export type { GuardPage };
