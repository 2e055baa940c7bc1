import type { Surface } from './surface.js';
export interface ScreenShareSettings {
  escalateToShow: boolean;
  surfaces: Surface[];
  allowedSites: string[];
  bookmarks: { title: string; url: string; active: boolean }[];
  guard?: { holdBackMs?: number; graceMs?: number; tabsByCaptureHandle?: boolean; reading?: 'exact' | 'ocr' };
}
export interface Problem { message: string }
export function validateSettings(value: unknown): { ok: true; settings: ScreenShareSettings } | { ok: false; problems: Problem[] } {
  const settings = value as ScreenShareSettings;
  return typeof value === 'object' && value !== null && Array.isArray(settings.surfaces) ? { ok: true, settings } : { ok: false, problems: [{ message: 'no settings' }] };
}
