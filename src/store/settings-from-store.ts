import { ScreenShareError } from '../policy/screen-share-error.js';
import type { SettingsSource } from './settings-source.js';
import type { SettingsEnvironment, SettingsStore } from './settings-store.js';

/**
 * Makes one environment of a store the settings source of an agent's session.
 *
 * @example
 * ```ts
 * const agent = new AgentSession({ channel, settings: settingsFrom(new PageSettingsStore(), 'staging') });
 * ```
 */
export function settingsFrom(store: SettingsStore, environment: SettingsEnvironment): SettingsSource {
  return {
    async load(signal) {
      const state = await store.read(signal).catch((cause: unknown) => {
        throw new ScreenShareError('settings-unavailable', { cause });
      });
      const current = state[environment];
      if (current) return current.settings;
      throw new ScreenShareError('settings-unavailable', {
        message: environment === 'staging' ? 'No screen-share settings have been saved yet, so nothing is shared.' : 'No screen-share settings have been published yet, so nothing is shared.',
        remedy: 'Ask your administrator to publish the settings.',
      });
    },
    subscribe(onSettings, onOverdue) {
      let last: string | undefined;
      return store.subscribe((state) => {
        const current = state[environment];
        if (!current || current.version === last) return;
        last = current.version;
        onSettings(current.settings);
      }, onOverdue);
    },
  };
}
