import { assertSessionId } from '../../channel/session-id.js';
import type { AgentSession } from '../agent/agent-session.js';
import type { AuditEntry } from './audit-entry.js';
import { nextRecord, type ReceiptAddresses, type ReceiptEntry, type ReceiptRecord, type ShareReceipt } from './receipt-chain.js';

export interface ShareReceiptOptions {
  /** Identifies the cobrowse session in the record: 1 to 128 printable ASCII characters, without spaces. */
  readonly sessionId: string;
  /** `host` omits paths and queries from addresses and rules, `path` omits queries from addresses. Default `full`. */
  readonly addresses?: ReceiptAddresses;
  /**
   * Called with each new record, for example to send it to a server right away. A
   * server that keeps the newest hash can later prove that nothing was cut off or
   * rewritten. Default: nothing.
   */
  readonly onRecord?: (record: ReceiptRecord) => void;
  /** Called with the whole receipt once a share has ended and the visitors' last reports have arrived. Default: nothing. */
  readonly onReceipt?: (receipt: ShareReceipt) => void;
  /** How long to wait for visitors' last reports after the end, in milliseconds. Default 5,000. */
  readonly settleMs?: number;
}

/** The maximum number of visitor reports recorded per share, so that a visitor can't make a receipt grow without limit. */
const MAX_WORDS = 10_000;

/** The record of one share while it grows. */
interface Chain {
  readonly share: number;
  readonly records: ReceiptRecord[];
  /** How many reports visitors have sent. */
  words: number;
  settling?: ReturnType<typeof setTimeout>;
}

/**
 * Keeps a hash-chained record of each share in an agent's session: who shared what,
 * each address with its verdict, pauses, who saw it and when, and why it ended. It
 * contains no pixels.
 *
 * @example
 * ```ts
 * const recorder = new ShareReceiptRecorder(session, { sessionId: '1234', onReceipt: (receipt) => save(JSON.stringify(receipt)) });
 * ```
 */
export class ShareReceiptRecorder {
  readonly #session: Pick<AgentSession, 'addEventListener' | 'removeEventListener'>;
  readonly #options: ShareReceiptOptions;
  /** The newest share, and earlier shares that still wait for visitors' reports. */
  #chains: Chain[] = [];

  /** @throws TypeError if `sessionId` isn't a valid session id. */
  constructor(session: Pick<AgentSession, 'addEventListener' | 'removeEventListener'>, options: ShareReceiptOptions) {
    assertSessionId(options.sessionId);
    this.#session = session;
    this.#options = options;
    session.addEventListener('audit', this.#onAudit);
  }

  /** The current receipt of the newest share, closed as of now; null before the first share. */
  export(): ShareReceipt | null {
    const newest = this.#chains.at(-1);
    return newest ? closed(newest) : null;
  }

  /** Stops recording. Receipts of shares that have ended are delivered at once. */
  close(): void {
    this.#session.removeEventListener('audit', this.#onAudit);
    for (const chain of this.#chains) if (chain.settling !== undefined) this.#finish(chain);
  }

  readonly #onAudit = ({ detail }: CustomEvent<AuditEntry>): void => {
    const { share, ...entry } = detail;
    if (share === undefined) return;
    const chain = this.#chains.find((each) => each.share === share) ?? this.#open(detail, share);
    if (!chain || (detail.event === 'seen' && ++chain.words > MAX_WORDS)) return;
    this.#add(chain, this.#reduced(entry));
    if (detail.event === 'end') chain.settling = setTimeout(() => this.#finish(chain), this.#options.settleMs ?? 5_000);
  };

  #open({ event }: AuditEntry, share: number): Chain | null {
    // Visitors can send anything, so their reports can't start a record, and reports on a finished share are ignored.
    if (event === 'seen' || event === 'viewer-lost') return null;
    const chain: Chain = { share, records: [], words: 0 };
    this.#chains = [...this.#chains.filter(({ settling }) => settling !== undefined), chain];
    const { sessionId, addresses = 'full' } = this.#options;
    this.#add(chain, { event: 'receipt', format: 'glance-screenshare receipt 1', session: sessionId, share, addresses });
    return chain;
  }

  #add({ records }: Chain, entry: ReceiptEntry): void {
    const record = nextRecord(records, entry);
    records.push(record);
    this.#options.onRecord?.(record);
  }

  #reduced(entry: ReceiptEntry): ReceiptEntry {
    const { addresses = 'full' } = this.#options;
    if (entry.event !== 'page' || addresses === 'full') return entry;
    if (addresses === 'path') return { ...entry, shown: pathIn(entry.shown), page: pathIn(entry.page) };
    return { ...entry, shown: hostIn(entry.shown), rule: hostIn(entry.rule) };
  }

  #finish(chain: Chain): void {
    clearTimeout(chain.settling);
    delete chain.settling;
    if (chain !== this.#chains.at(-1)) this.#chains = this.#chains.filter((each) => each !== chain);
    this.#options.onReceipt?.(closed(chain));
  }
}

function closed({ records }: Chain): ShareReceipt {
  return { records: [...records, nextRecord(records, { event: 'closed', time: Date.now(), records: records.length })] };
}

/** Host and path of an address as shown in an address bar. */
function pathIn(address: string | null): string | null {
  return address && address.replace(/^[a-z][a-z\d+.-]*:\/\//i, '').replace(/[?#].*$/s, '').replace(/^[^/]*@/s, '');
}

/** Host and port of an address as shown in an address bar, with or without a scheme. */
function hostIn(address: string | null): string | null {
  return address && address.replace(/^[a-z][a-z\d+.-]*:\/\//i, '').replace(/[/?#].*$/s, '').replace(/^.*@/s, '');
}
