import { withoutWww } from './host-name.js';
import { indexed } from './indexed.js';
import { compilePathGlob } from './path-glob.js';
import type { AllowedSite } from './read-allowed-site.js';

/** A page's address, as far as it's known. */
export interface PageAddress {
  /** Lower case, punycode, no empty labels. */
  readonly host: string;
  /** Empty for 443. */
  readonly port: string;
  /** In its canonical spelling. Only the beginning if `cut` is set. */
  readonly path: string;
  /** With its `?`. Empty without a query, undefined if it isn't known. */
  readonly search: string | undefined;
  /** Whether the path continues with an unknown part. Default false. */
  readonly cut?: boolean;
}

/** A rule whose path has wildcards. */
interface GlobRule {
  readonly rule: AllowedSite;
  readonly order: number;
  /** The path, split at its slashes. */
  readonly segments: readonly string[];
  /** The micromatch test that decides, compiled when it's first needed. */
  matches?: (path: string) => boolean;
}

/** The rules for one host and port. A rule is identified by its index in the list, because the result names the first rule that allows a page. */
interface HostRules {
  /** Rules for one page, by path and query. */
  readonly pages: Map<string, number>;
  /** Rules for all pages below a path, by that path. */
  readonly folders: Map<string, number>;
  /** The length of the longest path in `folders`. */
  longestFolder: number;
  /** The others, in the order of the list. */
  readonly globs: GlobRule[];
}

/** Rules by host, so that a page is compared only with the rules for its own host. */
export class RuleIndex {
  readonly #hosts = new Map<string, HostRules>();
  /** Rules that begin with `*.`, by the host that follows. */
  readonly #domains = new Map<string, HostRules>();

  /** @param rules in the order of the list. */
  constructor(rules: readonly AllowedSite[]) {
    for (const [order, rule] of indexed(rules)) {
      const byHost = rule.subdomains ? this.#domains : this.#hosts;
      const key = hostKey(rule.host, rule.port);
      let known = byHost.get(key);
      if (known === undefined) byHost.set(key, (known = { pages: new Map(), folders: new Map(), longestFolder: 0, globs: [] }));
      addRule(known, rule, order);
    }
  }

  /** The index of the first rule that allows this page. */
  find(page: PageAddress): number | undefined {
    const name = withoutWww(page.host);
    let first = firstIn(this.#hosts.get(hostKey(name, page.port)), page);
    if (this.#domains.size === 0) return first;
    for (let at = 0; at !== -1; at = nextLabel(name, at)) {
      first = least(first, firstIn(this.#domains.get(hostKey(name.slice(at), page.port)), page));
    }
    return first;
  }
}

function hostKey(host: string, port: string): string {
  return port === '' ? host : `${host}:${port}`;
}

/** Where the next label of a host begins, or -1 after the last one. */
function nextLabel(host: string, at: number): number {
  const dot = host.indexOf('.', at);
  return dot === -1 ? -1 : dot + 1;
}

function least(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || (other !== undefined && other < one) ? other : one;
}

function addRule(known: HostRules, rule: AllowedSite, order: number): void {
  const { path, below, query } = rule;
  const segments = path.split('/');
  if (segments.includes('*')) known.globs.push({ rule, order, segments });
  else if (below) {
    known.longestFolder = Math.max(known.longestFolder, path.length);
    setFirst(known.folders, path, order);
  } else setFirst(known.pages, path + (query ?? ''), order);
}

function setFirst(map: Map<string, number>, key: string, order: number): void {
  if (!map.has(key)) map.set(key, order);
}

function firstIn(known: HostRules | undefined, page: PageAddress): number | undefined {
  if (known === undefined) return undefined;
  const literal = least(firstPage(known, page), firstFolder(known, page.path));
  return known.globs.length === 0 ? literal : least(literal, firstGlob(known, page));
}

/** A path contains no `?`, so path and query together identify one page. */
function firstPage({ pages }: HostRules, { path, search = '', cut = false }: PageAddress): number | undefined {
  if (cut || pages.size === 0) return undefined;
  const first = pages.get(path);
  return search === '' ? first : least(first, pages.get(path + search));
}

function firstFolder({ folders, longestFolder }: HostRules, path: string): number | undefined {
  let first: number | undefined;
  if (folders.size === 0) return first;
  for (let slash = path.indexOf('/'); slash !== -1 && slash < longestFolder; slash = path.indexOf('/', slash + 1)) {
    first = least(first, folders.get(path.slice(0, slash + 1)));
  }
  return first;
}

function firstGlob({ globs }: HostRules, page: PageAddress): number | undefined {
  const segments = page.path.split('/');
  return globs.find((glob) => mayMatch(glob, page, segments) && isMatch(glob, page.path))?.order;
}

/** A quick check, so that micromatch only runs on paths whose literal segments match. */
function mayMatch({ rule, segments }: GlobRule, { search = '', cut = false }: PageAddress, shown: readonly string[]): boolean {
  if (rule.below ? shown.length < segments.length : cut || shown.length !== segments.length) return false;
  if (rule.query !== null && rule.query !== search) return false;
  // The last segment of a rule for all pages below is empty and matches anything.
  const compared = rule.below ? segments.length - 1 : segments.length;
  for (let at = 0; at < compared; at += 1) {
    if (segments[at] === '*' ? shown[at] === '' : segments[at] !== shown[at]) return false;
  }
  return true;
}

function isMatch(glob: GlobRule, path: string): boolean {
  glob.matches ??= compilePathGlob(glob.rule.path);
  return glob.matches(glob.rule.below ? upToSlash(path, glob.segments.length - 1) : path);
}

/** The path up to its nth slash. */
function upToSlash(path: string, count: number): string {
  let slash = -1;
  for (let passed = 0; passed < count; passed += 1) slash = path.indexOf('/', slash + 1);
  return path.slice(0, slash + 1);
}
