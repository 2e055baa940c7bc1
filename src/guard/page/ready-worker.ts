import { WorkerLink } from './worker-link.js';

/**
 * The guard's worker, started while the agent is still picking. Meanwhile it draws the glyphs for
 * reading a window of this screen, so that the first picture needn't wait. A failure does no harm: the
 * guard then starts another worker and reports what is wrong.
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

  /** The worker, for one guard. Null if it failed to start or has been taken. */
  take(): WorkerLink | null {
    const link = this.#link;
    this.#link = null;
    return link?.ended ? null : link;
  }

  /** Ends the worker unless a guard has taken it. */
  close(): void {
    this.#link?.close();
    this.#link = null;
  }
}
