import { parseAllowedSite } from './allowed-site.js';
import type { DisplayedAddress } from './displayed-address.js';
import { judgeDisplayed, type DisplayedVerdict } from './judge-displayed.js';
import { isPlainHost, isUnder, withoutWww } from './host-name.js';
import { parsePage } from './parse-page.js';
import type { AllowedSite } from './read-allowed-site.js';
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
  readonly #exact = new Map<string, RuleIndex>();
  readonly #subdomains = new Map<string, RuleIndex>();
  #mostLabels = 0;

  /**
   * @param rules the list; an empty one allows nothing.
   * @throws {ScreenShareError} `settings-invalid`, naming the first rule that doesn't parse and what is wrong with it.
   */
  constructor(rules: readonly string[]) {
    this.#written = [...rules];
    this.rules = this.#written.map(parseOrThrow);
    for (const [order, rule] of this.rules.entries()) this.#add(rule, order);
  }

  /** Judges a page's address. Never throws: what is no URL is not allowed. */
  check(url: string): SiteCheck {
    const page = parsePage(url);
    if (page === undefined) return NOT_ALLOWED;
    const order = this.#find(page.host, page.port, page);
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
      allow: (host, port, page) => isPlainHost(host) && this.#find(host, port, page) !== undefined,
      name: (host) => this.rules.some((rule) => isUnder(host, rule.host, rule.subdomains)),
    });
  }

  #add(rule: AllowedSite, order: number): void {
    const name = withPort(rule.host, rule.port);
    indexFor(this.#exact, name).add(rule, order);
    if (!rule.subdomains) return;
    indexFor(this.#subdomains, name).add(rule, order);
    this.#mostLabels = Math.max(this.#mostLabels, rule.host.split('.').length);
  }

  /** The place in the list of the first rule that allows the page. */
  #find(host: string, port: string, page: PageAddress): number | undefined {
    if (hasHiddenDots(page.path)) return undefined;
    const name = withoutWww(host);
    let best = this.#exact.get(withPort(name, port))?.find(page)?.order;
    let dot = name.length;
    for (let labels = 1; labels <= this.#mostLabels; labels += 1) {
      dot = name.lastIndexOf('.', dot - 1);
      if (dot < 0) break;
      const order = this.#subdomains.get(withPort(name.slice(dot + 1), port))?.find(page)?.order;
      if (order !== undefined && (best === undefined || order < best)) best = order;
    }
    return best;
  }
}

function withPort(host: string, port: string): string {
  return port === '' ? host : `${host}:${port}`;
}

function indexFor(indexes: Map<string, RuleIndex>, name: string): RuleIndex {
  const index = indexes.get(name) ?? new RuleIndex();
  indexes.set(name, index);
  return index;
}

function parseOrThrow(given: unknown): AllowedSite {
  // Callers without types can hand in anything; it is named as well as it can be.
  const text = typeof given === 'string' ? given : `(${typeof given})`;
  const result = parseAllowedSite(text);
  if (result.ok) return result.rule;
  const correction = result.suggestion === undefined ? '' : ` Did you mean ${result.suggestion}?`;
  throw new ScreenShareError('settings-invalid', {
    message: `The allowed site “${text.slice(0, 200)}” is not valid: ${result.message}${correction}`,
  });
}
