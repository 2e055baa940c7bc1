import type { FromGuardWorker, ToGuardWorker } from './guard-messages.js';
import { guardWorkerSource } from './guard-worker-source.js';

export interface WorkerLinkHandlers {
  readonly onMessage: (message: FromGuardWorker) => void;
  /** No sign of life for a while; `missedMs` grows until the next. 0: it is back. */
  readonly onSilence: (missedMs: number) => void;
  /** The worker could not be started, or threw. It has been ended. */
  readonly onFailure: (cause: unknown) => void;
}

/** How often the page looks for the worker's beats; browsers slow timers of hidden pages to this. */
const LOOK_MS = 1_000;
/** Looks in a row without a beat, after which the worker counts as hanging. */
const MOST_MISSED = 3;

/** The page's end of the line to the guard's worker. */
export class WorkerLink {
  readonly #worker: Worker;
  readonly #timer: ReturnType<typeof setInterval>;
  #blobUrl: string | null = null;
  #missed = 0;

  /** @param workerUrl where the worker's script is served, for pages whose policy forbids `blob:` workers */
  constructor(workerUrl: string | URL | undefined, handlers: WorkerLinkHandlers) {
    this.#worker = new Worker(workerUrl ?? this.#inlined(), { name: 'glance-guard', type: 'module' });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromGuardWorker>) => {
      if (data.type === 'beat') this.#alive(handlers);
      handlers.onMessage(data);
    });
    const fail = (event: Event): void => {
      // Told by the handler; the page's own error reporting needn't hear of it too.
      event.preventDefault();
      this.close();
      handlers.onFailure(event instanceof ErrorEvent ? (event.error ?? event.message) : event.type);
    };
    this.#worker.addEventListener('error', fail);
    this.#worker.addEventListener('messageerror', fail);
    this.#timer = setInterval(() => {
      // Beats that were sent while this thread stood still come before the next look.
      if (++this.#missed >= MOST_MISSED) handlers.onSilence(this.#missed * LOOK_MS);
    }, LOOK_MS);
  }

  post(message: ToGuardWorker, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#worker.terminate();
    if (this.#blobUrl !== null) URL.revokeObjectURL(this.#blobUrl);
    this.#blobUrl = null;
  }

  #inlined(): string {
    if (guardWorkerSource === '') throw new TypeError('This build has no guard worker in it: hand in a workerUrl.');
    this.#blobUrl = URL.createObjectURL(new Blob([guardWorkerSource], { type: 'text/javascript' }));
    return this.#blobUrl;
  }

  #alive(handlers: WorkerLinkHandlers): void {
    const wasMissed = this.#missed >= MOST_MISSED;
    this.#missed = 0;
    if (wasMissed) handlers.onSilence(0);
  }
}
