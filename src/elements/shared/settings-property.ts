import type { ScreenShareSettings } from '../../policy/settings.js';
import { HttpSettingsSource } from '../../store/http-settings-source.js';
import { isSettingsSource, type SettingsSource } from '../../store/settings-source.js';

/** What an element takes as its settings: a URL, the settings themselves, or where they come from. */
export type SettingsProperty = string | ScreenShareSettings | SettingsSource | null;

/**
 * Settings that are handed in as an object. Another object is news for the
 * running session, not another session: frameworks make a new one with each render.
 */
export class ObjectSettings implements SettingsSource {
  #value: unknown;
  #onSettings: ((settings: unknown) => void) | undefined;

  /** Takes the object of this moment. */
  set(value: unknown): void {
    if (value === this.#value) return;
    this.#value = value;
    this.#onSettings?.(value);
  }

  load(): Promise<unknown> {
    return Promise.resolve(this.#value);
  }

  subscribe(onSettings: (settings: unknown) => void): () => void {
    this.#onSettings = onSettings;
    return () => {
      this.#onSettings = undefined;
    };
  }
}

/** Where the settings come from, when that is another place than before: a URL or a source. */
export function settingsOrigin(settings: SettingsProperty): unknown {
  return typeof settings === 'string' || isSettingsSource(settings) || !settings ? settings : 'object';
}

/** @throws TypeError when there are none. */
export function settingsSourceOf(settings: SettingsProperty, objects: ObjectSettings): SettingsSource {
  if (typeof settings === 'string' && settings !== '') return new HttpSettingsSource(settings);
  if (isSettingsSource(settings)) return settings;
  if (settings && typeof settings === 'object') return objects;
  throw new TypeError('The settings are missing. Set the attribute settings to the URL of the published settings, or the property settings to an object or a store.');
}
