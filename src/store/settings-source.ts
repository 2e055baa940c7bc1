/**
 * Provides a viewer's settings: one environment of a store, read-only. The consumer
 * validates what it returns.
 */
export interface SettingsSource {
  /**
   * Loads the current settings as JSON.
   * @throws ScreenShareError `settings-unavailable` (as a rejection) if they can't
   * be loaded.
   */
  load(signal?: AbortSignal): Promise<unknown>;

  /**
   * Reports every later version. Optional: without it, the settings stay as loaded.
   *
   * @param onOverdue Called with true when a newer version is known to exist but
   * can't be read; a running share is held until it can. Called with false once it
   * has been read. Optional.
   * @returns A function that stops it.
   */
  subscribe?(onSettings: (settings: unknown) => void, onOverdue?: (overdue: boolean) => void): () => void;
}

export function isSettingsSource(value: unknown): value is SettingsSource {
  return typeof value === 'object' && value !== null && 'load' in value && typeof value.load === 'function';
}
