import { indexed } from './indexed.js';
import type { Bookmark } from './settings.js';

/** One difference between two lists of bookmarks. Positions count from 0. */
export type BookmarkChange =
  /** `at` is its position in the new list. */
  | { readonly kind: 'bookmark-added'; readonly at: number; readonly bookmark: Bookmark }
  /** `at` was its position in the old list. */
  | { readonly kind: 'bookmark-removed'; readonly at: number; readonly bookmark: Bookmark }
  /** Its order among the remaining bookmarks has changed, not only its position because others were added or removed. */
  | { readonly kind: 'bookmark-moved'; readonly from: number; readonly to: number; readonly bookmark: Bookmark }
  | { readonly kind: 'bookmark-renamed'; readonly at: number; readonly from: string; readonly to: string }
  | { readonly kind: 'bookmark-readdressed'; readonly at: number; readonly title: string; readonly from: string; readonly to: string }
  | { readonly kind: 'bookmark-activated' | 'bookmark-deactivated'; readonly at: number; readonly bookmark: Bookmark };

/** A bookmark's position before and after. */
export interface Pair {
  readonly from: number;
  readonly to: number;
}

/** The changes that turn one list of bookmarks into the other. */
export function bookmarkDifference(before: readonly Bookmark[], after: readonly Bookmark[]): BookmarkChange[] {
  const pairs = pairUp(before, after);
  const stay = inOrder(pairs);
  const removed = before.flatMap((bookmark, at): BookmarkChange[] => (pairs.some(({ from }) => from === at) ? [] : [{ kind: 'bookmark-removed', at, bookmark }]));
  const others = after.flatMap((bookmark, at): BookmarkChange[] => {
    const pair = pairs.find(({ to }) => to === at);
    const was = pair && before[pair.from];
    if (!was) return [{ kind: 'bookmark-added', at, bookmark }];
    const moved: BookmarkChange[] = stay.has(pair) ? [] : [{ kind: 'bookmark-moved', from: pair.from, to: at, bookmark }];
    return [...moved, ...changesOf(was, bookmark, at)];
  });
  return [...removed, ...others];
}

function changesOf(was: Bookmark, is: Bookmark, at: number): BookmarkChange[] {
  return [
    ...(was.title === is.title ? [] : [{ kind: 'bookmark-renamed', at, from: was.title, to: is.title } as const]),
    ...(was.url === is.url ? [] : [{ kind: 'bookmark-readdressed', at, title: is.title, from: was.url, to: is.url } as const]),
    ...(was.active === is.active ? [] : [{ kind: is.active ? 'bookmark-activated' : 'bookmark-deactivated', at, bookmark: is } as const]),
  ];
}

/** Pairs up bookmarks: identical ones first, then those with the same URL, then those with the same title, each from the top. */
export function pairUp(before: readonly Bookmark[], after: readonly Bookmark[]): Pair[] {
  const pairs: Pair[] = [];
  const isSame = [
    (one: Bookmark, other: Bookmark) => one.url === other.url && one.title === other.title && one.active === other.active,
    (one: Bookmark, other: Bookmark) => one.url === other.url && one.title === other.title,
    (one: Bookmark, other: Bookmark) => one.url === other.url,
    (one: Bookmark, other: Bookmark) => one.title === other.title,
  ];
  for (const same of isSame) {
    for (const [to, is] of indexed(after)) {
      if (pairs.some((pair) => pair.to === to)) continue;
      const from = before.findIndex((was, index) => same(was, is) && !pairs.some((pair) => pair.from === index));
      if (from >= 0) pairs.push({ from, to });
    }
  }
  return pairs.sort((one, other) => one.to - other.to);
}

/** The largest set of pairs that are in the same order as before (the longest increasing subsequence). The others have been moved. */
function inOrder(pairs: readonly Pair[]): ReadonlySet<Pair> {
  let longest: readonly Pair[] = [];
  const endingAt: (readonly Pair[])[] = [];
  for (const pair of pairs) {
    const best = endingAt.filter((run) => (run.at(-1)?.from ?? -1) < pair.from).reduce<readonly Pair[]>((one, other) => (other.length > one.length ? other : one), []);
    const run = [...best, pair];
    endingAt.push(run);
    if (run.length > longest.length) longest = run;
  }
  return new Set(longest);
}
