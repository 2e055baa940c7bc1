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

/** Whether a page may be shown, and which rule allows it. */
export interface SiteCheck {
  readonly allowed: boolean;
  /** The first rule of the list that allows the page, as it was given. Absent if no rule does. */
  readonly rule?: string;
}

const NOT_ALLOWED: SiteCheck = Object.freeze({ allowed: false });

/**
 * A list of Allowed Sites, compiled once for many checks.
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
   * @param rules the list. An empty list allows nothing.
   * @param parsed the same rules, if they're already parsed.
   * @throws {ScreenShareError} `settings-invalid`. The message names the first rule that doesn't parse
   * and says what is wrong with it.
   */
  constructor(rules: readonly string[], parsed?: readonly AllowedSite[]) {
    this.#written = [...rules];
    this.rules = parsed ? [...parsed] : this.#written.map(parseOrThrow);
    this.#index = new RuleIndex(this.rules);
  }

  /** Judges a page's address. Never throws: anything that isn't a URL isn't allowed. */
  check(url: string): SiteCheck {
    const page = parsePage(url);
    if (page === undefined) return NOT_ALLOWED;
    const order = this.#find(page);
    const rule = order === undefined ? undefined : this.#written[order];
    return rule === undefined ? NOT_ALLOWED : { allowed: true, rule };
  }

  /**
   * Judges what an address bar shows: `allowed` only if every address that the bar could be showing is
   * allowed, `blocked` if the page certainly isn't allowed, otherwise `unclear`.
   */
  checkDisplayed(shown: DisplayedAddress): DisplayedVerdict {
    return judgeDisplayed(shown, {
      allow: (page) => isPlainHost(page.host) && this.#find(page) !== undefined,
      name: (host) => this.rules.some((rule) => isUnder(host, rule.host, rule.subdomains)),
    });
  }

  /** The index of the first rule that allows the page. */
  #find(page: PageAddress): number | undefined {
    return hasHiddenDots(page.path) ? undefined : this.#index.find(page);
  }
}

function parseOrThrow(given: unknown): AllowedSite {
  // Untyped callers can pass anything, so describe it as well as possible.
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
