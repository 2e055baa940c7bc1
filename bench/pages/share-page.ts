import { displayMediaOptions } from '../../src/capture/display-media-options.js';
import { startGuard } from '../../src/guard/page/guard.js';
import type { Guard } from '../../src/guard/page/guard.js';
import type { GuardSettings } from '../../src/guard/decide/guard-settings.js';
import { screenCodecs } from '../../src/peer/screen-codecs.js';
import { AgentSession } from '../../src/session/agent/agent-session.js';
import { VisitorSession } from '../../src/session/visitor/visitor-session.js';
import { Hub } from '../../test/session/hub.js';
import { limited, openEnd } from './ends.js';
import type { End, LinkKind } from './ends.js';
import { FrameWatch } from './frame-watch.js';

/** Frames a second that our sessions ask for. */
const OUR_FRAME_RATE = 15;

/** A person takes this long at least to pick something, milliseconds. */
const PICKING_MS = 1_000;

export interface ShareOptions {
  readonly kind: LinkKind;
  /** What the picker is asked for. Default: what our own sessions ask for. */
  readonly capture?: DisplayMediaStreamOptions | undefined;
  /** With these the guard stands before the link. */
  readonly guarded?: GuardSettings | undefined;
  /** The line's bandwidth. Default: unlimited. */
  readonly kbps?: number | undefined;
}

const firstVideo = (stream: MediaStream): MediaStreamTrack => {
  const [track] = stream.getVideoTracks();
  if (!track) throw new Error('The capture has no picture.');
  return track;
};

/** The size of a captured window; settings tell it only once a frame has come. */
async function widthOf(track: MediaStreamTrack): Promise<number> {
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = new MediaStream([track]);
  await video.play();
  const { videoWidth } = video;
  video.srcObject = null;
  return videoWidth;
}

/** An agent's page: shares a window in this way or that, to a visitor in the same page or to others elsewhere. */
class SharePage {
  /** What the visitor gets. */
  visitor: FrameWatch | null = null;
  /** What was captured. */
  source: FrameWatch | null = null;
  #track: MediaStreamTrack | null = null;
  #stream: MediaStream | null = null;
  #guard: Guard | null = null;
  #ends: End[] = [];
  readonly #senders = new Map<number, End>();

