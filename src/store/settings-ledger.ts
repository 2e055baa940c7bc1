import { sameSettings } from '../policy/normal-settings.js';
import { validateSettings } from '../policy/validate-settings.js';
import { readPublication, readRecord } from './settings-record.js';
import type { SettingsRecord, SettingsRepository } from './settings-repository.js';
import type { HistoryOptions, Publication, PublicationEntry, SettingsState, SettingsVersion } from './settings-store.js';
import { SettingsStoreError } from './settings-store-error.js';

/** How often a write is tried anew because another one came first. Each time that one has gone through. */
const ATTEMPTS = 50;

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

/** What a write makes of the record, or the result when there is nothing to write. */
type Step<T> = { readonly result: T; readonly next?: Partial<SettingsState>; readonly publication?: Publication };

/** The rules of saving, publishing and rolling back, over whatever keeps the settings. */
export class SettingsLedger {
  readonly #repository: SettingsRepository;

  constructor(repository: SettingsRepository) {
    this.#repository = repository;
  }

  async read(): Promise<SettingsState> {
    return stateOf(readRecord(await this.#repository.read()));
  }

  async save(value: unknown, version: string | null, by: string | null): Promise<SettingsVersion> {
    const checked = validateSettings(value);
    if (!checked.ok) throw new SettingsStoreError('invalid', { problems: checked.problems });
    return this.#write((state) => {
      const { staging } = state;
      if ((staging?.version ?? null) !== version) {
        // The answer to an earlier try got lost: what was to be done is done. RFC 9110, section 13.1.1, says so of If-Match.
        if (staging && sameSettings(staging.settings, checked.settings)) return { result: staging };
        throw conflict(state, staging);
      }
      const saved = { version: newVersion(), settings: checked.settings, at: now(), by };
      return { result: saved, next: { staging: saved } };
    });
  }

  async publish(version: string, by: string | null): Promise<Publication> {
    return this.#write((state) => {
      const { staging, production } = state;
      if (staging?.version !== version) throw conflict(state, staging);
      // Published already, by a try whose answer got lost.
      if (production?.staged === version) return { result: production };
      const checked = validateSettings(staging.settings);
      if (!checked.ok) throw new SettingsStoreError('invalid', { problems: checked.problems });
      return published({ settings: checked.settings, staged: version, republished: null }, production, by);
    });
  }

  async rollback(version: string, expected: string, by: string | null): Promise<Publication> {
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
      return published({ settings: checked.settings, staged: earlier.staged, republished: version }, production, by);
    });
  }

  async history({ limit = DEFAULT_LIMIT, before }: HistoryOptions = {}): Promise<readonly PublicationEntry[]> {
    const within = Math.min(MAX_LIMIT, Math.max(1, Math.trunc(limit) || DEFAULT_LIMIT));
    return this.#repository.publications({ limit: within, ...(before !== undefined && { before }) });
  }

  async publication(version: string): Promise<Publication> {
    const found = readPublication(await this.#repository.publication(version));
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
        record: { ...state, ...next, revision: newVersion() },
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
): Step<Publication> {
  const publication = { version: newVersion(), ...what, at: now(), by, previous: production?.version ?? null };
  return { result: publication, next: { production: publication }, publication };
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

/** 128 random bits: no two processes, and no store that was set back to a backup, ever give the same name to two versions. */
function newVersion(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
