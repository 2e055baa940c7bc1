import { sameSettings } from '../policy/normal-settings.js';
import { DEFAULT_SETTINGS } from '../policy/settings.js';
import { settingsDifference, type SettingsChange } from '../policy/settings-difference.js';
import { validateSettings } from '../policy/validate-settings.js';
import { readKeptPublication, readRecord } from './settings-record.js';
import { RECORD_FORMAT, type SettingsRecord, type SettingsRepository } from './settings-repository.js';
import { MAX_COMMENT_LENGTH, type HistoryOptions, type Publication, type PublicationEntry, type PublicationSummary, type SettingsState, type SettingsVersion } from './settings-store.js';
import { SettingsStoreError } from './settings-store-error.js';

/** How often a write is retried because another one came first. Each retry means that another write succeeded. */
const ATTEMPTS = 50;

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

/** The changes that a write makes to the record, or just the result if there is nothing to write. */
type Step<T> = { readonly result: T; readonly next?: Partial<SettingsState>; readonly publication?: Publication };

/** The rules for saving, publishing and rolling back, on top of any repository. */
export class SettingsLedger {
  readonly #repository: SettingsRepository;

  constructor(repository: SettingsRepository) {
    this.#repository = repository;
  }

  async read(): Promise<SettingsState> {
    const state = stateOf(readRecord(await this.#repository.read()));
    const warnings = (await this.#repository.warnings?.()) ?? [];
    return warnings.length === 0 ? state : { ...state, warnings };
  }

  async save(value: unknown, version: string | null, by: string | null): Promise<SettingsVersion> {
    const checked = validateSettings(value);
    if (!checked.ok) throw new SettingsStoreError('invalid', { problems: checked.problems });
    return this.#write((state) => {
      const { staging } = state;
      if ((staging?.version ?? null) !== version) {
        // The response to an earlier attempt was lost, and its change is already stored. RFC 9110, section 13.1.1, allows this for If-Match.
        if (staging && sameSettings(staging.settings, checked.settings)) return { result: staging };
        throw conflict(state, staging);
      }
      const saved = { version: newVersion(), settings: checked.settings, at: now(), by, ...authorsOf(state, by) };
      return { result: saved, next: { staging: saved } };
    });
  }

  /** @param mayPublish Throws if the version in staging can't be published now. The error is passed on. */
  async publish(version: string, by: string | null, comment?: string, mayPublish: (staging: SettingsVersion) => void = () => undefined): Promise<Publication> {
    checkComment(comment);
    return this.#write((state) => {
      const { staging, production } = state;
      if (staging?.version !== version) throw conflict(state, staging);
      // An earlier attempt, whose response was lost, has already published it.
      if (production?.staged === version) return { result: production };
      mayPublish(staging);
      const checked = validateSettings(staging.settings);
      if (!checked.ok) throw new SettingsStoreError('invalid', { problems: checked.problems });
      return published({ settings: checked.settings, staged: version, republished: null }, production, by, comment);
    });
  }

  async rollback(version: string, expected: string, by: string | null, comment?: string): Promise<Publication> {
    checkComment(comment);
    const earlier = await this.publication(version);
    const checked = validateSettings(earlier.settings);
    if (!checked.ok) {
      throw new SettingsStoreError('invalid', { message: 'That version is no longer valid, so it can’t be published again.', problems: checked.problems });
    }
    return this.#write((state) => {
      const { production } = state;
      if (production?.version !== expected) {
        if (production?.republished === version && production.previous === expected) return { result: production };
        throw conflict(state, production);
      }
      return published({ settings: checked.settings, staged: earlier.staged, republished: version }, production, by, comment);
    });
  }

  async history({ limit = DEFAULT_LIMIT, before }: HistoryOptions = {}): Promise<readonly PublicationEntry[]> {
    const within = Math.min(MAX_LIMIT, Math.max(1, Math.trunc(limit) || DEFAULT_LIMIT));
    return this.#repository.publications({ limit: within, ...(before !== undefined && { before }) });
  }

  async publication(version: string): Promise<Publication> {
    const found = readKeptPublication(await this.#repository.publication(version));
    if (!found) throw new SettingsStoreError('not-found', { message: 'There is no such publication.', remedy: 'Choose another one from the history.' });
    return found;
  }

  async #write<T>(step: (state: SettingsState) => Step<T>): Promise<T> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const record = readRecord(await this.#repository.read());
      const state = stateOf(record);
      const { result, next, publication = null } = step(state);
      if (!next) return result;
      const written = await this.#repository.write({
        expected: record?.revision ?? null,
        record: { ...state, ...next, revision: newVersion(), format: RECORD_FORMAT },
        publication,
      });
      if (written) return result;
    }
    throw new SettingsStoreError('server-error', { message: 'Too many others are writing at the same time.' });
  }
}

function published(
  what: Pick<Publication, 'settings' | 'staged' | 'republished'>,
  production: Publication | null,
  by: string | null,
  comment = '',
): Step<Publication> {
  const said = comment.trim();
  const publication = {
    version: newVersion(),
    ...what,
    at: now(),
    by,
    previous: production?.version ?? null,
    ...(said !== '' && { comment: said }),
    summary: summaryOf(settingsDifference(production?.settings ?? DEFAULT_SETTINGS, what.settings)),
  };
  return { result: publication, next: { production: publication }, publication };
}

function summaryOf(changes: readonly SettingsChange[]): PublicationSummary {
  const count = (kind: RegExp): number => changes.filter((change) => kind.test(change.kind)).length;
  const [sitesAdded, sitesRemoved, bookmarks] = [count(/^site-added$/), count(/^site-removed$/), count(/^bookmark-/)];
  return { sitesAdded, sitesRemoved, bookmarks, others: changes.length - sitesAdded - sitesRemoved - bookmarks };
}

/** The maximum number of authors kept for a draft. The earliest are dropped. */
const MAX_AUTHORS = 50;

/** Who has saved since the last publication. */
function authorsOf({ staging, production }: SettingsState, by: string | null): { authors?: readonly string[] } {
  if (by === null) return {};
  const isPublished = staging !== null && production?.staged === staging.version;
  const before = isPublished ? [] : (staging?.authors ?? []).filter((name) => name !== by);
  return { authors: [...before, by].slice(-MAX_AUTHORS) };
}

/** @throws SettingsStoreError `invalid` */
function checkComment(comment = ''): void {
  if (comment.length > MAX_COMMENT_LENGTH) throw new SettingsStoreError('invalid', { message: 'The comment is too long.', remedy: 'Shorten it, then try again.' });
}

function conflict(state: SettingsState, current: SettingsVersion | null): SettingsStoreError {
  const who = current?.by;
  const message = typeof who === 'string' ? `${who} has changed the settings in the meantime.` : undefined;
  return new SettingsStoreError('conflict', { state, ...(message !== undefined && { message }) });
}

function stateOf(record: SettingsRecord | null): SettingsState {
  return { staging: record?.staging ?? null, production: record?.production ?? null };
}

function now(): string {
  return new Date().toISOString();
}

/** 128 random bits, so that two processes, or a store restored from a backup, never give two versions the same name. */
function newVersion(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
