import type { EngineHandlers, GuardCommand, GuardEngine } from './guard-engine.js';
import type { FromGuardWorker, JudgeOptions } from '../guard-messages.js';
import type { GuardStats } from '../decide/guard-meter.js';
import { createFrameTrack, framesOf } from './guard-support.js';
import type { FrameTrack } from './guard-support.js';
import { askForStillFrames } from './still-frames.js';
import type { WorkerLink } from './worker-link.js';

export interface EngineOptions extends JudgeOptions {
  /** The captured track. Its owner stops it. */
  readonly track: MediaStreamTrack;
  /** The link to the worker that judges. The engine closes it. */
  readonly link: WorkerLink;
}

/** Frames go through a worker as streams. This thread never touches them. */
export class StreamsEngine implements GuardEngine {
  readonly track: FrameTrack;
  readonly #link: WorkerLink;
  readonly #handlers: EngineHandlers;
  #stats: GuardStats | null = null;
  #closed = false;
  /** Commands that arrived before the worker was started. They're sent right after the start. */
  #early: GuardCommand[] | null = [];

  constructor(options: EngineOptions, handlers: EngineHandlers) {
    this.#handlers = handlers;
    this.track = createFrameTrack();
    this.track.contentHint = options.track.contentHint;
    this.#link = options.link;
    this.#link.serve({
      onMessage: (message) => this.#receive(message),
      onSilence: (missedMs) => handlers.onSilence(missedMs),
      onFailure: (cause) => handlers.onFailure(cause),
    });
    void this.#start(options);
  }

  get stats(): GuardStats | null {
    return this.#stats;
  }

  command(command: GuardCommand): void {
    if (this.#early) this.#early.push(command);
    else this.#link.post(command);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#link.close();
    this.track.stop();
  }

  async #start({ track, settings, evidence, ocr, screens, ownWindow }: EngineOptions): Promise<void> {
    const silence = await askForStillFrames(track);
    if (this.#closed) return;
    try {
      const readable = framesOf(track);
      const { writable } = this.track;
      this.#link.post({ type: 'start', readable, writable, settings, silence, evidence, ocr, screens, ownWindow }, [readable, writable] as Transferable[]);
      for (const command of this.#early ?? []) this.#link.post(command);
      this.#early = null;
    } catch (cause) {
      this.#handlers.onFailure(cause);
    }
  }

  #receive(message: FromGuardWorker): void {
    switch (message.type) {
      case 'beat':
        this.#stats = message.stats ?? this.#stats;
        break;
      case 'state':
        this.#handlers.onState(message);
        break;
      case 'judgement':
        this.#handlers.onJudgement(message.judgement);
        break;
      case 'ask-handle':
        this.#link.post({ type: 'handle', handle: this.#handlers.tellHandle(), answers: message.id });
        break;
      case 'ended':
        this.#handlers.onEnded();
        break;
      case 'failed':
        this.#handlers.onFailure(message.message);
        break;
    }
  }
}
