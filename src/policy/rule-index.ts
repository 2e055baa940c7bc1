import { AddressHash, mix, mixText } from './address-hash.js';
import { withoutWww } from './host-name.js';
import { compilePathGlob } from './path-glob.js';
import type { AllowedSite } from './read-allowed-site.js';

/** A page's address, as far as it is known. */
export interface PageAddress {
  /** Lower case, punycode; no empty labels. */
  readonly host: string;
  /** Empty for 443. */
  readonly port: string;
  /** In one spelling; the beginning only, where `cut` is set. */
  readonly path: string;
  /** With its `?`; empty for none; undefined where it isn't known. */
  readonly search: string | undefined;
  /** More of the path follows that isn't known. Default false. */
  readonly cut?: boolean;
}

interface Entry {
  readonly rule: AllowedSite;
  /** The rule's place in the list: the first rule that allows a page is the one that is named. */
  readonly order: number;
  readonly shape: Shape;
  /** What decides where the path has wildcards. */
  readonly glob: ((path: string) => boolean) | null;
  /** Another rule with the same hash. */
  readonly next: Entry | undefined;
}

/** What rules have in common that differ in nothing but the texts of their hosts, segments and queries. */
interface Shape {
  /** How many labels the host of a rule with `*.` has; 0 for one without. */
  readonly wideLabels: number;
  readonly slashes: number;
  readonly below: boolean;
  /** Whether a segment is a wildcard; they are counted from the empty one before the first slash. */
  readonly isWildcard: readonly boolean[];
  /** Where runs of segments that are none begin and end, by turns. */
  readonly literalRuns: readonly number[];
  /** By a hash of the host, the port, the literal segments and the query. */
  readonly entries: Map<number, Entry>;
  /** The length of the longest query: a longer one needn't be looked at. */
  longestQuery: number;
}

/**
 * Rules by all that they want of a page. A page is looked up once for each
 * shape that occurs among the rules, not once for each rule, and each of its
 * characters is gone through once for all of them.
 */
export class RuleIndex {
  readonly #byName = new Map<string, Shape>();
  readonly #shapes: Shape[] = [];
  readonly #hash: AddressHash;

