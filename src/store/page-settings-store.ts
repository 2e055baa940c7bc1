import { LedgerSettingsStore } from './ledger-settings-store.js';
import { PageStorage } from './page-storage.js';
import type { SettingsState } from './settings-store.js';

export interface PageSettingsOptions {
  /** The name of the IndexedDB database that holds the settings. Default `glance-screenshare.settings`. */
  readonly database?: string;
  /** The name in the history for saves and publications. Default: none. */
  readonly by?: string;
}

/**
 * A store in a database of this browser. It outlives the page, all tabs of this
 * origin share it, and it needs no server. If several tabs save at the same moment,
 * one succeeds and the others get a conflict. It keeps the last {@link
 * MAX_KEPT_PUBLICATIONS} publications.
 *
 * Only this browser has these settings. For a real team, use `HttpSettingsStore`.
 */
export class PageSettingsStore extends LedgerSettingsStore {
  readonly #storage: PageStorage;

  constructor({ database = 'glance-screenshare.settings', by }: PageSettingsOptions = {}) {
    const storage = new PageStorage(database);
    super(storage, by);
    this.#storage = storage;
  }

  subscribe(onChange: (state: SettingsState) => void): () => void {
    return this.#storage.subscribe(({ staging, production }) => onChange({ staging, production }));
  }
}
