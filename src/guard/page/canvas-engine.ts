import { FramePipeline } from '../decide/frame-pipeline.js';
import { FenceClock } from '../decide/fence-clock.js';
import type { GuardStats } from '../decide/guard-meter.js';
import type { FromGuardWorker } from '../guard-messages.js';
import { CanvasOutlet } from './canvas-outlet.js';
import { CanvasSource } from './canvas-source.js';
import { CanvasStore } from './canvas-store.js';
import type { DrawnFrame, DrawnPart } from './canvas-store.js';
import type { EngineHandlers, GuardCommand, GuardEngine } from './guard-engine.js';
import { RemoteJudge } from './remote-judge.js';
import type { EngineOptions } from './streams-engine.js';
import type { WorkerLink } from './worker-link.js';

/** Bytes of waiting pictures, about ten in 4K. */
const MOST_BYTES = 320 * 1024 * 1024;

/**
 * The guard for browsers that can't deliver frames as streams. A hidden video plays the capture, and
 * each frame is drawn on a canvas. The worker judges the top of each frame, and what the gate releases
 * is drawn on the canvas that feeds the outgoing track. While the page is hidden, the browser delivers
 * no frames, and nothing leaves, not even frames that wait.
 */
export class CanvasEngine implements GuardEngine {
  readonly track: CanvasCaptureMediaStreamTrack;
  readonly #link: WorkerLink;
  readonly #handlers: EngineHandlers;
  readonly #judge: RemoteJudge;
  readonly #source: CanvasSource;
  readonly #pipeline: FramePipeline<DrawnFrame, DrawnPart>;
  readonly #fence = new FenceClock();
  readonly #watching = new AbortController();
  #closed = false;

  constructor({ track, settings, evidence, ocr, screens, ownWindow, link }: EngineOptions, handlers: EngineHandlers) {
    const store = new CanvasStore();
    const outlet = new CanvasOutlet(store);
    this.#handlers = handlers;
    this.#link = link;
    this.#judge = new RemoteJudge(link);
    this.#source = new CanvasSource(store);
    this.track = outlet.track;
    this.track.contentHint = track.contentHint;
    link.serve({
      onMessage: (message) => this.#receive(message),
      onSilence: (missedMs) => handlers.onSilence(missedMs),
      onFailure: (cause) => handlers.onFailure(cause),
    });
    link.post({ type: 'start-judge', settings, evidence, ocr, screens, ownWindow });
    this.#pipeline = new FramePipeline({
      source: this.#source,
      store,
      outlet,
      judge: this.#judge,
      settings,
      silence: { afterMs: 1_000, then: 'release' },
      fence: this.#fence,
      ownWindow,
      mostBytes: MOST_BYTES,
      onState: (change) => handlers.onState(change),
      onJudgement: (judgement) => handlers.onJudgement(judgement),
    });
    const { signal } = this.#watching;
    track.addEventListener('ended', () => handlers.onEnded(), { signal });
    document.addEventListener('visibilitychange', () => this.#goBlind(), { signal });
    this.#run(track).catch((cause: unknown) => (this.#closed ? undefined : handlers.onFailure(cause)));
  }

  get stats(): GuardStats {
    return this.#pipeline.stats();
  }

  command(command: GuardCommand): void {
    switch (command.type) {
      case 'pause':
      case 'resume':
        this.#pipeline[command.type]();
        this.#source.again();
        break;
      case 'repeat':
        this.#pipeline.repeat();
        break;
      case 'update':
        this.#pipeline.update(command.settings);
        this.#source.again();
        break;
      case 'own-window':
        this.#pipeline.setOwnWindow(command.own);
        break;
      default:
        this.#link.post(command);
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#watching.abort();
    this.#fence.close();
    this.#pipeline.close();
    this.#link.close();
    this.track.stop();
  }

  async #run(track: MediaStreamTrack): Promise<void> {
    await this.#source.play(track);
    await this.#pipeline.run();
  }

  #goBlind(): void {
    this.#pipeline.blind();
    this.#source.again();
  }

  #receive(message: FromGuardWorker): void {
    switch (message.type) {
      case 'rows':
      case 'judged':
        this.#judge.receive(message).catch((cause: unknown) => this.#handlers.onFailure(cause));
        break;
      case 'judged-again':
        this.#pipeline.hear(message.judgement);
        break;
      case 'ask-handle':
        this.#link.post({ type: 'handle', handle: this.#handlers.tellHandle(), answers: message.id });
        break;
      case 'failed':
        this.#handlers.onFailure(message.message);
        break;
    }
  }
}
