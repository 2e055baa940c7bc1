import type { PublicationEntry, SettingsStore } from '../../store/settings-store.js';
import type { HistoryList } from './history-part.js';
import { storeErrorFrom } from './settings-model.js';

const PAGE = 20;

/** The history of publications, fetched page by page. */
export class PublicationList implements HistoryList {
  readonly #onChange: () => void;
  entries: readonly PublicationEntry[] = [];
  loading = false;
  error: HistoryList['error'] = null;
  more = false;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Loads the newest publications. */
  async restart(store: SettingsStore): Promise<void> {
    await this.#load(store, undefined);
  }

  /** Loads the next older ones. */
  async next(store: SettingsStore): Promise<void> {
    await this.#load(store, this.entries.at(-1)?.version);
  }

  async #load(store: SettingsStore, before: string | undefined): Promise<void> {
    if (this.loading) return;
    this.loading = true;
    this.#onChange();
    try {
      const found = await store.history({ limit: PAGE, ...(before !== undefined && { before }) });
      this.entries = before === undefined ? found : [...this.entries, ...found];
      this.more = found.length === PAGE;
      this.error = null;
    } catch (cause) {
      this.error = storeErrorFrom(cause);
    }
    this.loading = false;
    this.#onChange();
  }
}
