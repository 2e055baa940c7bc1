import type { ScreenShareSettings } from '../policy/settings.js';

/** Where settings apply: `staging` to people who try them out, `production` to everybody. */
export type SettingsEnvironment = 'staging' | 'production';

/** What a publication changed, in numbers. */
export interface PublicationSummary {
  readonly sitesAdded: number;
  readonly sitesRemoved: number;
  /** Changes to bookmarks: added, removed, renamed, moved and so on. */
  readonly bookmarks: number;
  /** All other changes. */
  readonly others: number;
}

/** The longest comment on a publication, in UTF-16 units. */
export const MAX_COMMENT_LENGTH = 1000;

export interface PublishOptions {
  /** What the publication is for. The history shows it. At most {@link MAX_COMMENT_LENGTH} characters. */
  readonly comment?: string;
  readonly signal?: AbortSignal;
}

/** What the current user can do, if the store knows. */
export interface SettingsRights {
  /** The name recorded with saves and publications. */
  readonly name: string;
  /** Whether they can save to staging. */
  readonly edit: boolean;
  /** Whether they can publish and roll back. */
  readonly publish: boolean;
  /** Whether changes must be published by somebody who didn't save them. */
  readonly secondPerson?: boolean | undefined;
}

/** A saved version of the settings. */
export interface SettingsVersion {
  /** Identifies this version uniquely and permanently. Opaque: printable ASCII without spaces, quotes and backslashes. */
  readonly version: string;
  readonly settings: ScreenShareSettings;
  /** When it was saved or published: ISO 8601, in UTC. */
  readonly at: string;
  /** Who saved or published it, as known to the store; null if unknown. */
  readonly by: string | null;
  /** Everybody who has saved since the last publication, if the store records that. */
  readonly authors?: readonly string[] | undefined;
}

/** A published version of the settings. */
export interface Publication extends SettingsVersion {
  /** The version in staging that was published. */
  readonly staged: string;
  /** The earlier publication that a rollback repeated; null for an ordinary publication. */
  readonly republished: string | null;
  /** The publication that it replaced; null for the first. */
  readonly previous: string | null;
  /** The author's comment, if any. */
  readonly comment?: string | undefined;
  /** What it changed. Absent in publications of earlier releases. */
  readonly summary?: PublicationSummary | undefined;
}

/** A publication in a list, without its settings, which can be megabytes. */
export type PublicationEntry = Omit<Publication, 'settings'>;

/** What both environments contain; null if nothing was ever saved or published. */
export interface SettingsState {
  readonly staging: SettingsVersion | null;
  readonly production: Publication | null;
  /** Warnings for administrators about the storage, one sentence each. Absent if there are none. */
  readonly warnings?: readonly string[] | undefined;
  /** The current user's rights. Absent if there are no restrictions. */
  readonly you?: SettingsRights | undefined;
}

export interface HistoryOptions {
  /** The maximum number of entries. 1 to 200, default 50. */
  readonly limit?: number;
  /** Only publications older than this one, for the next page. */
  readonly before?: string;
  readonly signal?: AbortSignal;
}

/**
 * Settings for administrators: one draft in staging, one version in production, and
 * the history of publications.
 *
 * Every write names the version that its author has seen, so that administrators
 * can't overwrite each other's changes unknowingly. Errors are rejections with a
 * `SettingsStoreError`, or with the signal's reason if it's aborted.
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
  /** Reads what both environments contain now. */
  read(signal?: AbortSignal): Promise<SettingsState>;

  /**
   * Saves a draft to staging.
   *
   * @param version The version in staging that it's based on; null if staging was
   * empty.
   * @returns What staging contains now. Saving the same settings again, after a
   * lost response, isn't a conflict.
   * @throws SettingsStoreError `conflict` with the other person's version, or
   * `invalid` with the problems.
   */
  save(settings: ScreenShareSettings, version: string | null, signal?: AbortSignal): Promise<SettingsVersion>;

  /**
   * Copies staging to production.
   *
   * @param version The version in staging to publish.
   * @throws SettingsStoreError `conflict` if staging contains another version by
   * now.
   */
  publish(version: string, options?: PublishOptions): Promise<Publication>;

  /**
   * Publishes an earlier publication again. Staging doesn't change.
   *
   * @param version The publication to repeat.
   * @param production The publication that the author believes is in force.
   * @throws SettingsStoreError `conflict` if another one is in force by now,
   * `not-found` if the publication doesn't exist.
   */
  rollback(version: string, production: string, options?: PublishOptions): Promise<Publication>;

  /** The publications, newest first. */
  history(options?: HistoryOptions): Promise<readonly PublicationEntry[]>;

  /**
   * One publication with its settings.
   * @throws SettingsStoreError `not-found`
   */
  publication(version: string, signal?: AbortSignal): Promise<Publication>;

  /**
   * Reports every change made elsewhere, by another administrator or in another
   * tab. Changes made through this store may be reported as well.
   *
   * @param onOverdue As in `SettingsSource.subscribe`. Optional.
   * @returns A function that stops it.
   */
  subscribe(onChange: (state: SettingsState) => void, onOverdue?: (overdue: boolean) => void): () => void;
}
