import { LedgerSettingsStore } from './ledger-settings-store.js';
import { PageStorage } from './page-storage.js';
import type { SettingsState } from './settings-store.js';

export interface PageSettingsOptions {
  /** The name of the database (IndexedDB) that the settings are in. Default `glance-screenshare.settings`. */
  readonly database?: string;
  /** Whom the history names as the one who saves and publishes. Default: nobody. */
  readonly by?: string;
}

/**
 * A store in a database of this browser: it outlives the page, every tab of this
 * origin sees the same, and it needs no server. Of tabs that save at the same
 * moment one goes through, the others get the conflict. It keeps the last
 * {@link MAX_KEPT_PUBLICATIONS} publications.
 *
 * Only this browser has these settings: for a real team use `HttpSettingsStore`.
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
