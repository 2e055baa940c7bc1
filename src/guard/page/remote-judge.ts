import type { FrameJudge, Judgement } from '../decide/judgement.js';
import type { GuardSettings } from '../decide/guard-settings.js';
import type { FrameView } from '../evidence/strip.js';
import type { FromGuardWorker } from '../guard-messages.js';
import type { WorkerLink } from './worker-link.js';

interface Asked {
  readonly id: number;
  readonly frame: FrameView;
  readonly answer: (judgement: Judgement) => void;
}

/** A judge in the guard's worker, for frames that stay on the page. The worker asks for the rows that it needs. */
export class RemoteJudge implements FrameJudge {
  readonly #link: WorkerLink;
  #asked: Asked | null = null;
  #nextId = 0;

  constructor(link: WorkerLink) {
    this.#link = link;
  }

  judge(frame: FrameView): Promise<Judgement> {
    return new Promise((answer) => {
      this.#asked = { id: this.#nextId++, frame, answer };
      this.#link.post({ type: 'look', id: this.#asked.id, width: frame.width, height: frame.height });
    });
  }

  /** The worker sends its new judgement by itself, as `judged-again`. */
  again(): Judgement | null {
    return null;
  }

  update(settings: GuardSettings): void {
    this.#link.post({ type: 'update', settings });
  }

  forget(): void {
    this.#link.post({ type: 'forget' });
  }

  /** Handles the worker's answer about the frame that was sent last. */
  async receive(message: Extract<FromGuardWorker, { type: 'rows' | 'judged' }>): Promise<void> {
    const asked = this.#asked;
    if (asked?.id !== message.id) return;
    if (message.type === 'judged') asked.answer(message.judgement);
    else this.#link.post({ type: 'strip', id: asked.id, pixels: (await asked.frame.strip(message.rows)).pixels });
  }
}
