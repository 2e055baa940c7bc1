import { entriesOf } from './publication-list.js';
import { readPublications, readRecord } from './settings-record.js';
import type { SettingsRecord, SettingsRepository, SettingsWrite } from './settings-repository.js';
import type { Publication, PublicationEntry } from './settings-store.js';
import { SettingsStoreError } from './settings-store-error.js';
import { onWakeUp } from './wake-up.js';

/** How many publications are kept in the browser's database. */
export const MAX_KEPT_PUBLICATIONS = 50;

/** The only table of the database, and its two keys. */
const TABLE = 'settings';
const RECORD = 'record';
const PUBLISHED = 'published';

/**
 * Stores settings in IndexedDB. It's a page's only storage in which tabs can
 * compare and set atomically: a value written to `localStorage` may reach other
 * tabs later, even under a lock.
 *
 * The database is open only while it's used. An open connection would keep other
 * tabs from deleting the database, and browsers can close it at any time.
 */
export class PageStorage implements SettingsRepository {
  readonly #database: string;

  constructor(database: string) {
    this.#database = database;
  }

  async read(): Promise<SettingsRecord | null> {
    return this.#use('readonly', async (table) => readRecord(await valueIn(table, RECORD)));
  }

  async write({ expected, record, publication }: SettingsWrite): Promise<boolean> {
    const written = await this.#use('readwrite', async (table) => {
      const [current, published] = await Promise.all([valueIn(table, RECORD), valueIn(table, PUBLISHED)]);
      if ((readRecord(current)?.revision ?? null) !== expected) return false;
      table.put(record, RECORD);
      if (publication) table.put([publication, ...readPublications(published ?? [])].slice(0, MAX_KEPT_PUBLICATIONS), PUBLISHED);
      return true;
    });
    if (written) this.#notify();
    return written;
  }

  async publications(options: { readonly limit: number; readonly before?: string }): Promise<PublicationEntry[]> {
    return entriesOf(await this.#published(), options);
  }

  async publication(version: string): Promise<Publication | null> {
    return (await this.#published()).find((publication) => publication.version === version) ?? null;
  }

  /** Reports what any tab writes, including this one. */
  subscribe(onRecord: (record: SettingsRecord) => void): () => void {
    const stopped = new AbortController();
    const { signal } = stopped;
    let last: string | undefined;
    let looked = Promise.resolve();
    const look = async (): Promise<void> => {
      // A damaged record is reported when somebody reads it. Followers keep the last good one.
      const record = await this.read().catch(() => null);
      if (signal.aborted || !record || record.revision === last) return;
      last = record.revision;
      onRecord(record);
    };
    const news = (): void => {
      // One after another, so that an old state never follows a newer one.
      looked = looked.then(look);
    };
    const channel = new BroadcastChannel(this.#database);
    channel.addEventListener('message', news, { signal });
    signal.addEventListener('abort', () => channel.close());
    // A page in the back/forward cache has missed messages.
    onWakeUp(news, signal);
    return () => stopped.abort();
  }

  #published(): Promise<readonly Publication[]> {
    return this.#use('readonly', async (table) => readPublications((await valueIn(table, PUBLISHED)) ?? []));
  }

  #notify(): void {
    const channel = new BroadcastChannel(this.#database);
    channel.postMessage(null);
    channel.close();
  }

  /** Runs a function in one transaction: everything is stored or nothing. */
  async #use<T>(mode: IDBTransactionMode, work: (table: IDBObjectStore) => Promise<T>): Promise<T> {
    let database: IDBDatabase | undefined;
    try {
      database = await openDatabase(this.#database);
      // Strict, so that when the administrator sees "saved", the data is on the disk.
      const transaction = database.transaction(TABLE, mode, { durability: 'strict' });
      const committed = commitOf(transaction);
      const worked = work(transaction.objectStore(TABLE)).catch((cause: unknown) => {
        // Otherwise the browser would commit what has been written so far.
        transaction.abort();
        throw cause;
      });
      const [result] = await Promise.all([worked, committed]);
      return result;
    } catch (cause) {
      throw storageError(cause);
    } finally {
      database?.close();
    }
  }
}

function openDatabase(name: string): Promise<IDBDatabase> {
  // If site data is blocked, the property itself throws; in a sandboxed frame, opening does.
  const opening = indexedDB.open(name);
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(TABLE));
  return done(opening);
}

/** The value of a key; null if there is none. */
async function valueIn(table: IDBObjectStore, key: string): Promise<unknown> {
  return ((await done(table.get(key))) as unknown) ?? null;
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('The request failed.')));
  });
}

function commitOf(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('The transaction was aborted.')));
  });
}

function storageError(cause: unknown): unknown {
  if (!(cause instanceof DOMException)) return cause;
  if (cause.name === 'QuotaExceededError') return new SettingsStoreError('storage-full', { cause });
  // The database with this name belongs to something else.
  if (cause.name === 'NotFoundError') return new SettingsStoreError('storage-damaged', { cause });
  return new SettingsStoreError('storage-disabled', { cause });
}
