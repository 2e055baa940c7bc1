import type { HistoryOptions, Publication, PublicationEntry, SettingsState } from './settings-store.js';

/** Both environments as they are kept, in one piece. Plain JSON. */
export interface SettingsRecord extends SettingsState {
  /** Changes with every write. */
  readonly revision: string;
}

/** One step from a record to the next. */
export interface SettingsWrite {
  /** The revision that must still be there; null when there must be nothing yet. */
  readonly expected: string | null;
  readonly record: SettingsRecord;
  /** What this step publishes, to be found by `publication` and `publications` from then on; null when it only saves. */
  readonly publication: Publication | null;
}

/**
 * Where a server keeps settings: four functions to write for a database of your
 * own. What they are given is checked already; what they give is checked again.
 *
 * Several processes may serve the same database. All that this takes is that
 * `write` compares and sets in one step.
 */
export interface SettingsRepository {
  /** The record, null when nothing was ever written. */
  read(): Promise<unknown>;

  /**
   * Stores the record, and the publication with it, if the stored revision is
   * still the expected one: both or nothing, in one transaction.
   * @returns false when another revision is there by now. Nothing has changed then.
   */
  write(write: SettingsWrite): Promise<boolean>;

  /** What was published, the newest first. `limit` is always given. */
  publications(options: Pick<HistoryOptions, 'before'> & { readonly limit: number }): Promise<readonly PublicationEntry[]>;

  /** One of what was published; null when there is none of that version. */
  publication(version: string): Promise<unknown>;
}
