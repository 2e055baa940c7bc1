import { parseAllowedSite, type AllowedSiteResult } from '../../policy/allowed-site.js';

/** Twice the size of the longest list, for the state before and after a large change. */
const REMEMBERED = 12_000;

/** Parses each rule once. Parsing 5,000 rules on each keystroke would be noticeably slow. */
export class SiteParser {
  readonly #known = new Map<string, AllowedSiteResult>();

  readonly parse = (text: string): AllowedSiteResult => {
    const known = this.#known.get(text);
    if (known) return known;
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    const result = parseAllowedSite(text);
    this.#known.set(text, result);
    return result;
  };
}
