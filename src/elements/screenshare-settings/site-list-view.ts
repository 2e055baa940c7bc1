import type { Problem } from '../../policy/problems.js';
import { indexed } from '../../policy/indexed.js';
import type { SiteRow } from './draft.js';
import type { SiteParser } from './site-parser.js';

/** The order of the list: newest first, by host and path, by owner, or least used first. */
export const SITE_SORTS = ['listed', 'address', 'owner', 'used'] as const;
export type SiteSort = (typeof SITE_SORTS)[number];

/** Which rows are shown: all, those with an error or a warning, or those that no share has used. */
export const SITE_FILTERS = ['all', 'wrong', 'unused'] as const;
export type SiteFilter = (typeof SITE_FILTERS)[number];

/** A row and its index in the draft, by which problems are found. */
export interface PlacedSite {
  readonly site: SiteRow;
  readonly index: number;
}

/** Rows of one host; of all hosts if they aren't grouped. */
export interface SiteGroup {
  /** Null if rows aren't grouped; empty for rows that aren't valid rules yet. */
  readonly host: string | null;
  readonly rows: readonly PlacedSite[];
}

/** What determines which rows are shown and in which order. */
export interface SiteFacts {
  readonly sites: readonly SiteRow[];
  readonly parser: SiteParser;
  /** The problem of a row, by its index in the draft. */
  readonly problemAt: (index: number) => Problem | undefined;
  /** When a share last used the rule, in milliseconds since 1970; undefined if never. Null if usage is unknown. */
  readonly lastUsed: ((rule: string) => number | undefined) | null;
}

/**
 * The view of the allowed sites: search, sorting, grouping, selection and editing.
 * None of it is saved.
 *
 * The order doesn't change while a row is edited, so that the row stays in place.
 */
export class SiteListView {
  readonly #onChange: () => void;
  #search = '';
  #sort: SiteSort = 'listed';
  #filter: SiteFilter = 'all';
  #grouped = false;
  #selected: ReadonlySet<number> = new Set();
  #active: number | null = null;
  #anchor: number | null = null;
  #edited: SiteRow | null = null;
  #shown: readonly SiteGroup[] = [];

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get search(): string {
    return this.#search;
  }
  get sort(): SiteSort {
    return this.#sort;
  }
  get filter(): SiteFilter {
    return this.#filter;
  }
  get grouped(): boolean {
    return this.#grouped;
  }
  get selected(): ReadonlySet<number> {
    return this.#selected;
  }
  /** The row being edited, as it was before; or null. */
  get edited(): SiteRow | null {
    return this.#edited;
  }
  /** The row that Tab reaches. */
  get active(): number | null {
    return this.#active;
  }
  /** The rows last shown, in order. */
  get rows(): readonly PlacedSite[] {
    return this.#shown.flatMap(({ rows }) => rows);
  }

  show(change: { readonly search?: string; readonly sort?: SiteSort; readonly filter?: SiteFilter; readonly grouped?: boolean }): void {
    this.#search = change.search ?? this.#search;
    this.#sort = change.sort ?? this.#sort;
    this.#filter = change.filter ?? this.#filter;
    this.#grouped = change.grouped ?? this.#grouped;
    this.#edited = null;
    this.#onChange();
  }

  /** Starts editing a row; null ends it. */
  edit(row: SiteRow | null): void {
    this.#edited = row;
    if (row) this.#active = row.id;
    this.#onChange();
  }

  /** Makes a row the one that Tab reaches. */
  activate(id: number): void {
    if (this.#active === id) return;
    this.#active = id;
    this.#onChange();
  }

  /** Selects or deselects these rows. */
  select(ids: Iterable<number>, on: boolean): void {
    const selected = new Set(this.#selected);
    for (const id of ids) {
      if (on) selected.add(id);
      else selected.delete(id);
      this.#anchor = id;
    }
    this.#selected = selected;
    this.#onChange();
  }

  /** Selects the rows from the last selected one to this one. */
  selectTo(id: number): void {
    const ids = this.rows.map(({ site }) => site.id);
    const [from, to] = [ids.indexOf(this.#anchor ?? id), ids.indexOf(id)];
    const anchor = this.#anchor;
    this.select(ids.slice(Math.min(from < 0 ? to : from, to), Math.max(from, to) + 1), true);
    this.#anchor = anchor ?? id;
  }

  clearSelection(): void {
    this.#selected = new Set();
    this.#anchor = null;
    this.#onChange();
  }

  /** Computes the rows to show now. */
  groups(facts: SiteFacts): readonly SiteGroup[] {
    this.#shown = this.#edited ? this.#still(facts.sites) : this.#arranged(facts);
    const ids = new Set(facts.sites.map(({ id }) => id));
    if ([...this.#selected].some((id) => !ids.has(id))) this.#selected = new Set([...this.#selected].filter((id) => ids.has(id)));
    const { rows } = this;
    if (!rows.some(({ site }) => site.id === this.#active)) this.#active = rows[0]?.site.id ?? null;
    return this.#shown;
  }

  /** The same rows in the same order as last time, with their current content. New ones come first. */
  #still(sites: readonly SiteRow[]): SiteGroup[] {
    const placed = new Map([...indexed(sites)].map(([index, site]) => [site.id, { site, index }]));
    const known = this.#shown.map(({ host, rows }) => ({ host, rows: rows.flatMap(({ site }) => placed.get(site.id) ?? []) }));
    return known.filter(({ rows }) => rows.length > 0);
  }

  #arranged(facts: SiteFacts): SiteGroup[] {
    const rows = sorted(this.#matching(facts), this.#sort, facts);
    if (!this.#grouped) return rows.length > 0 ? [{ host: null, rows }] : [];
    const groups = new Map<string, PlacedSite[]>();
    for (const row of rows) {
      const host = hostOf(row.site, facts.parser);
      const group = groups.get(host);
      if (group) group.push(row);
      else groups.set(host, [row]);
    }
    return [...groups].map(([host, members]) => ({ host, rows: members }));
  }

  #matching({ sites, problemAt, lastUsed }: SiteFacts): PlacedSite[] {
    const words = this.#search.toLowerCase().split(/\s+/).filter((word) => word !== '');
    const all = [...indexed(sites)].map(([index, site]) => ({ site, index }));
    return all.filter(({ site, index }) => {
      if (this.#filter === 'wrong' && !problemAt(index)) return false;
      if (this.#filter === 'unused' && lastUsed?.(site.text) !== undefined) return false;
      if (words.length === 0) return true;
      const text = `${site.text}\n${site.owner}\n${site.note}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
  }
}

function hostOf({ text }: SiteRow, parser: SiteParser): string {
  const parsed = parser.parse(text);
  return parsed.ok ? parsed.rule.host : '';
}

function sorted(rows: readonly PlacedSite[], sort: SiteSort, { parser, lastUsed }: SiteFacts): readonly PlacedSite[] {
  if (sort === 'listed') return rows;
  // Sorted by the host's labels in reverse, so that related hosts are next to each other.
  const address = ({ site }: PlacedSite): string => {
    const parsed = parser.parse(site.text);
    return parsed.ok ? `${parsed.rule.host.split('.').reverse().join('.')} ${parsed.rule.path}` : ` ${site.text}`;
  };
  const keyed = rows.map((row) => ({ row, key: sort === 'owner' ? row.site.owner.toLowerCase() : address(row), used: lastUsed?.(row.site.text) ?? 0 }));
  keyed.sort((one, other) => (sort === 'used' ? one.used - other.used : 0) || (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
  return keyed.map(({ row }) => row);
}
