import type { ScreenShareSettings } from '../policy/settings.js';
import { LedgerSettingsStore } from './ledger-settings-store.js';
import { entriesOf } from './publication-list.js';
import type { SettingsRecord, SettingsRepository, SettingsWrite } from './settings-repository.js';
import type { Publication, PublicationEntry, SettingsState, SettingsVersion } from './settings-store.js';

/** Settings in this process's memory, gone with it. */
export class MemorySettingsRepository implements SettingsRepository {
  #record: SettingsRecord | null = null;
  readonly #published: Publication[] = [];

  read(): Promise<SettingsRecord | null> {
    return Promise.resolve(structuredClone(this.#record));
  }

  write({ expected, record, publication }: SettingsWrite): Promise<boolean> {
    if ((this.#record?.revision ?? null) !== expected) return Promise.resolve(false);
    // Copies, so that nobody who holds the objects can change what is stored.
    this.#record = structuredClone(record);
    if (publication) this.#published.unshift(structuredClone(publication));
    return Promise.resolve(true);
  }

  publications(options: { readonly limit: number; readonly before?: string }): Promise<PublicationEntry[]> {
    return Promise.resolve(entriesOf(this.#published, options));
  }

  publication(version: string): Promise<Publication | null> {
    return Promise.resolve(structuredClone(this.#published.find((publication) => publication.version === version) ?? null));
  }
}

export interface MemorySettingsOptions {
  /** Whom the history names as the one who saves and publishes. Default: nobody. */
  readonly by?: string;
}

/** What the administrators of one memory share. */
interface Memory {
  readonly repository: MemorySettingsRepository;
  readonly listeners: Set<(state: SettingsState) => void>;
}

/**
 * A store in the page's memory, gone when the page is: for a panel that is tried
 * out, and for tests.
 *
 * @example
 * ```ts
 * const store = new MemorySettingsStore();
 * const { version } = await store.save(DEFAULT_SETTINGS, null);
 * await store.publish(version);
 * const agent = new AgentSession({ channel, settings: settingsFrom(store, 'production') });
 * ```
 */
export class MemorySettingsStore extends LedgerSettingsStore {
  readonly #memory: Memory;

  /** @param memory Another store's, for {@link MemorySettingsStore.as}. */
  constructor({ by }: MemorySettingsOptions = {}, memory: Memory = { repository: new MemorySettingsRepository(), listeners: new Set() }) {
    super(memory.repository, by);
    this.#memory = memory;
  }

  /** The same settings in the hands of another administrator. */
  as(by: string): MemorySettingsStore {
    return new MemorySettingsStore({ by }, this.#memory);
  }

  override async save(settings: ScreenShareSettings, version: string | null, signal?: AbortSignal): Promise<SettingsVersion> {
    return this.#tell(await super.save(settings, version, signal));
  }

  override async publish(version: string, signal?: AbortSignal): Promise<Publication> {
    return this.#tell(await super.publish(version, signal));
  }

  override async rollback(version: string, production: string, signal?: AbortSignal): Promise<Publication> {
    return this.#tell(await super.rollback(version, production, signal));
  }

  subscribe(onChange: (state: SettingsState) => void): () => void {
    const { listeners } = this.#memory;
    // One entry for each call, even when somebody subscribes the same function twice.
    const listener = (state: SettingsState): void => onChange(state);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  async #tell<T>(result: T): Promise<T> {
    const state = await this.read();
    for (const listener of [...this.#memory.listeners]) listener(state);
    return result;
  }
}
