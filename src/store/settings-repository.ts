import type { HistoryOptions, Publication, PublicationEntry, SettingsState } from './settings-store.js';

/** Both environments as stored, in one object. Plain JSON. */
export interface SettingsRecord extends Omit<SettingsState, 'warnings' | 'you'> {
  /** Changes with every write. */
  readonly revision: string;
  /** {@link RECORD_FORMAT} of the release that wrote it. Records from before its introduction have none. */
  readonly format?: number | undefined;
}

/** Increases when a release stores settings in a way that earlier ones would misread. A release refuses records with a higher format. */
export const RECORD_FORMAT = 1;

/** One write, from a record to the next. */
export interface SettingsWrite {
  /** The revision that must still be stored; null if nothing may be stored yet. */
  readonly expected: string | null;
  readonly record: SettingsRecord;
  /** The publication that this write adds, available from `publication` and `publications` afterwards; null if it only saves. */
  readonly publication: Publication | null;
}

/**
 * Where a server stores settings. For your own database, implement four functions
 * and optionally two more. Their arguments are already validated, and their results
 * are validated again.
 *
 * Several processes can use the same database. This only requires that `write`
 * compares and sets atomically.
 */
export interface SettingsRepository {
  /** The record; null if nothing was ever written. */
  read(): Promise<unknown>;

  /**
   * Stores the record and its publication if the stored revision is still the
   * expected one. It does both or neither, in one transaction.
   * @returns false if another revision is stored by now. Nothing has changed then.
   */
  write(write: SettingsWrite): Promise<boolean>;

  /** The publications, newest first. `limit` is always given. */
  publications(options: Pick<HistoryOptions, 'before'> & { readonly limit: number }): Promise<readonly PublicationEntry[]>;

  /** One publication; null if that version doesn't exist. */
  publication(version: string): Promise<unknown>;

  /** Warnings for administrators about the storage, one sentence each, for example that an older revision had to be used. Optional. */
  warnings?(): Promise<readonly string[]>;

  /** Closes files and connections. Optional. */
  close?(): Promise<void>;
}

/** How long publications are kept. The one in force always is. */
export interface Retention {
  /** The maximum number, counting the newest. Default: all. */
  readonly publications?: number;
  /** The maximum age in days. Default: unlimited. */
  readonly days?: number;
}
