import { checkSettings } from './check-settings.js';
import type { Problem } from './problems.js';
import type { ScreenShareSettings } from './settings.js';

/**
 * The settings, or why they are none: what `validateSettings` says without its
 * warnings, which only administrators read. It compiles no rule, so that a page
 * that leaves that to the guard's worker doesn't have to load what compiles them.
 */
export function readSettings(value: unknown): { readonly ok: true; readonly settings: ScreenShareSettings } | { readonly ok: false; readonly problems: Problem[] } {
  const result = checkSettings(value, (rules) => ({ rules, check: () => ({ allowed: true }) }));
  return result.ok ? { ok: true, settings: result.settings } : result;
}
