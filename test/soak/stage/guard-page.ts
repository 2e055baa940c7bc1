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

/** A track's frames; some wait while the page is busy. */
function framesOf(track: MediaStreamTrack): ReadableStream<VideoFrame> {
  const Processor = (globalThis as unknown as { MediaStreamTrackProcessor: new (init: object) => { readable: ReadableStream<VideoFrame> } }).MediaStreamTrackProcessor;
  return new Processor({ track, maxBufferSize: 30 }).readable;
}

/** Counts the frames of one track after the other. */
class FrameCounter {
  readonly #worker = new Worker(URL.createObjectURL(new Blob([counterSource], { type: 'text/javascript' })));

  watch(track: MediaStreamTrack): void {
    const readable = framesOf(track);
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
  const reader = framesOf(own).getReader();
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

/** What stood at the edges of the frames that a guard let out. */
export interface Edges {
  readonly frames: number;
  /** Frames at whose top or left edge something else than the page's own brightness was. */
  readonly foreign: number;
  /** Of these, rows at the top and columns at the left in the worst one. */
  readonly rows: number;
  readonly columns: number;
  readonly sizes: readonly string[];
  /** The worst frame, as a PNG in base64. */
  readonly sample: string | null;
}

async function pngOf(frame: VideoFrame): Promise<string> {
  const canvas = new OffscreenCanvas(frame.displayWidth, frame.displayHeight);
  canvas.getContext('2d')!.drawImage(frame, 0, 0);
  const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** How far the edges are looked at, pixels. */
const EDGE = { rows: 120, columns: 8 };
/** A row or column with more such pixels is foreign; the page's own may be blended at one of its ends. */
const MOST_STRAY = 4;
/** Brightness that differs by less than this, of 255, is the page's own: an info bar's shadow falls on it, which is 17 on green and 44 on white. */
const sameLuma = (own: number): number => (own > 180 ? 60 : 24);

/**
 * Rows at the top and columns at the left that aren't as bright as the page's own background, which is in its middle
 * left. At the right and at the bottom a window that grows is blank until the page has painted there.
 */
async function foreignEdges(frame: VideoFrame): Promise<{ rows: number; columns: number }> {
  const memory = new Uint8Array(frame.allocationSize());
  const [plane] = await frame.copyTo(memory);
  const { width, height } = frame.visibleRect!;
  const { offset, stride } = plane!;
  const at = (x: number, y: number): number => memory[offset + y * stride + x]!;
  const own = at(width >> 2, height >> 1);
  const isForeign = (length: number, luma: (n: number) => number): boolean => {
    let stray = 0;
    for (let n = 0; n < length; n++) if (Math.abs(luma(n) - own) > sameLuma(own)) stray++;
    return stray > MOST_STRAY;
  };
  let rows = 0;
  for (let y = 0; y < Math.min(EDGE.rows, height >> 1); y++) if (isForeign(width, (x) => at(x, y))) rows++;
  let columns = 0;
  for (let x = 0; x < EDGE.columns; x++) if (isForeign(height >> 1, (y) => at(x, y))) columns++;
  return { rows, columns };
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
  #edges: (() => Promise<Edges>) | null = null;

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

  /** Looks at the edges of all frames that the guard lets out until {@link edges} is called. */
  watchEdges(): void {
    const own = this.#guard!.track.clone();
    const reader = framesOf(own).getReader();
    const seen = { frames: 0, foreign: 0, rows: 0, columns: 0, sizes: new Set<string>(), sample: null as string | null };
    const watching = (async () => {
      for (let { done, value } = await reader.read(); !done && value; { done, value } = await reader.read()) {
        const { rows, columns } = await foreignEdges(value);
        seen.frames++;
        if (rows + columns > 0) seen.foreign++;
        if (rows + columns > seen.rows + seen.columns) seen.sample = await pngOf(value);
        seen.rows = Math.max(seen.rows, rows);
        seen.columns = Math.max(seen.columns, columns);
        seen.sizes.add(`${value.visibleRect!.width} x ${value.visibleRect!.height}`);
        value.close();
      }
    })();
    this.#edges = async () => {
      own.stop();
      await watching;
      return { ...seen, sizes: [...seen.sizes] };
    };
  }

  /** What {@link watchEdges} has seen. */
  edges(): Promise<Edges> {
    return this.#edges!();
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
