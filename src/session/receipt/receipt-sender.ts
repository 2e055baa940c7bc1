import type { ReceiptRecord } from './receipt-chain.js';

export interface ReceiptSenderOptions {
  /** The cobrowse session that the records belong to. */
  readonly sessionId: string;
  /** Headers for each request, such as `Authorization`. A function is called for each request. */
  readonly headers?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>);
  /** Called with the error of a failed request, which is then retried. Default: nothing. */
  readonly onError?: (error: unknown) => void;
}

/** The maximum number of records in one request. */
const MAX_BATCH = 200;

/** The maximum number of records in the queue. If the server stays unreachable and the queue is full, the oldest records are dropped, which shows as a gap. */
const MAX_WAITING = 5_000;

/** Milliseconds before the first retry. The wait doubles each time, up to the second value. */
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [1_000, 60_000] as const;

/**
 * Sends the records of shares to a server as they're created, in order. The server
 * is `createShareRecordsEndpoint` of `glance-screenshare/server`, or your own.
 *
 * @example
 * ```ts
 * const sender = new ReceiptSender('/screenshare-records', { sessionId: '1234' });
 * new ShareReceiptRecorder(session, { sessionId: '1234', addresses: 'path', onRecord: sender.send });
 * ```
 */
export class ReceiptSender {
  readonly #base: string;
  readonly #options: ReceiptSenderOptions;
  readonly #closed = new AbortController();
  #share = 0;
  #waiting: { readonly share: number; readonly record: ReceiptRecord }[] = [];
  #sending = false;

  /** @param base The endpoint's URL, such as `/screenshare-records`. */
  constructor(base: string, options: ReceiptSenderOptions) {
    this.#base = base.replace(/\/+$/, '');
    this.#options = options;
  }

  /** Queues the next record of a share. Pass it to the recorder as `onRecord`. */
  readonly send = (record: ReceiptRecord): void => {
    if (this.#closed.signal.aborted) return;
    if (record.entry.event === 'receipt') this.#share = record.entry.share;
    this.#waiting = [...this.#waiting, { share: this.#share, record }].slice(-MAX_WAITING);
    if (!this.#sending) void this.#run();
  };

  /** Stops sending and drops what is queued. */
  close(): void {
    this.#closed.abort();
    this.#waiting = [];
  }

  async #run(): Promise<void> {
    this.#sending = true;
    let pause: number = FIRST_PAUSE_MS;
    while (this.#waiting.length > 0) {
      const batch = this.#nextBatch();
      try {
        await this.#post(batch);
        this.#waiting = this.#waiting.filter((one) => !batch.includes(one));
        pause = FIRST_PAUSE_MS;
      } catch (error) {
        if (this.#closed.signal.aborted) break;
        this.#options.onError?.(error);
        await new Promise((done) => setTimeout(done, pause));
        pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
      }
    }
    this.#sending = false;
  }

  #nextBatch(): { readonly share: number; readonly record: ReceiptRecord }[] {
    const other = this.#waiting.findIndex(({ share }) => share !== this.#waiting[0]?.share);
    return this.#waiting.slice(0, Math.min(MAX_BATCH, other === -1 ? MAX_BATCH : other));
  }

  async #post(batch: readonly { readonly share: number; readonly record: ReceiptRecord }[]): Promise<void> {
    const { headers, sessionId } = this.#options;
    const own = typeof headers === 'function' ? await headers() : headers;
    const response = await fetch(`${this.#base}/shares/${encodeURIComponent(sessionId)}/${batch[0]?.share ?? 0}`, {
      method: 'POST',
      headers: { ...own, 'content-type': 'application/json' },
      body: JSON.stringify({ records: batch.map(({ record }) => record) }),
      // The last records of a share are created while the page is unloading.
      keepalive: batch.length < 20,
      signal: this.#closed.signal,
    });
    await response.body?.cancel();
    // The server would refuse these records again, so they're dropped, which shows as a gap.
    if (!response.ok && response.status !== 422) throw new Error(`The server answered ${response.status} to the records of a share.`);
    if (response.status === 422) this.#options.onError?.(new Error('The server refused the records of a share.'));
  }
}
