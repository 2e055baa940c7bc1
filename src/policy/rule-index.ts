import { compilePathGlob } from './path-glob.js';
import type { AllowedSite } from './read-allowed-site.js';

/** The path and query of a page, as far as they are known. */
export interface PageAddress {
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
  /** What decides where the path has wildcards. */
  readonly glob: ((path: string) => boolean) | null;
}

/** Rules whose paths have the same slashes and wildcards in the same segments, by what stands between. */
interface Shape {
  readonly slashes: number;
  readonly below: boolean;
  readonly stars: readonly number[];
  readonly entries: Map<string, Entry>;
  /** The length of the longest key: what is longer needn't be looked up. */
  longest: number;
}

/**
 * The rules of one host and port. A page is looked up once for each shape of
 * path that occurs among the rules, not once for each rule.
 */
export class RuleIndex {
  readonly #byName = new Map<string, Shape>();
  readonly #shapes: Shape[] = [];
  #mostSlashes = 0;

  add(rule: AllowedSite, order: number): void {
    const segments = rule.path.split('/');
    const slashes = segments.length - 1;
    const stars = segments.flatMap((segment, index) => (segment === '*' ? [index] : []));
    const name = `${rule.below ? 'below' : 'page'} ${slashes} ${stars.join()}`;
    let shape = this.#byName.get(name);
    if (shape === undefined) {
      shape = { slashes, below: rule.below, stars, entries: new Map(), longest: 0 };
      this.#byName.set(name, shape);
      this.#shapes.push(shape);
    }
    this.#mostSlashes = Math.max(this.#mostSlashes, slashes);
    const key = rule.path + (rule.query ?? '');
    shape.longest = Math.max(shape.longest, key.length);
    if (!shape.entries.has(key)) shape.entries.set(key, { rule, order, glob: stars.length > 0 ? compilePathGlob(rule.path) : null });
  }

  /** The first rule of the list that allows this page. */
  find(page: PageAddress): { rule: AllowedSite; order: number } | undefined {
    const ends = slashesOf(page.path, this.#mostSlashes + 1);
    let best: Entry | undefined;
    for (const shape of this.#shapes) {
      const entry = findInShape(shape, page, ends);
      if (entry && (best === undefined || entry.order < best.order)) best = entry;
    }
    return best;
  }
}

/** Where the first slashes of a path are, `most` of them at the most. */
function slashesOf(path: string, most: number): number[] {
  const found: number[] = [];
  for (let at = path.indexOf('/'); at >= 0 && found.length < most; at = path.indexOf('/', at + 1)) found.push(at);
  return found;
}

function findInShape(shape: Shape, { path, search, cut = false }: PageAddress, ends: readonly number[]): Entry | undefined {
  if (shape.below) {
    const last = ends[shape.slashes - 1];
    return last === undefined ? undefined : look(shape, path.slice(0, last + 1), ends);
  }
  if (cut || ends.length !== shape.slashes) return undefined;
  const anyQuery = look(shape, path, ends);
  if (search === undefined || search === '') return anyQuery;
  const thisQuery = look(shape, path, ends, search);
  if (anyQuery === undefined || thisQuery === undefined) return anyQuery ?? thisQuery;
  return anyQuery.order < thisQuery.order ? anyQuery : thisQuery;
}

function look(shape: Shape, head: string, ends: readonly number[], search = ''): Entry | undefined {
  const key = (shape.stars.length === 0 ? head : withStars(head, shape.stars, ends)) + search;
  const entry = key.length > shape.longest ? undefined : shape.entries.get(key);
  return entry === undefined || entry.glob === null || entry.glob(head) ? entry : undefined;
}

/** The path with a star in place of each of these segments. */
function withStars(head: string, stars: readonly number[], ends: readonly number[]): string {
  let key = '';
  let from = 0;
  for (const index of stars) {
    key += `${head.slice(from, (ends[index - 1] ?? 0) + 1)}*`;
    from = ends[index] ?? head.length;
  }
  return key + head.slice(from);
}
