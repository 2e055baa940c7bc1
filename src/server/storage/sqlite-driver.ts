import { createRequire } from 'node:module';

/** The part that better-sqlite3 and Node's built-in SQLite have in common. */
export interface SqliteDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): {
    get(...values: SqliteValue[]): unknown;
    all(...values: SqliteValue[]): unknown[];
    run(...values: SqliteValue[]): { readonly changes: number | bigint };
  };
  close(): void;
}

export type SqliteValue = string | number | null;

type OpenSqlite = (file: string) => SqliteDatabase;

const require = createRequire(import.meta.url);

/**
 * The SQLite on this machine: better-sqlite3 if it's installed, otherwise the
 * built-in one of Node 22.5 or later.
 * @returns null if there is neither.
 */
export function findSqlite(): OpenSqlite | null {
  return betterSqlite() ?? nodeSqlite();
}

function betterSqlite(): OpenSqlite | null {
  try {
    const Database = require('better-sqlite3') as new (file: string) => SqliteDatabase;
    // The package may be installed without its native binary.
    new Database(':memory:').close();
    return (file) => new Database(file);
  } catch {
    return null;
  }
}

function nodeSqlite(): OpenSqlite | null {
  try {
    const { DatabaseSync } = require('node:sqlite') as { readonly DatabaseSync: new (file: string) => SqliteDatabase };
    return (file) => new DatabaseSync(file);
  } catch {
    return null;
  }
}
