import { phrase } from '../policy/phrase.js';
import { isScreenShareError, ScreenShareError } from '../policy/screen-share-error.js';
import type { FromGuardWorker, ToGuardWorker } from './guard-messages.js';
import { guardWorkerSource } from './guard-worker-source.js';
import { workerScriptUrl } from './worker-script-url.js';

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

/** The page's end of the line to the guard's worker. It may be started before there is anything to guard. */
export class WorkerLink {
  readonly #worker: Worker;
  #handlers: WorkerLinkHandlers | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #ended = false;
  #blobUrl: string | null = null;
  #missed = 0;
  #heard = false;

  /**
   * @param workerUrl where the worker's script is served, for pages whose policy forbids `blob:` workers
   * @throws ScreenShareError where it can't be started
   */
  constructor(workerUrl: string | URL | undefined) {
    this.#worker = this.#start(workerUrl);
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromGuardWorker>) => {
      this.#heard = true;
      if (data.type === 'beat') this.#alive();
      this.#handlers?.onMessage(data);
    });
    const fail = (event: Event): void => {
      // Told by the handler; the page's own error reporting needn't hear of it too.
      event.preventDefault();
      this.close();
      const cause: unknown = event instanceof ErrorEvent ? (event.error ?? event.message) : event.type;
      this.#handlers?.onFailure(this.#heard ? cause : notStarted(workerUrl, cause));
    };
    this.#worker.addEventListener('error', fail);
    this.#worker.addEventListener('messageerror', fail);
  }

  /** Whether it has been closed, or has failed before anybody heard of it. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Tells these from now on, and watches, once for all, whether the worker lives. */
  serve(handlers: WorkerLinkHandlers): void {
    this.#handlers = handlers;
    this.#timer = setInterval(() => {
      // Beats that were sent while this thread stood still come before the next look.
      if (++this.#missed >= MOST_MISSED) handlers.onSilence(this.#missed * LOOK_MS);
    }, LOOK_MS);
  }

  post(message: ToGuardWorker, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  close(): void {
    this.#ended = true;
    clearInterval(this.#timer);
    this.#worker.terminate();
    if (this.#blobUrl !== null) URL.revokeObjectURL(this.#blobUrl);
    this.#blobUrl = null;
  }

  #start(workerUrl: string | URL | undefined): Worker {
    try {
      return new Worker(workerScriptUrl(workerUrl ?? this.#inlined()), { name: 'glance-guard', type: 'module' });
    } catch (cause) {
      throw isScreenShareError(cause) ? cause : notStarted(workerUrl, cause);
    }
  }

  #inlined(): string {
    if (guardWorkerSource === '') throw new TypeError('This build has no guard worker in it: hand in a workerUrl.');
    this.#blobUrl = URL.createObjectURL(new Blob([guardWorkerSource], { type: 'text/javascript' }));
    return this.#blobUrl;
  }

  #alive(): void {
    const wasMissed = this.#missed >= MOST_MISSED;
    this.#missed = 0;
    if (wasMissed) this.#handlers?.onSilence(0);
  }
}

/** The script isn't there, or the page's policy keeps it from running: nothing that an agent could do. */
function notStarted(workerUrl: string | URL | undefined, cause: unknown): ScreenShareError {
  return new ScreenShareError('address-unreadable', {
    message:
      workerUrl === undefined
        ? 'The guard that checks the shared window could not be started from its own file, so nothing is shared.'
        : phrase`The guard that checks the shared window could not be started from ${new URL(workerUrl, document.baseURI).href}, so nothing is shared.`,
    remedy:
      workerUrl === undefined
        ? 'The developer of this page has to allow worker-src blob: in its Content Security Policy, or to serve guard-worker.js and name its URL.'
        : 'The developer of this page has to serve guard-worker.js of the package there, on the page’s own origin, and to allow it in its Content Security Policy.',
    cause,
  });
}
