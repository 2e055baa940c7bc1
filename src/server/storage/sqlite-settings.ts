import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { entryOf } from '../../store/publication-list.js';
import type { Retention, SettingsRepository, SettingsWrite } from '../../store/settings-repository.js';
import type { Publication, PublicationEntry } from '../../store/settings-store.js';
import { SettingsStoreError } from '../../store/settings-store-error.js';
import { readFolder } from './import-folder.js';
import { findSqlite, type SqliteDatabase } from './sqlite-driver.js';

export interface SqliteSettingsOptions {
  readonly retention?: Retention;
  /** A `SettingsFolder` folder whose settings and history are imported while the database is empty. Afterwards the folder refuses to be used. */
  readonly importFolder?: string;
}

/** Each migration upgrades the tables from the version equal to its index. Released ones never change; new ones are appended. */
const MIGRATIONS = [
  `CREATE TABLE settings (id INTEGER PRIMARY KEY CHECK (id = 1), revision TEXT NOT NULL, record TEXT NOT NULL);
   CREATE TABLE publications (sequence INTEGER PRIMARY KEY AUTOINCREMENT, version TEXT NOT NULL UNIQUE, at TEXT NOT NULL, entry TEXT NOT NULL, publication TEXT NOT NULL);`,
];

const DAY_MS = 86_400_000;

/**
 * Stores settings in a SQLite database file, the default on one machine. Several
 * processes on that machine can use it. It needs better-sqlite3 12, or Node 22.5
 * with its built-in SQLite.
 *
 * @example
 * ```ts
 * const settings = createSettingsEndpoint({ repository: new SqliteSettings('./data/screenshare.sqlite', { retention: { days: 730 } }), authorize });
 * ```
 */
export class SqliteSettings implements SettingsRepository {
  readonly #file: string;
  readonly #retention: Retention;
  readonly #importFolder: string | undefined;
  #opened: Promise<SqliteDatabase> | undefined;
  #inode: number | undefined;
  #cached: { readonly revision: string; readonly record: unknown } | undefined;

  constructor(file: string, { retention = {}, importFolder }: SqliteSettingsOptions = {}) {
    this.#file = resolve(file);
    this.#retention = retention;
    this.#importFolder = importFolder;
  }

  async read(): Promise<unknown> {
    const database = await this.#database();
    return translated(() => {
      const current = database.prepare('SELECT revision FROM settings').get() as { revision: string } | undefined;
      if (!current) return null;
      // Most reads find the same revision as before, and a record can be megabytes.
      if (this.#cached?.revision !== current.revision) {
        const { revision, record } = database.prepare('SELECT revision, record FROM settings').get() as { revision: string; record: string };
        this.#cached = { revision, record: JSON.parse(record) };
      }
      return structuredClone(this.#cached.record);
    });
  }

  async write(write: SettingsWrite): Promise<boolean> {
    const database = await this.#database();
    return translated(() => inTransaction(database, () => this.#write(database, write)));
  }

  async publications({ limit, before }: { readonly limit: number; readonly before?: string }): Promise<PublicationEntry[]> {
    const database = await this.#database();
    return translated(() => {
      const rows =
        before === undefined
          ? database.prepare('SELECT entry FROM publications ORDER BY sequence DESC LIMIT ?').all(limit)
          : database
              .prepare('SELECT entry FROM publications WHERE sequence < (SELECT sequence FROM publications WHERE version = ?) ORDER BY sequence DESC LIMIT ?')
              .all(before, limit);
      return (rows as { entry: string }[]).map(({ entry }) => JSON.parse(entry) as PublicationEntry);
    });
  }

  async publication(version: string): Promise<unknown> {
    const database = await this.#database();
    return translated(() => {
      const row = database.prepare('SELECT publication FROM publications WHERE version = ?').get(version) as { publication: string } | undefined;
      return row ? (JSON.parse(row.publication) as unknown) : null;
    });
  }

  async close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = undefined;
    (await opened)?.close();
  }

  #write(database: SqliteDatabase, { expected, record, publication }: SettingsWrite): boolean {
    const { changes } =
      expected === null
        ? database.prepare('INSERT OR IGNORE INTO settings (id, revision, record) VALUES (1, ?, ?)').run(record.revision, JSON.stringify(record))
        : database.prepare('UPDATE settings SET revision = ?, record = ? WHERE id = 1 AND revision = ?').run(record.revision, JSON.stringify(record), expected);
    if (Number(changes) === 0) return false;
    if (publication) {
      insertPublication(database, publication);
      this.#prune(database, publication.version);
    }
    return true;
  }

  #prune(database: SqliteDatabase, inForce: string): void {
    const { publications, days } = this.#retention;
    if (publications !== undefined) {
      database.prepare('DELETE FROM publications WHERE version <> ? AND sequence NOT IN (SELECT sequence FROM publications ORDER BY sequence DESC LIMIT ?)').run(inForce, publications);
    }
    if (days !== undefined) {
      const since = new Date(Date.now() - days * DAY_MS).toISOString();
      database.prepare('DELETE FROM publications WHERE version <> ? AND at < ?').run(inForce, since);
    }
  }

