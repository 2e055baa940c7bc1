import type { ScreenShareSettings } from '../policy/settings.js';

/** Where settings apply: `staging` to those who try them out, `production` to everybody. */
export type SettingsEnvironment = 'staging' | 'production';

/** Settings as somebody saved them. */
export interface SettingsVersion {
  /** Names this version and no other, ever. Opaque: printable ASCII without blanks, quotes and backslashes. */
  readonly version: string;
  readonly settings: ScreenShareSettings;
  /** When they were saved or published: ISO 8601, in UTC. */
  readonly at: string;
  /** Who did it, as the store knows them; null when it doesn't. */
  readonly by: string | null;
}

/** Settings as somebody published them. */
export interface Publication extends SettingsVersion {
  /** The version in staging that it is a copy of. */
  readonly staged: string;
  /** The earlier publication that a rollback repeated; null for an ordinary one. */
  readonly republished: string | null;
  /** The publication that it took the place of; null for the first. */
  readonly previous: string | null;
}

/** A publication in a list of them, without the settings, which may be megabytes. */
export type PublicationEntry = Omit<Publication, 'settings'>;

/** What stands in both environments; null where nothing was ever saved or published. */
export interface SettingsState {
  readonly staging: SettingsVersion | null;
  readonly production: Publication | null;
}

export interface HistoryOptions {
  /** How many at most. 1 to 200, default 50. */
  readonly limit?: number;
  /** Only what was published before this publication, for the next page. */
  readonly before?: string;
  readonly signal?: AbortSignal;
}

/**
 * Settings for administrators: one draft in staging, one copy in production, and
 * all that was ever published.
 *
 * Every write names the version that its author has seen, so that two
 * administrators can't overwrite each other unseen. Everything rejects with a
 * `SettingsStoreError`, or with the signal's reason once that is aborted.
 *
 * @example
 * ```ts
 * const store = new HttpSettingsStore('/screenshare');
 * const { staging } = await store.read();
 * try {
 *   await store.save(edited, staging?.version ?? null);
 * } catch (error) {
 *   if (isSettingsStoreError(error, 'conflict')) showBoth(edited, error.state?.staging);
 *   else throw error;
 * }
 * ```
 */
export interface SettingsStore {
  /** What stands in both environments now. */
  read(signal?: AbortSignal): Promise<SettingsState>;

  /**
   * Puts a draft into staging.
   *
   * @param version The version in staging that it is based on; null when nothing was there.
   * @returns What staging holds now. Saving again what is already there, after an answer got lost, is no conflict.
   * @throws SettingsStoreError `conflict`, with what the other has saved, or `invalid`, with the problems.
   */
  save(settings: ScreenShareSettings, version: string | null, signal?: AbortSignal): Promise<SettingsVersion>;

  /**
   * Copies staging to production.
   *
   * @param version The version in staging that is meant.
   * @throws SettingsStoreError `conflict` when staging holds another one by now.
   */
  publish(version: string, signal?: AbortSignal): Promise<Publication>;

  /**
   * Publishes once more what was published before. Staging stays as it is.
   *
   * @param version The publication to repeat.
   * @param production The publication that is in force, as its author knows.
   * @throws SettingsStoreError `conflict` when another one is in force by now, `not-found` when there is no such publication.
   */
  rollback(version: string, production: string, signal?: AbortSignal): Promise<Publication>;

  /** What was published, the newest first. */
  history(options?: HistoryOptions): Promise<readonly PublicationEntry[]>;

  /**
   * One of what was published, with its settings.
   * @throws SettingsStoreError `not-found`
   */
  publication(version: string, signal?: AbortSignal): Promise<Publication>;

  /**
   * Tells of every change from elsewhere: another administrator, another tab.
   * Changes of this very store may be told of as well.
   * @returns A function that stops it.
   */
  subscribe(onChange: (state: SettingsState) => void): () => void;
}
