/**
 * Where a viewer's settings come from: one environment of a store, read only.
 * What it gives is checked by whoever uses it.
 */
export interface SettingsSource {
  /**
   * The settings as they are now, as JSON.
   * @throws ScreenShareError `settings-unavailable` (as a rejection) when they can't be had.
   */
  load(signal?: AbortSignal): Promise<unknown>;

  /**
   * Tells of every later version. Optional: without it the settings stay as loaded.
   * @returns A function that stops it.
   */
  subscribe?(onSettings: (settings: unknown) => void): () => void;
}

export function isSettingsSource(value: unknown): value is SettingsSource {
  return typeof value === 'object' && value !== null && 'load' in value && typeof value.load === 'function';
}
