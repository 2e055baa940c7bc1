import { WorkerLink } from './worker-link.js';

/**
 * The guard's worker, started while the agent still picks: meanwhile it draws
 * what reading a window of this screen will need, so that the first picture
 * needn't wait for that. One that fails is nobody's loss: whoever needs a worker
 * then starts another, and is told what is wrong.
 */
export class ReadyWorker {
  #link: WorkerLink | null = null;

  constructor(workerUrl: string | URL | undefined) {
    try {
      this.#link = new WorkerLink(workerUrl);
    } catch {
      return;
    }
    const theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    this.#link.post({ type: 'prepare', window: { scale: devicePixelRatio, theme } });
  }

  /** The worker, for one guard; null where there is none, or no longer. */
  take(): WorkerLink | null {
    const link = this.#link;
    this.#link = null;
    return link?.ended ? null : link;
  }

  /** Ends the worker if nobody has taken it. */
  close(): void {
    this.#link?.close();
    this.#link = null;
  }
}
