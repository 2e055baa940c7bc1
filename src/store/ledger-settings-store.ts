import type { ScreenShareSettings } from '../policy/settings.js';
import { SettingsLedger } from './settings-ledger.js';
import type { SettingsRepository } from './settings-repository.js';
import type { HistoryOptions, Publication, PublicationEntry, SettingsState, SettingsStore, SettingsVersion } from './settings-store.js';

/** A store whose settings are kept where the page can reach them itself, without a server. */
export abstract class LedgerSettingsStore implements SettingsStore {
  readonly #ledger: SettingsLedger;
  readonly #by: string | null;

  /** @param by Whom the history names. */
  protected constructor(repository: SettingsRepository, by: string | undefined) {
    this.#ledger = new SettingsLedger(repository);
    this.#by = by ?? null;
  }

  async read(signal?: AbortSignal): Promise<SettingsState> {
    signal?.throwIfAborted();
    return this.#ledger.read();
  }

  async save(settings: ScreenShareSettings, version: string | null, signal?: AbortSignal): Promise<SettingsVersion> {
    signal?.throwIfAborted();
    return this.#ledger.save(settings, version, this.#by);
  }

  async publish(version: string, signal?: AbortSignal): Promise<Publication> {
    signal?.throwIfAborted();
    return this.#ledger.publish(version, this.#by);
  }

  async rollback(version: string, production: string, signal?: AbortSignal): Promise<Publication> {
    signal?.throwIfAborted();
    return this.#ledger.rollback(version, production, this.#by);
  }

  async history(options: HistoryOptions = {}): Promise<readonly PublicationEntry[]> {
    options.signal?.throwIfAborted();
    return this.#ledger.history(options);
  }

  async publication(version: string, signal?: AbortSignal): Promise<Publication> {
    signal?.throwIfAborted();
    return this.#ledger.publication(version);
  }

  abstract subscribe(onChange: (state: SettingsState) => void): () => void;
}
