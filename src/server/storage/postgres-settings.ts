import { entryOf } from '../../store/publication-list.js';
import type { Retention, SettingsRepository, SettingsWrite } from '../../store/settings-repository.js';
import type { Publication, PublicationEntry } from '../../store/settings-store.js';
import { SettingsStoreError } from '../../store/settings-store-error.js';

/** The part of a `pg` connection that this class uses. */
export interface PostgresClient {
  query(text: string, values?: unknown[]): Promise<{ readonly rows: unknown[]; readonly rowCount: number | null }>;
  release(error?: boolean): void;
}

/** The part of a `pg` `Pool` that this class uses. */
export interface PostgresPool {
  connect(): Promise<PostgresClient>;
}

export interface PostgresSettingsOptions {
  /** The prefix of table names: lower-case letters, digits and `_`. Default `glance_`. */
  readonly prefix?: string;
  readonly retention?: Retention;
}

/** Each migration upgrades the tables from the version equal to its index. Released ones never change; new ones are appended. */
const MIGRATIONS: readonly ((prefix: string) => string)[] = [
  (prefix) => `
    CREATE TABLE ${prefix}settings (id integer PRIMARY KEY CHECK (id = 1), revision text NOT NULL, record jsonb NOT NULL);
    CREATE TABLE ${prefix}publications (sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, version text NOT NULL UNIQUE, at timestamptz NOT NULL, entry jsonb NOT NULL, publication jsonb NOT NULL);`,
];

/** Makes sure that only one of several starting servers creates the tables. The number is arbitrary but must not change. */
const MIGRATION_LOCK = 7_305_144_210;

/**
 * Stores settings in PostgreSQL, for servers on several machines. Creates the
 * tables on first use.
 *
 * @example
 * ```ts
 * import { Pool } from 'pg';
 * const repository = new PostgresSettings(new Pool({ connectionString: process.env.DATABASE_URL }));
 * ```
 */
export class PostgresSettings implements SettingsRepository {
  readonly #pool: PostgresPool;
  readonly #prefix: string;
  readonly #retention: Retention;
  #migrated: Promise<void> | undefined;
  #cached: { readonly revision: string; readonly record: unknown } | undefined;

  /** @throws TypeError if `prefix` has other characters. */
  constructor(pool: PostgresPool, { prefix = 'glance_', retention = {} }: PostgresSettingsOptions = {}) {
    // It becomes part of SQL statements.
    if (!/^[a-z_][a-z0-9_]{0,40}$/.test(prefix)) throw new TypeError('prefix may have lower-case letters, digits and underscores, such as glance_.');
    this.#pool = pool;
    this.#prefix = prefix;
    this.#retention = retention;
  }

  read(): Promise<unknown> {
    return this.#with(async (client) => {
      const [current] = await rowsOf<{ revision: string }>(client, `SELECT revision FROM ${this.#prefix}settings`);
      if (!current) return null;
      // Most reads find the same revision as before, and a record can be megabytes.
      if (this.#cached?.revision !== current.revision) {
        const [row] = await rowsOf<{ revision: string; record: unknown }>(client, `SELECT revision, record FROM ${this.#prefix}settings`);
        if (!row) return null;
        this.#cached = row;
      }
      return structuredClone(this.#cached.record);
    });
  }

  write({ expected, record, publication }: SettingsWrite): Promise<boolean> {
    return this.#with((client) =>
      inTransaction(client, async () => {
        const json = JSON.stringify(record);
        const { rowCount } =
          expected === null
            ? await client.query(`INSERT INTO ${this.#prefix}settings (id, revision, record) VALUES (1, $1, $2) ON CONFLICT DO NOTHING`, [record.revision, json])
            : await client.query(`UPDATE ${this.#prefix}settings SET revision = $1, record = $2 WHERE id = 1 AND revision = $3`, [record.revision, json, expected]);
        if (rowCount === 0) return false;
        if (publication) await this.#publish(client, publication);
        return true;
      }),
    );
  }

  publications({ limit, before }: { readonly limit: number; readonly before?: string }): Promise<PublicationEntry[]> {
    return this.#with(async (client) => {
      const where = before === undefined ? '' : `WHERE sequence < (SELECT sequence FROM ${this.#prefix}publications WHERE version = $2)`;
      const rows = await rowsOf<{ entry: PublicationEntry }>(
        client,
        `SELECT entry FROM ${this.#prefix}publications ${where} ORDER BY sequence DESC LIMIT $1`,
        before === undefined ? [limit] : [limit, before],
      );
      return rows.map(({ entry }) => entry);
    });
  }

  publication(version: string): Promise<unknown> {
    return this.#with(async (client) => {
      const [row] = await rowsOf<{ publication: unknown }>(client, `SELECT publication FROM ${this.#prefix}publications WHERE version = $1`, [version]);
      return row?.publication ?? null;
    });
  }

  async #publish(client: PostgresClient, publication: Publication): Promise<void> {
    const table = `${this.#prefix}publications`;
    const { version, at } = publication;
    await client.query(`INSERT INTO ${table} (version, at, entry, publication) VALUES ($1, $2, $3, $4)`, [version, at, JSON.stringify(entryOf(publication)), JSON.stringify(publication)]);
    const { publications, days } = this.#retention;
    if (publications !== undefined) {
      await client.query(`DELETE FROM ${table} WHERE version <> $1 AND sequence NOT IN (SELECT sequence FROM ${table} ORDER BY sequence DESC LIMIT $2)`, [version, publications]);
    }
    if (days !== undefined) await client.query(`DELETE FROM ${table} WHERE version <> $1 AND at < now() - make_interval(secs => $2)`, [version, days * 86_400]);
  }

  async #with<T>(step: (client: PostgresClient) => Promise<T>): Promise<T> {
    this.#migrated ??= this.#onClient((client) => inTransaction(client, () => this.#migrate(client))).catch((error: unknown) => {
      this.#migrated = undefined;
      throw error;
    });
    await this.#migrated;
    return this.#onClient(step);
  }

  async #onClient<T>(step: (client: PostgresClient) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    let failed = true;
    try {
      const result = await step(client);
      failed = false;
      return result;
    } finally {
      // After a failure, the state of the connection is unknown.
      client.release(failed);
    }
  }

  /** @throws SettingsStoreError if a later release has changed the tables, because their content can't be interpreted here. */
  async #migrate(client: PostgresClient): Promise<void> {
    await client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await client.query(`CREATE TABLE IF NOT EXISTS ${this.#prefix}schema (version integer NOT NULL)`);
    const [row] = await rowsOf<{ version: number }>(client, `SELECT version FROM ${this.#prefix}schema`);
    const version = row?.version ?? 0;
    if (version > MIGRATIONS.length) throw new SettingsStoreError('storage-newer', { cause: new Error(`The tables have version ${version}; this release knows ${MIGRATIONS.length}.`) });
    if (version === MIGRATIONS.length) return;
    for (const migration of MIGRATIONS.slice(version)) await client.query(migration(this.#prefix));
    await client.query(`DELETE FROM ${this.#prefix}schema`);
    await client.query(`INSERT INTO ${this.#prefix}schema (version) VALUES ($1)`, [MIGRATIONS.length]);
  }
}

async function rowsOf<T>(client: PostgresClient, text: string, values: unknown[] = []): Promise<T[]> {
  const { rows } = await client.query(text, values);
  return rows as T[];
}

async function inTransaction<T>(client: PostgresClient, step: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    const result = await step();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // If the connection is lost, the server rolls back. The original error is the one to report.
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