  async #capture({ kind, capture, guarded }: ShareOptions): Promise<MediaStream> {
    const stream = await navigator.mediaDevices.getDisplayMedia(capture ?? displayMediaOptions(['window'], OUR_FRAME_RATE));
    const track = firstVideo(stream);
    this.#track = track;
    if (kind === 'ours') track.contentHint = 'text';
    if (!guarded) return stream;
    this.#guard = startGuard({ track, surface: 'window', settings: guarded });
    this.#guard.track.contentHint = 'text';
    return new MediaStream([this.#guard.track]);
  }

  /** Captures the window, for links that are opened afterwards. */
  async begin(options: ShareOptions): Promise<void> {
    await this.stop();
    this.#stream = await this.#capture(options);
    this.source = new FrameWatch(firstVideo(this.#stream).clone(), await widthOf(firstVideo(this.#stream)));
  }

  /** Captures the window and sends it to a visitor in this page. */
  async share(options: ShareOptions): Promise<void> {
    await this.begin(options);
    const width = await widthOf(this.#track as MediaStreamTrack);
    await new Promise<void>((resolve) => {
      const ends: { sender?: End; receiver?: End } = {};
      ends.receiver = openEnd(options.kind, {
        onSignal: (data) => ends.sender?.signal(limited(data, options.kbps)),
        onTrack: (track) => {
          this.visitor = new FrameWatch(track, width);
          resolve();
        },
      });
      ends.sender = openEnd(options.kind, { stream: this.#stream as MediaStream, onSignal: (data) => ends.receiver?.signal(data), onTrack: () => undefined });
      this.#ends = [ends.sender, ends.receiver];
    });
  }

  /** Opens a link to a visitor in another browser; what it says goes through `toVisitor`. */
  async sendTo(visitor: number, kind: LinkKind): Promise<void> {
    const codecs = await screenCodecs(this.#senders.size);
    this.#senders.set(visitor, openEnd(kind, {
      stream: this.#stream as MediaStream,
      codecs,
      onSignal: (data) => void (globalThis as unknown as { toVisitor: (id: number, data: unknown) => void }).toVisitor(visitor, data),
      onTrack: () => undefined,
    }));
  }

  hear(visitor: number, data: unknown): void {
    this.#senders.get(visitor)?.signal(data);
  }

  /** Bytes of media sent so far. */
  async sentBytes(): Promise<number> {
    const reports = await Promise.all([...this.#senders.values()].map((end) => end.stats()));
    return reports.flatMap((report) => [...report.values()]).filter(({ type }) => type === 'outbound-rtp').reduce((sum, { bytesSent }) => sum + Number(bytesSent), 0);
  }

  get guardState(): string | null {
    return this.#guard?.state ?? null;
  }

  /** From the picker's answer to the first frame at the visitor, milliseconds: bare, or by simple-peer. */
  async firstPicture(kind: 'bare' | 'simple-peer'): Promise<number> {
    await this.stop();
    const stream = await navigator.mediaDevices.getDisplayMedia({ video: true });
    const picked = performance.timeOrigin + performance.now();
    this.#track = firstVideo(stream);
    const watch = await new Promise<FrameWatch>((resolve) => {
      const ends: { sender?: End; receiver?: End } = {};
      ends.receiver = openEnd(kind, { onSignal: (data) => ends.sender?.signal(data), onTrack: (track) => resolve(new FrameWatch(track, 1_000)) });
      ends.sender = openEnd(kind, { stream, onSignal: (data) => ends.receiver?.signal(data), onTrack: () => undefined });
      this.#ends = [ends.sender, ends.receiver];
    });
    this.visitor = watch;
    return (await firstFrame(watch)) - picked;
  }

  /** The same through our sessions; with rules, through the guard too. */
  async firstPictureOfOurs(allowedSites: readonly string[]): Promise<number> {
    await this.stop();
    const hub = new Hub();
    const visitor = new VisitorSession({ channel: hub.channel() });
    const agent = new AgentSession({ channel: hub.channel(), settings: { escalateToShow: true, surfaces: ['window'], allowedSites: [...allowedSites], bookmarks: [] } });
    const { mediaDevices } = navigator;
    const real = MediaDevices.prototype.getDisplayMedia.bind(mediaDevices);
    let picked = 0;
    mediaDevices.getDisplayMedia = async (options) => {
      await new Promise((resolve) => setTimeout(resolve, PICKING_MS));
      const stream = await real(options);
      picked = performance.timeOrigin + performance.now();
      return stream;
    };
    try {
      const played = new Promise<MediaStream>((resolve) => {
        visitor.addEventListener('statechange', () => visitor.stream && resolve(visitor.stream));
      });
      await agent.start();
      const watch = new FrameWatch(firstVideo(await played), 1_000);
      const took = (await firstFrame(watch)) - picked;
      await watch.close();
      return took;
    } finally {
      mediaDevices.getDisplayMedia = real;
      agent.close();
      visitor.close();
    }
  }

  async stop(): Promise<void> {
    for (const end of [...this.#ends.splice(0), ...this.#senders.values()]) end.close();
    this.#senders.clear();
    this.#guard?.close();
    this.#guard = null;
    this.#track?.stop();
    await this.visitor?.close();
    await this.source?.close();
    this.visitor = this.source = null;
  }
}

/** When the first frame came. */
function firstFrame(watch: FrameWatch): Promise<number> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (watch.firstAt === null) setTimeout(look, 2);
      else resolve(watch.firstAt);
    };
    look();
  });
}

/** A visitor's page in another browser: as many visitors as it is told. */
class VisitorPage {
  readonly watches: FrameWatch[] = [];
  readonly #ends = new Map<number, End>();

  open(visitor: number, kind: LinkKind): void {
    this.#ends.set(visitor, openEnd(kind, {
      onSignal: (data) => void (globalThis as unknown as { toAgent: (id: number, data: unknown) => void }).toAgent(visitor, data),
      onTrack: (track) => void this.watches.push(new FrameWatch(track, 1_000)),
    }));
  }

  hear(visitor: number, data: unknown): void {
    this.#ends.get(visitor)?.signal(data);
  }

  async close(): Promise<void> {
    for (const end of this.#ends.values()) end.close();
    this.#ends.clear();
    await Promise.all(this.watches.splice(0).map((watch) => watch.close()));
  }
}

declare global {
  interface Window {
    sharePage: SharePage;
    visitorPage: VisitorPage;
  }
}
window.sharePage = new SharePage();
window.visitorPage = new VisitorPage();
export type { SharePage, VisitorPage };
