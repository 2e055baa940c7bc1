import type { ScreenShareSettings } from '../policy/settings.js';
import { LedgerSettingsStore } from './ledger-settings-store.js';
import { entriesOf } from './publication-list.js';
import type { SettingsRecord, SettingsRepository, SettingsWrite } from './settings-repository.js';
import type { Publication, PublicationEntry, PublishOptions, SettingsState, SettingsVersion } from './settings-store.js';

/** Stores settings in this process's memory. They're lost when it ends. */
export class MemorySettingsRepository implements SettingsRepository {
  #record: SettingsRecord | null = null;
  readonly #published: Publication[] = [];

  read(): Promise<SettingsRecord | null> {
    return Promise.resolve(copyOf(this.#record));
  }

  write({ expected, record, publication }: SettingsWrite): Promise<boolean> {
    if ((this.#record?.revision ?? null) !== expected) return Promise.resolve(false);
    // Copies, so that code holding the objects can't change what is stored.
    this.#record = copyOf(record);
    if (publication) this.#published.unshift(copyOf(publication));
    return Promise.resolve(true);
  }

  publications(options: { readonly limit: number; readonly before?: string }): Promise<PublicationEntry[]> {
    return Promise.resolve(entriesOf(this.#published, options));
  }

  publication(version: string): Promise<Publication | null> {
    return Promise.resolve(copyOf(this.#published.find((publication) => publication.version === version) ?? null));
  }
}

/** Copied as JSON, because Jest's jsdom has no `structuredClone`. */
function copyOf<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

export interface MemorySettingsOptions {
  /** The name in the history for saves and publications. Default: none. */
  readonly by?: string;
}

/** What the stores of several administrators share. */
interface Memory {
  readonly repository: MemorySettingsRepository;
  readonly listeners: Set<(state: SettingsState) => void>;
}

/**
 * A store in the page's memory, for trying out a panel and for tests. Its settings
 * are lost when the page goes away.
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

  /** @param memory Another store's memory, for {@link MemorySettingsStore.as}. */
  constructor({ by }: MemorySettingsOptions = {}, memory: Memory = { repository: new MemorySettingsRepository(), listeners: new Set() }) {
    super(memory.repository, by);
    this.#memory = memory;
  }

  /** A store of another administrator with the same settings. */
  as(by: string): MemorySettingsStore {
    return new MemorySettingsStore({ by }, this.#memory);
  }

  override async save(settings: ScreenShareSettings, version: string | null, signal?: AbortSignal): Promise<SettingsVersion> {
    return this.#notify(await super.save(settings, version, signal));
  }

  override async publish(version: string, options?: PublishOptions): Promise<Publication> {
    return this.#notify(await super.publish(version, options));
  }

  override async rollback(version: string, production: string, options?: PublishOptions): Promise<Publication> {
    return this.#notify(await super.rollback(version, production, options));
  }

  subscribe(onChange: (state: SettingsState) => void): () => void {
    const { listeners } = this.#memory;
    // A new function per call, so that the same callback can subscribe twice.
    const listener = (state: SettingsState): void => onChange(state);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  async #notify<T>(result: T): Promise<T> {
    const state = await this.read();
    for (const listener of [...this.#memory.listeners]) listener(state);
    return result;
  }
}
