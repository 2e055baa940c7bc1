import { worded, type Worded } from './phrase.js';
import { readAllowedSite, type AllowedSite, type AllowedSiteProblemCode } from './read-allowed-site.js';

/** Why a text isn't a valid rule. `message` says what is wrong, in a sentence for the administrator. */
export interface AllowedSiteProblem extends Worded {
  readonly code: AllowedSiteProblemCode;
  /** The likely correction. It always parses. */
  readonly suggestion?: string;
}

export type AllowedSiteResult = { readonly ok: true; readonly rule: AllowedSite } | ({ readonly ok: false } & AllowedSiteProblem);

/** A correction may need further corrections: `HTTP:\\x*` has three mistakes. With more mistakes than this, the intention can't be guessed. */
const MAX_CORRECTIONS = 8;

/**
 * Parses one rule of the Allowed Sites list. Never throws.
 *
 * A rule is `https://` host [`:port`] path [`?query`]. `/*` at its end means every page below it.
 * Elsewhere, `*` as a whole segment means any one segment. `*.` before the host means any subdomain.
 *
 * @example
 * ```ts
 * parseAllowedSite('https://www.example.com/first/*');   // { ok: true, rule }
 * parseAllowedSite('http://www.example.com/first*');     // { ok: false, code: 'not-https', message, suggestion: 'https://www.example.com/first/*' }
 * ```
 */
export function parseAllowedSite(text: string): AllowedSiteResult {
  const read = readAllowedSite(text);
  if (read.ok) return read;
  const { code, text: words } = read;
  const suggestion = settledCorrection(read.correction);
  return suggestion === undefined ? { ok: false, code, ...worded(words) } : { ok: false, code, ...worded(words), suggestion };
}

/** Follows corrections until one is a valid rule. Undefined if none is. */
function settledCorrection(correction: string | undefined): string | undefined {
  let candidate = correction;
  for (let round = 0; candidate !== undefined && round < MAX_CORRECTIONS; round += 1) {
    const read = readAllowedSite(candidate);
    if (read.ok) return candidate;
    candidate = read.correction;
  }
  return undefined;
}

/**
 * The rule that also allows every page below, for a rule that names one page without a query:
 * `https://example.com` becomes `https://example.com/*`.
 * @returns undefined if the rule can't be widened.
 */
export function widerRule({ text, below, query, path }: AllowedSite): string | undefined {
  if (below || query !== null || path.endsWith('/*/')) return undefined;
  const wider = text.endsWith('/') ? `${text}*` : `${text}/*`;
  return readAllowedSite(wider).ok ? wider : undefined;
}