  /** @param rules in the order of the list. */
  constructor(rules: readonly AllowedSite[]) {
    const shapes = rules.map((rule) => this.#shapeOf(rule));
    this.#hash = new AddressHash({
      mostSlashes: shapes.reduce((most, { slashes }) => Math.max(most, slashes), 0),
      mostLabels: shapes.reduce((most, { wideLabels }) => Math.max(most, wideLabels), 0),
    });
    for (const [order, rule] of rules.entries()) this.#add(rule, order, this.#shapeOf(rule));
  }

  /** The place in the list of the first rule that allows this page. */
  find(page: PageAddress): number | undefined {
    const name = withoutWww(page.host);
    this.#hash.setHost(name, page.port);
    this.#hash.setPath(page.path);
    // Almost always the first that has the hash is the answer: a page that many rules allow costs no more than one that one does.
    let entry = this.#first(page, name, -1);
    while (entry !== undefined && !this.#isPath(entry, page.path)) entry = this.#first(page, name, entry.order);
    return entry?.order;
  }

  #add(rule: AllowedSite, order: number, shape: Shape): void {
    const { host, port, path, query } = rule;
    this.#hash.setHost(host, port);
    this.#hash.setPath(path);
    const key = boxless(mixText(keyOf(shape, this.#hash), query ?? ''));
    const next = shape.entries.get(key);
    for (let known = next; known !== undefined; known = known.next) {
      const isSame = known.rule.host === host && known.rule.port === port && known.rule.path === path && known.rule.query === query;
      if (isSame) return;
    }
    shape.longestQuery = Math.max(shape.longestQuery, query?.length ?? 0);
    shape.entries.set(key, { rule, order, shape, glob: path.split('/').includes('*') ? compilePathGlob(path) : null, next });
  }

  /** The first rule after this place in the list that the page has the hash of. */
  #first(page: PageAddress, name: string, after: number): Entry | undefined {
    const { search = '', cut = false } = page;
    const hash = this.#hash;
    let first: Entry | undefined;
    for (const shape of this.#shapes) {
      if (shape.below ? hash.slashCount < shape.slashes : cut || hash.slashCount !== shape.slashes) continue;
      if (shape.wideLabels > hash.domainCount || hasEmptyWildcard(shape, hash)) continue;
      const key = keyOf(shape, hash);
      first = earlier(first, shape.entries.get(boxless(key)), { page, name, query: null, after });
      if (shape.below || search === '' || search.length > shape.longestQuery) continue;
      first = earlier(first, shape.entries.get(boxless(mixText(key, search))), { page, name, query: search, after });
    }
    return first;
  }

  #isPath({ rule, shape, glob }: Entry, path: string): boolean {
    if (glob !== null) return glob(shape.below ? path.slice(0, (this.#hash.slashes[shape.slashes - 1] ?? 0) + 1) : path);
    return shape.below ? path.startsWith(rule.path) : path === rule.path;
  }

  #shapeOf({ host, subdomains, path, below }: AllowedSite): Shape {
    const segments = path.split('/');
    const slashes = segments.length - 1;
    const isWildcard = (below ? segments.slice(0, -1) : segments).map((segment) => segment === '*');
    const literalRuns = [...isWildcard.keys(), isWildcard.length].filter((at) => (isWildcard[at] ?? true) !== (isWildcard[at - 1] ?? true));
    const wideLabels = subdomains ? host.split('.').length : 0;
    const name = [wideLabels, below, slashes, ...literalRuns].join();
    let shape = this.#byName.get(name);
    if (shape === undefined) {
      shape = { wideLabels, slashes, below, isWildcard, literalRuns, entries: new Map(), longestQuery: 0 };
      this.#byName.set(name, shape);
      this.#shapes.push(shape);
    }
    return shape;
  }
}

const DOT = '.'.charCodeAt(0);

function hasEmptyWildcard({ isWildcard }: Shape, { empty, emptyCount }: AddressHash): boolean {
  for (let at = 0; at < emptyCount; at += 1) if (isWildcard[empty[at] ?? 0]) return true;
  return false;
}

function keyOf({ wideLabels, literalRuns }: Shape, { domains, sums }: AddressHash): number {
  let path = 0;
  for (let at = 0; at < literalRuns.length; at += 2) path = (path + (sums[literalRuns[at + 1] ?? 0] ?? 0) - (sums[literalRuns[at] ?? 0] ?? 0)) | 0;
  return mix(domains[wideLabels] ?? 0, path);
}

/** Engines keep numbers of 30 bits without a box. */
function boxless(hash: number): number {
  return hash & 0x3fffffff;
}

interface Wanted {
  readonly page: PageAddress;
  /** The page's host without `www.`. */
  readonly name: string;
  readonly query: string | null;
  readonly after: number;
}

/** The first of what was found so far and of the rules of one hash. */
function earlier(found: Entry | undefined, chain: Entry | undefined, { page, name, query, after }: Wanted): Entry | undefined {
  let first = found;
  for (let entry = chain; entry !== undefined; entry = entry.next) {
    if (entry.order <= after || (first !== undefined && entry.order > first.order)) continue;
    if (entry.rule.query === query && entry.rule.port === page.port && isHost(entry.rule, name)) first = entry;
  }
  return first;
}

/** Whether a name, `www.` apart, is the rule's host or for a rule with `*.` below it. */
function isHost({ host, subdomains }: AllowedSite, name: string): boolean {
  if (!subdomains) return name === host;
  return name.endsWith(host) && (name.length === host.length || name.charCodeAt(name.length - host.length - 1) === DOT);
}
