import type { SettingsState } from '../store/settings-store.js';

/** The ETag of each resource; `"none"` where there is nothing. */
export function etagsOf({ staging, production }: SettingsState): Readonly<Record<'staging' | 'production' | 'state', string>> {
  const draft = staging?.version ?? 'none';
  const live = production?.version ?? 'none';
  return { staging: `"${draft}"`, production: `"${live}"`, state: `"${draft}.${live}"` };
}
