import { bindToItself } from '../built-ins/bind-to-itself.js';
import type { ScreenShareSettings } from '../policy/settings.js';
import { SettingsLedger } from './settings-ledger.js';
import type { SettingsRepository } from './settings-repository.js';
import type { HistoryOptions, Publication, PublicationEntry, PublishOptions, SettingsState, SettingsStore, SettingsVersion } from './settings-store.js';

/** A store for settings that the page can access without a server. */
export abstract class LedgerSettingsStore implements SettingsStore {
  readonly #ledger: SettingsLedger;
  readonly #by: string | null;

  /** @param by The name in the history. */
  protected constructor(repository: SettingsRepository, by: string | undefined) {
    this.#ledger = new SettingsLedger(repository);
    this.#by = by ?? null;
    bindToItself(this);
  }

  async read(signal?: AbortSignal): Promise<SettingsState> {
    signal?.throwIfAborted();
    return this.#ledger.read();
  }

  async save(settings: ScreenShareSettings, version: string | null, signal?: AbortSignal): Promise<SettingsVersion> {
    signal?.throwIfAborted();
    return this.#ledger.save(settings, version, this.#by);
  }

  async publish(version: string, { comment, signal }: PublishOptions = {}): Promise<Publication> {
    signal?.throwIfAborted();
    return this.#ledger.publish(version, this.#by, comment);
  }

  async rollback(version: string, production: string, { comment, signal }: PublishOptions = {}): Promise<Publication> {
    signal?.throwIfAborted();
    return this.#ledger.rollback(version, production, this.#by, comment);
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
