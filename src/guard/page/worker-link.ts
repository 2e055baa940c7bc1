import { phrase } from '../../policy/phrase.js';
import { isScreenShareError, ScreenShareError } from '../../policy/screen-share-error.js';
import type { FromGuardWorker, ToGuardWorker } from '../guard-messages.js';
import { workerScriptUrl } from './worker-script-url.js';

export interface WorkerLinkHandlers {
  readonly onMessage: (message: FromGuardWorker) => void;
  /** A started worker hasn't responded for a while. `missedMs` grows until it does. 0: it's back. */
  readonly onSilence: (missedMs: number) => void;
  /** The worker couldn't be started, or threw. It has been ended. */
  readonly onFailure: (cause: unknown) => void;
}

/** How often the page checks for the worker's beats. In hidden pages, browsers slow timers down to this. */
const POLL_MS = 1_000;
/** After this many checks in a row without a beat, a started worker counts as hanging. */
const MOST_MISSED = 3;
/** After this many checks without a first beat, a worker counts as not started. On a busy machine, starting takes more than 5 s. */
const MOST_MISSED_AT_START = 60;

/** The page's end of the connection to the guard's worker. The worker may be started before there's anything to guard. */
export class WorkerLink {
  #worker: Worker | null = null;
  /** Messages that were posted before the worker existed. */
  readonly #early: { readonly message: ToGuardWorker; readonly transfer: Transferable[] }[] = [];
  readonly #workerUrl: string | URL | undefined;
  #handlers: WorkerLinkHandlers | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #ended = false;
  #blobUrl: string | null = null;
  #missed = 0;
  #heard = false;

  /**
   * @param workerUrl where the worker's script is served, for pages whose policy forbids `blob:`
   * workers
   * @throws ScreenShareError if the worker can't be started from there. Without a URL, the package's
   * own script is loaded first, and errors go to {@link WorkerLinkHandlers.onFailure}
   */
  constructor(workerUrl: string | URL | undefined) {
    this.#workerUrl = workerUrl;
    if (workerUrl !== undefined) this.#start(workerUrl);
    else this.#startInlined().catch((cause: unknown) => this.#fail(cause));
  }

  /** Whether the link was closed, or the worker failed before handlers were set. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Sets the handlers and starts to monitor the worker. Call it once. */
  serve(handlers: WorkerLinkHandlers): void {
    this.#handlers = handlers;
    this.#timer = setInterval(() => {
      // Beats that were sent while this thread was blocked arrive before the next check.
      this.#missed++;
      if (!this.#heard) {
        if (this.#missed >= MOST_MISSED_AT_START) this.#fail(new Error('The worker has not started within a minute.'));
      } else if (this.#missed >= MOST_MISSED) handlers.onSilence(this.#missed * POLL_MS);
    }, POLL_MS);
  }

  post(message: ToGuardWorker, transfer: Transferable[] = []): void {
    if (this.#worker) this.#worker.postMessage(message, transfer);
    else if (!this.#ended) this.#early.push({ message, transfer });
  }

  close(): void {
    this.#ended = true;
    clearInterval(this.#timer);
    this.#worker?.terminate();
    this.#early.length = 0;
    if (this.#blobUrl !== null) URL.revokeObjectURL(this.#blobUrl);
    this.#blobUrl = null;
  }

  #start(workerUrl: string | URL): void {
    const worker = this.#create(workerUrl);
    this.#worker = worker;
    worker.addEventListener('message', ({ data }: MessageEvent<FromGuardWorker>) => {
      this.#heard = true;
      if (data.type === 'beat') this.#alive();
      this.#handlers?.onMessage(data);
    });
    const fail = (event: Event): void => {
      // The handler reports it; the page's own error reporting needn't.
      event.preventDefault();
      this.#fail(event instanceof ErrorEvent ? (event.error ?? event.message) : event.type);
    };
    worker.addEventListener('error', fail);
    worker.addEventListener('messageerror', fail);
    for (const { message, transfer } of this.#early.splice(0)) worker.postMessage(message, transfer);
  }

  async #startInlined(): Promise<void> {
    const { guardWorkerText } = await import('./guard-worker-text.js');
    if (this.#ended) return;
    if (guardWorkerText === '') throw new TypeError('This build doesn’t include the guard worker: pass a workerUrl.');
    this.#blobUrl = URL.createObjectURL(new Blob([guardWorkerText], { type: 'text/javascript' }));
    this.#start(this.#blobUrl);
  }

  #create(workerUrl: string | URL): Worker {
    try {
      return new Worker(workerScriptUrl(workerUrl), { name: 'glance-guard', type: 'module' });
    } catch (cause) {
      throw isScreenShareError(cause) ? cause : notStarted(this.#workerUrl, cause);
    }
  }

  #fail(cause: unknown): void {
    if (this.#ended) return;
    this.close();
    this.#handlers?.onFailure(this.#heard || isScreenShareError(cause) ? cause : notStarted(this.#workerUrl, cause));
  }

  #alive(): void {
    const wasMissed = this.#missed >= MOST_MISSED;
    this.#missed = 0;
    if (wasMissed) this.#handlers?.onSilence(0);
  }
}

/** The script isn't there, or the page's policy blocks it. An agent can't do anything about either. */
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
