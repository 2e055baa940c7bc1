import { parseAllowedSite } from './allowed-site.js';
import type { DisplayedAddress } from './displayed-address.js';
import { judgeDisplayed, type DisplayedVerdict } from './judge-displayed.js';
import { isPlainHost, isUnder } from './host-name.js';
import { parsePage } from './parse-page.js';
import type { AllowedSite } from './read-allowed-site.js';
import { phrase } from './phrase.js';
import { RuleIndex, type PageAddress } from './rule-index.js';
import { ScreenShareError } from './screen-share-error.js';
import { hasHiddenDots } from './url-path.js';

/** Whether a page may be shown, and by which rule. */
export interface SiteCheck {
  readonly allowed: boolean;
  /** The first rule of the list that allows it, as it was given; absent when none does. */
  readonly rule?: string;
}

const NOT_ALLOWED: SiteCheck = Object.freeze({ allowed: false });

/**
 * A list of Allowed Sites, compiled once and asked often.
 *
 * @example
 * ```ts
 * const sites = new AllowedSites(['https://www.example.com/first/*']);
 * sites.check('https://example.com/first/page?id=1');   // { allowed: true, rule: 'https://www.example.com/first/*' }
 * sites.check('https://example.com/second/');           // { allowed: false }
 * ```
 */
export class AllowedSites {
  /** The parsed rules, in the order of the list. */
  readonly rules: readonly AllowedSite[];
  readonly #written: readonly string[];
  readonly #index: RuleIndex;

  /**
   * @param rules the list; an empty one allows nothing.
   * @throws {ScreenShareError} `settings-invalid`, naming the first rule that doesn't parse and what is wrong with it.
   */
  constructor(rules: readonly string[]) {
    this.#written = [...rules];
    this.rules = this.#written.map(parseOrThrow);
    this.#index = new RuleIndex(this.rules);
  }

  /** Judges a page's address. Never throws: what is no URL is not allowed. */
  check(url: string): SiteCheck {
    const page = parsePage(url);
    if (page === undefined) return NOT_ALLOWED;
    const order = this.#find(page);
    const rule = order === undefined ? undefined : this.#written[order];
    return rule === undefined ? NOT_ALLOWED : { allowed: true, rule };
  }

  /**
   * Judges what an address bar shows: `allowed` only when every address that
   * the bar can be showing so is allowed, `blocked` when the page is known not
   * to be, `unclear` otherwise.
   */
  checkDisplayed(shown: DisplayedAddress): DisplayedVerdict {
    return judgeDisplayed(shown, {
      allow: (page) => isPlainHost(page.host) && this.#find(page) !== undefined,
      name: (host) => this.rules.some((rule) => isUnder(host, rule.host, rule.subdomains)),
    });
  }

  /** The place in the list of the first rule that allows the page. */
  #find(page: PageAddress): number | undefined {
    return hasHiddenDots(page.path) ? undefined : this.#index.find(page);
  }
}

function parseOrThrow(given: unknown): AllowedSite {
  // Callers without types can hand in anything; it is named as well as it can be.
  const text = typeof given === 'string' ? given : `(${typeof given})`;
  const result = parseAllowedSite(text);
  if (result.ok) return result.rule;
  const why = result.phrase ?? { parts: [result.message], values: [] };
  const shown = text.slice(0, 200);
  throw new ScreenShareError('settings-invalid', {
    message:
      result.suggestion === undefined
        ? phrase`The allowed site “${shown}” is not valid: ${why}`
        : phrase`The allowed site “${shown}” is not valid: ${why} Did you mean ${result.suggestion}?`,
  });
}
