import type { ScreenShareSettings } from '../../policy/settings.js';
import { HttpSettingsSource } from '../../store/http-settings-source.js';
import { isSettingsSource, type SettingsSource } from '../../store/settings-source.js';

/** The types of an element's `settings`: a URL, a settings object, or a source. */
export type SettingsProperty = string | ScreenShareSettings | SettingsSource | null;

/**
 * Settings passed as an object. Another object updates the running session instead
 * of creating a new one, because frameworks create a new object on each render.
 */
export class ObjectSettings implements SettingsSource {
  #value: unknown;
  #onSettings: ((settings: unknown) => void) | undefined;

  /** Sets the current object. */
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

/** Identifies where the settings come from, a URL or a source, to detect a change of place. */
export function settingsOrigin(settings: SettingsProperty): unknown {
  return typeof settings === 'string' || isSettingsSource(settings) || !settings ? settings : 'object';
}

/** What frameworks write into an attribute for an object or a missing value; or JSON. */
const NO_URL = /^\s*(?:\[object .*\]|undefined|null|NaN|true|false|[[{].*)\s*$/s;

/** Whether an attribute that takes a URL holds something else. */
export function isNoUrl(text: string): boolean {
  return NO_URL.test(text);
}

/** @throws TypeError if there are none. */
export function settingsSourceOf(settings: SettingsProperty, objects: ObjectSettings): SettingsSource {
  if (typeof settings === 'string' && isNoUrl(settings)) {
    throw new TypeError(`The attribute settings holds ${JSON.stringify(settings.slice(0, 60))}, which is no URL. Set the attribute to the URL of the published settings, or the property settings to an object or a store.`);
  }
  if (typeof settings === 'string' && settings !== '') return new HttpSettingsSource(settings);
  if (isSettingsSource(settings)) return settings;
  if (settings && typeof settings === 'object') return objects;
  throw new TypeError('The settings are missing. Set the attribute settings to the URL of the published settings, or the property settings to an object or a store.');
}
