import type { ArrivedRecord } from '../../session/receipt/share-history.js';

/** A stored record of a share's receipt. */
export interface KeptRecord extends ArrivedRecord, KeptShare {}

/** A share with stored records. */
export interface KeptShare {
  readonly session: string;
  /** When the source was picked, in milliseconds since 1970. */
  readonly share: number;
}

/** One use in a share: a rule that allowed a page, or a page that was refused. */
export interface KeptUse extends KeptShare {
  readonly kind: 'rule' | 'refused';
  /** The rule as written, or the page's host and path. */
  readonly what: string;
  /** Milliseconds since 1970 on the server's clock. */
  readonly at: number;
}

/** How often a rule was used or a page refused, over all shares. */
export interface UseCount {
  readonly what: string;
  readonly shares: number;
  /** When it last happened, in milliseconds since 1970. */
  readonly last: number;
}

/** Stores the records of shares. `SqliteShareRecords` is one implementation; write another for your own database. */
export interface ShareRecordsRepository {
  /** Stores records and uses in one transaction. A record whose index is already taken isn't replaced. */
  add(records: readonly KeptRecord[], uses: readonly KeptUse[]): Promise<void>;
  /** The shares, newest first. `before` is the `share` of the last entry on the previous page. */
  shares(options: { readonly limit: number; readonly before?: number }): Promise<readonly KeptShare[]>;
  /** The records of one share, in order. */
  records(share: KeptShare): Promise<readonly KeptRecord[]>;
  /** The uses since a time, most frequent first, up to `limit`. */
  uses(kind: KeptUse['kind'], since: number, limit: number): Promise<readonly UseCount[]>;
  /** Deletes what arrived before a time. */
  forget(before: number): Promise<void>;
  close?(): Promise<void>;
}
