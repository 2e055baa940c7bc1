import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { findSqlite, type SqliteDatabase } from '../storage/sqlite-driver.js';
import type { KeptRecord, KeptShare, KeptUse, ShareRecordsRepository, UseCount } from './share-records-repository.js';

/** Each migration upgrades the tables from the version equal to its index. Released ones never change; new ones are appended. */
const MIGRATIONS = [
  `CREATE TABLE records (session TEXT NOT NULL, share INTEGER NOT NULL, n INTEGER NOT NULL, hash TEXT NOT NULL, arrived INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (session, share, n));
   CREATE INDEX records_by_share ON records (share, session);
   CREATE INDEX records_by_arrival ON records (arrived);
   CREATE TABLE uses (kind TEXT NOT NULL, what TEXT NOT NULL, session TEXT NOT NULL, share INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (kind, what, session, share));
   CREATE INDEX uses_by_time ON uses (at);`,
];

/**
 * Stores records of shares in a SQLite database file. It needs better-sqlite3 12,
 * or Node 22.5 with its built-in SQLite.
 */
export class SqliteShareRecords implements ShareRecordsRepository {
  readonly #database: SqliteDatabase;

  /**
   * @param file The database file, or `:memory:` for a temporary one.
   * @throws TypeError if SQLite isn't available; Error if a later release has
   * changed the tables.
   */
  constructor(file: string) {
    const open = findSqlite();
    if (!open) throw new TypeError('SqliteShareRecords needs SQLite. Install better-sqlite3, or use Node 22.5 or later.');
    const path = file === ':memory:' ? file : resolve(file);
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    this.#database = open(path);
    this.#database.exec('PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    this.#inTransaction(() => this.#migrate());
  }

  async add(records: readonly KeptRecord[], uses: readonly KeptUse[]): Promise<void> {
    await this.#done(() => {
      this.#inTransaction(() => {
        const record = this.#database.prepare('INSERT OR IGNORE INTO records (session, share, n, hash, arrived, json) VALUES (?, ?, ?, ?, ?, ?)');
        for (const { session, share, n, hash, arrived, json } of records) record.run(session, share, n, hash, arrived, json);
        const use = this.#database.prepare(
          'INSERT INTO uses (kind, what, session, share, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (kind, what, session, share) DO UPDATE SET at = max(at, excluded.at)',
        );
        for (const { kind, what, session, share, at } of uses) use.run(kind, what, session, share, at);
      });
    });
  }

  async shares({ limit, before }: { readonly limit: number; readonly before?: number }): Promise<readonly KeptShare[]> {
    return this.#done(
      () =>
        this.#database
          .prepare('SELECT session, share FROM records WHERE share < ? GROUP BY share, session ORDER BY share DESC, session LIMIT ?')
          .all(before ?? Number.MAX_SAFE_INTEGER, limit) as KeptShare[],
    );
  }

  async records({ session, share }: KeptShare): Promise<readonly KeptRecord[]> {
    return this.#done(
      () => this.#database.prepare('SELECT session, share, n, hash, arrived, json FROM records WHERE session = ? AND share = ? ORDER BY n').all(session, share) as KeptRecord[],
    );
  }

  async uses(kind: KeptUse['kind'], since: number, limit: number): Promise<readonly UseCount[]> {
    return this.#done(
      () =>
        this.#database
          .prepare('SELECT what, count(*) AS shares, max(at) AS last FROM uses WHERE kind = ? AND at >= ? GROUP BY what ORDER BY shares DESC, last DESC LIMIT ?')
          .all(kind, since, limit) as UseCount[],
    );
  }

  async forget(before: number): Promise<void> {
    await this.#done(() => {
      this.#inTransaction(() => {
        this.#database.prepare('DELETE FROM records WHERE arrived < ?').run(before);
        this.#database.prepare('DELETE FROM uses WHERE at < ?').run(before);
      });
    });
  }

  async close(): Promise<void> {
    await this.#done(() => this.#database.close());
  }

  #migrate(): void {
    const { user_version: version } = this.#database.prepare('PRAGMA user_version').get() as { user_version: number };
    if (version > MIGRATIONS.length) throw new Error(`The share records were written by a later release: they have version ${version}; this release knows ${MIGRATIONS.length}.`);
    for (const migration of MIGRATIONS.slice(version)) this.#database.exec(migration);
    if (version < MIGRATIONS.length) this.#database.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
  }

  #inTransaction(step: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      step();
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  /** SQLite is synchronous, but repositories return promises. */
  #done<T>(step: () => T): Promise<T> {
    return new Promise((done) => done(step()));
  }
}