  /** @throws SettingsStoreError if the file was deleted or isn't the one that was opened. */
  async #database(): Promise<SqliteDatabase> {
    this.#opened ??= this.#open().catch((error: unknown) => {
      this.#opened = undefined;
      throw error;
    });
    const database = await this.#opened;
    // Linux lets a program keep writing to a deleted file. Everything written this way would be lost when the process ends.
    if (inodeOf(this.#file) === this.#inode) return database;
    throw new SettingsStoreError('storage-damaged', {
      message: 'The settings’ database has disappeared from the server. Nothing is saved or shared until it is back.',
      remedy: 'Ask whoever runs the server to restore the file from a backup and to restart the server.',
    });
  }

  async #open(): Promise<SqliteDatabase> {
    const open = findSqlite();
    if (!open) throw new TypeError('SqliteSettings needs SQLite. Install better-sqlite3, or use Node 22.5 or later.');
    mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
    const database = await translated(() => {
      const opened = open(this.#file);
      opened.exec('PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
      inTransaction(opened, () => migrate(opened));
      return opened;
    });
    this.#inode = inodeOf(this.#file);
    if (this.#importFolder !== undefined) await this.#import(database, this.#importFolder);
    return database;
  }

  async #import(database: SqliteDatabase, folder: string): Promise<void> {
    if (database.prepare('SELECT 1 FROM settings').get() !== undefined) return;
    const content = await readFolder(folder);
    if (!content) return;
    const imported = inTransaction(database, () => {
      if (!this.#write(database, { expected: null, record: content.record, publication: null })) return false;
      for (const publication of content.publications) insertPublication(database, publication);
      return true;
    });
    if (imported) await content.retire(this.#file);
  }
}

function insertPublication(database: SqliteDatabase, publication: Publication): void {
  database
    .prepare('INSERT INTO publications (version, at, entry, publication) VALUES (?, ?, ?, ?)')
    .run(publication.version, publication.at, JSON.stringify(entryOf(publication)), JSON.stringify(publication));
}

/** @throws SettingsStoreError if a later release has changed the tables, because their content can't be interpreted here. */
function migrate(database: SqliteDatabase): void {
  const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
  if (version > MIGRATIONS.length) throw new SettingsStoreError('storage-newer', { cause: new Error(`The database has version ${version}; this release knows ${MIGRATIONS.length}.`) });
  for (const migration of MIGRATIONS.slice(version)) database.exec(migration);
  if (version < MIGRATIONS.length) database.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
}

function inTransaction<T>(database: SqliteDatabase, step: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = step();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    rollBack(database);
    throw error;
  }
}

function rollBack(database: SqliteDatabase): void {
  try {
    database.exec('ROLLBACK');
  } catch {
    // On a full disk, SQLite has already rolled back. The original error is the one to report.
  }
}

/** Translates SQLite's damage errors. */
async function translated<T>(step: () => T): Promise<T> {
  try {
    return await Promise.resolve(step());
  } catch (cause) {
    const isDamage = cause instanceof SyntaxError || (cause instanceof Error && /malformed|not a database|disk image/i.test(cause.message));
    throw isDamage ? new SettingsStoreError('storage-damaged', { cause }) : cause;
  }
}

function inodeOf(file: string): number | undefined {
  return existsSync(file) ? statSync(file).ino : undefined;
}

