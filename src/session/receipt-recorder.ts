import { assertSessionId } from '../channel/session-id.js';
import type { AgentSession } from './agent-session.js';
import type { AuditEntry } from './audit-entry.js';
import { nextRecord, type ReceiptAddresses, type ReceiptEntry, type ReceiptRecord, type ShareReceipt } from './receipt-chain.js';

export interface ShareReceiptOptions {
  /** Names the cobrowse session in the record: 1 to 128 printable ASCII characters, no blanks. */
  readonly sessionId: string;
  /** `host` leaves out paths and queries, of addresses and of rules. Default `full`. */
  readonly addresses?: ReceiptAddresses;
  /**
   * Called with each record as soon as it is made, such as to send it to a server
   * at once. A server that keeps the newest hash can tell later that nothing was
   * cut off or written anew. Default: nothing.
   */
  readonly onRecord?: (record: ReceiptRecord) => void;
  /** Called with the whole receipt once a share is over and the visitors' last words are in. Default: nothing. */
  readonly onReceipt?: (receipt: ShareReceipt) => void;
  /** How long visitors' last words are waited for after the end, in ms. Default 5,000. */
  readonly settleMs?: number;
}

/** More words than this of a share's visitors are no longer recorded: nobody can swell a receipt without end. */
const MAX_WORDS = 10_000;

/** The record of one share, as it grows. */
interface Chain {
  readonly share: number;
  readonly records: ReceiptRecord[];
  /** How often visitors have said something. */
  words: number;
  settling?: ReturnType<typeof setTimeout>;
}

/**
 * Keeps a hash-chained record of each share of an agent's session: who shared
 * what, each address with its verdict, pauses, who saw it from when to when, and
 * why it ended. No pixels.
 *
 * @example
 * ```ts
 * const recorder = new ShareReceiptRecorder(session, { sessionId: '1234', onReceipt: (receipt) => save(JSON.stringify(receipt)) });
 * ```
 */
export class ShareReceiptRecorder {
  readonly #session: Pick<AgentSession, 'addEventListener' | 'removeEventListener'>;
  readonly #options: ShareReceiptOptions;
  /** The newest share, and those before that visitors may still have a word on. */
  #chains: Chain[] = [];

  /** @throws TypeError when `sessionId` is no session id. */
  constructor(session: Pick<AgentSession, 'addEventListener' | 'removeEventListener'>, options: ShareReceiptOptions) {
    assertSessionId(options.sessionId);
    this.#session = session;
    this.#options = options;
    session.addEventListener('audit', this.#hear);
  }

  /** The newest share's receipt as it stands, closed as of now; null before the first. */
  export(): ShareReceipt | null {
    const newest = this.#chains.at(-1);
    return newest ? closed(newest) : null;
  }

  /** Stops recording. Of shares that are over, the receipt is given out at once. */
  close(): void {
    this.#session.removeEventListener('audit', this.#hear);
    for (const chain of this.#chains) if (chain.settling !== undefined) this.#finish(chain);
  }

  readonly #hear = ({ detail }: CustomEvent<AuditEntry>): void => {
    const { share, ...entry } = detail;
    if (share === undefined) return;
    const chain = this.#chains.find((each) => each.share === share) ?? this.#open(detail, share);
    if (!chain || (detail.event === 'seen' && ++chain.words > MAX_WORDS)) return;
    this.#add(chain, this.#reduced(entry));
    if (detail.event === 'end') chain.settling = setTimeout(() => this.#finish(chain), this.#options.settleMs ?? 5_000);
  };

  #open({ event }: AuditEntry, share: number): Chain | null {
    // A visitor can say what it likes: no word of one begins a record, and none comes for a share that is settled.
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
    if (entry.event !== 'page' || this.#options.addresses !== 'host') return entry;
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

/** The host and port of an address as bars show them, with or without a scheme. */
function hostIn(address: string | null): string | null {
  return address && address.replace(/^[a-z][a-z\d+.-]*:\/\//i, '').replace(/[/?#].*$/s, '').replace(/^.*@/s, '');
}
