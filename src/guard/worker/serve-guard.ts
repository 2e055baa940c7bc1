import type { ExpectedWindow } from '../../address-bar/read/exact/exact-reader.js';
import { FenceClock } from '../decide/fence-clock.js';
import { FramePipeline } from '../decide/frame-pipeline.js';
import { failedJudgement } from '../decide/failed-judgement.js';
import type { FromGuardWorker, JudgeOptions, TabHandle, ToGuardWorker } from '../guard-messages.js';
import type { Screens } from '../evidence/full-screen.js';
import type { GuardSettings } from '../decide/guard-settings.js';
import type { FrameJudge, Judgement } from '../decide/judgement.js';
import { Strip } from '../evidence/strip.js';
import type { FrameView, StripPixels } from '../evidence/strip.js';
import { TrackOutlet } from './track-outlet.js';
import { VideoFrameCopies } from './video-frame-copies.js';
import type { FrameCopy } from './video-frame-copies.js';
import { VideoFrameSource } from './video-frame-source.js';

/** A judge that also takes the tab's Capture Handle and the list of screens. */
export interface ServedJudge extends FrameJudge {
  handle?(handle: TabHandle | null): void;
  screens?(screens: Screens): void;
}

export type JudgeMaker = (options: JudgeOptions, askForHandle: () => Promise<TabHandle | null>) => ServedJudge | Promise<ServedJudge>;

/** How often the worker signals that it's alive. */
const BEAT_MS = 500;

/** The part of a worker's global scope that is used here. */
export interface GuardPort {
  postMessage(message: FromGuardWorker): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<ToGuardWorker>) => void): void;
}

export interface GuardService {
  /** Creates the judge. */
  readonly makeJudge: JudgeMaker;
  /** Prepares for a window before anything is judged. */
  readonly prepare?: (window: ExpectedWindow) => void;
}

/** Answers the guard's messages in its worker. */
export function serveGuard(port: GuardPort, service: GuardService): void {
  const served = new ServedGuard(port, service);
  // Handle messages one at a time: those after `start` need the judge that it creates.
  let turn = Promise.resolve();
  port.addEventListener('message', ({ data }) => {
    turn = turn.then(() => served.answer(data)).catch((error: unknown) => port.postMessage({ type: 'failed', message: String(error) }));
  });
}

class ServedGuard {
  #judge: ServedJudge | null = null;
  #pipeline: FramePipeline<VideoFrame, FrameCopy> | null = null;
  /** Receives the rows that a judge has asked for. */
  #wantedStrip: { readonly id: number; readonly give: (pixels: StripPixels) => void } | null = null;
  readonly #fence = new FenceClock();
  #nextQuestion = 0;
  readonly #questions = new Map<number, (handle: TabHandle | null) => void>();

  constructor(
    private readonly port: GuardPort,
    private readonly service: GuardService,
  ) {
    setInterval(() => this.port.postMessage({ type: 'beat', stats: this.#pipeline?.stats() ?? null }), BEAT_MS);
  }

  async answer(message: ToGuardWorker): Promise<void> {
    switch (message.type) {
      case 'prepare':
        this.service.prepare?.(message.window);
        break;
      case 'start':
      case 'start-judge':
        this.#judge = await this.service.makeJudge(message, () => this.#askForHandle());
        if (message.type === 'start') this.#start(message, this.#judge);
        break;
      case 'look':
        // Not awaited: the judge needs the `strip` messages that follow.
        void this.#judgeFrame(message.id, message.width, message.height);
        break;
      case 'strip':
        if (message.id === this.#wantedStrip?.id) this.#wantedStrip.give(message.pixels);
        break;
      case 'update':
        this.#update(message.settings);
        break;
      case 'handle':
        this.#receiveHandle(message);
        break;
      case 'screens':
        this.#judge?.screens?.(message.screens);
        break;
      case 'own-window':
        this.#pipeline?.setOwnWindow(message.own);
        break;
      case 'forget':
        this.#judge?.forget();
        break;
      default:
        this.#pipeline?.[message.type]();
    }
  }

  #start(message: Extract<ToGuardWorker, { type: 'start' }>, judge: FrameJudge): void {
    const { readable, writable, settings, silence, ownWindow } = message;
    const store = new VideoFrameCopies();
    this.#pipeline = new FramePipeline({
      source: new VideoFrameSource(readable),
      store,
      outlet: new TrackOutlet(writable, store),
      settings,
      silence,
      ownWindow,
      judge,
      fence: this.#fence,
      onState: (change) => this.port.postMessage({ type: 'state', ...change }),
      onJudgement: (judgement) => this.port.postMessage({ type: 'judgement', judgement }),
    });
    this.#pipeline
      .run()
      .then(() => this.port.postMessage({ type: 'ended' }))
      .catch((error: unknown) => this.port.postMessage({ type: 'failed', message: String(error) }));
  }

  #askForHandle(): Promise<TabHandle | null> {
    const id = this.#nextQuestion++;
    return new Promise((resolve) => {
      this.#questions.set(id, resolve);
      this.port.postMessage({ type: 'ask-handle', id });
    });
  }

  #receiveHandle({ handle, answers }: Extract<ToGuardWorker, { type: 'handle' }>): void {
    if (answers !== undefined) {
      this.#questions.get(answers)?.(handle);
      this.#questions.delete(answers);
      return;
    }
    this.#judge?.handle?.(handle);
    this.#again();
  }

  #update(settings: GuardSettings): void {
    if (this.#pipeline) this.#pipeline.update(settings);
    else {
      this.#judge?.update(settings);
      this.#again();
    }
  }

  #again(): void {
    if (this.#pipeline) this.#pipeline.judgeAgain();
    else {
      const judgement = this.#judge?.again();
      if (judgement) this.port.postMessage({ type: 'judged-again', judgement });
    }
  }

  async #judgeFrame(id: number, width: number, height: number): Promise<void> {
    const strip = (rows: number): Promise<Strip> =>
      new Promise((resolve) => {
        this.#wantedStrip = { id, give: (pixels) => resolve(new Strip(pixels)) };
        this.port.postMessage({ type: 'rows', id, rows });
      });
    const judgement = await this.#judged({ width, height, strip });
    this.port.postMessage({ type: 'judged', id, judgement });
  }

  /** A frame that can't be judged is unclear. */
  async #judged(frame: FrameView): Promise<Judgement> {
    try {
      return (await this.#judge?.judge(frame)) ?? failedJudgement(undefined);
    } catch (cause) {
      return failedJudgement(cause);
    }
  }
}
