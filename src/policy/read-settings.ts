import { checkSettings } from './check-settings.js';
import type { Problem } from './problems.js';
import type { ScreenShareSettings } from './settings.js';

/**
 * Reads settings like `validateSettings`, but without its warnings, which only administrators need. It
 * compiles no rules, so a page that leaves that to the guard's worker doesn't have to load the
 * compiler.
 */
export function readSettings(value: unknown): { readonly ok: true; readonly settings: ScreenShareSettings } | { readonly ok: false; readonly problems: Problem[] } {
  const result = checkSettings(value, (rules) => ({ rules, check: () => ({ allowed: true }) }));
  return result.ok ? { ok: true, settings: result.settings } : result;
}
