import type { SettingsState } from '../store/settings-store.js';

/** The resources that clients can poll and follow. */
export const FOLLOWED_RESOURCES = ['staging', 'production', 'state'] as const;
export type FollowedResource = (typeof FOLLOWED_RESOURCES)[number];

/** The ETag of each resource; `"none"` if it's empty. Warnings are part of the state's ETag. */
export function etagsOf({ staging, production, warnings = [] }: SettingsState): Readonly<Record<FollowedResource, string>> {
  const draft = staging?.version ?? 'none';
  const live = production?.version ?? 'none';
  return { staging: `"${draft}"`, production: `"${live}"`, state: `"${draft}.${live}${warnings.length > 0 ? `.${warnings.length}` : ''}"` };
}
