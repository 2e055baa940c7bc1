import { bookmarkDifference, pairUp } from '../../policy/bookmark-difference.js';
import { indexed } from '../../policy/indexed.js';
import type { Bookmark } from '../../policy/settings.js';
import type { Choice, Clash } from './clash.js';

/** A bookmark during the merge: the original, and each side's version; null where it doesn't exist. */
interface Thread {
  readonly was: Bookmark | null;
  readonly theirs: Bookmark | null;
  readonly mine: Bookmark | null;
}

/** Merges two lists of bookmarks. Conflicting changes are added to `clashes`. */
export function mergeBookmarks(was: readonly Bookmark[], theirs: readonly Bookmark[], mine: readonly Bookmark[], choice: Choice, clashes: Clash[]): Bookmark[] {
  const inTheirs = new Map(pairUp(was, theirs).map(({ from, to }) => [from, to]));
  const inMine = new Map(pairUp(was, mine).map(({ from, to }) => [from, to]));
  const threads = new Map<string, Thread>();
  const [orderOfTheirs, orderOfMine] = [new Map<number, string>(), new Map<number, string>()];
  for (const [index, bookmark] of indexed(was)) {
    const [one, two] = [inTheirs.get(index), inMine.get(index)];
    const key = `bookmark ${index}`;
    threads.set(key, { was: bookmark, theirs: at(theirs, one), mine: at(mine, two) });
    if (one !== undefined) orderOfTheirs.set(one, key);
    if (two !== undefined) orderOfMine.set(two, key);
  }
  const known = new Map<string, string>();
  for (const [index, bookmark] of indexed(mine)) {
    if (orderOfMine.has(index)) continue;
    const key = `mine ${index}`;
    threads.set(key, { was: null, theirs: null, mine: bookmark });
    orderOfMine.set(index, key);
    known.set(`${bookmark.title}\n${bookmark.url}`, key);
  }
  for (const [index, bookmark] of indexed(theirs)) {
    if (orderOfTheirs.has(index)) continue;
    // Both have added the same bookmark.
    const key = known.get(`${bookmark.title}\n${bookmark.url}`) ?? `theirs ${index}`;
    threads.set(key, { was: null, theirs: bookmark, mine: threads.get(key)?.mine ?? null });
    orderOfTheirs.set(index, key);
  }
  const order = mergedOrder(keysOf(was.length), inPlace(orderOfTheirs), inPlace(orderOfMine));
  return order.flatMap((key) => {
    const thread = threads.get(key);
    const merged = thread ? mergeThread(key, thread, choice, clashes) : null;
    return merged ? [merged] : [];
  });
}

function at(list: readonly Bookmark[], index: number | undefined): Bookmark | null {
  return index === undefined ? null : (list[index] ?? null);
}

function keysOf(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `bookmark ${index}`);
}

function inPlace(order: ReadonlyMap<number, string>): string[] {
  return [...order].sort(([one], [other]) => one - other).map(([, key]) => key);
}

/** The order of the side that has moved something; mine if both have. An entry that only the other side has keeps its predecessor. */
function mergedOrder(before: readonly string[], theirs: readonly string[], mine: readonly string[]): string[] {
  const iMoved = !isInOrder(before, mine);
  const [first, second] = iMoved ? [mine, theirs] : [theirs, mine];
  const order = [...first];
  for (const [index, key] of indexed(second)) {
    if (order.includes(key)) continue;
    const previous = second[index - 1];
    order.splice(previous === undefined ? 0 : order.indexOf(previous) + 1, 0, key);
  }
  return order;
}

function isInOrder(before: readonly string[], after: readonly string[]): boolean {
  const kept = after.filter((key) => before.includes(key));
  return before.filter((key) => kept.includes(key)).every((key, index) => key === kept[index]);
}

function mergeThread(key: string, { was, theirs, mine }: Thread, choice: Choice, clashes: Clash[]): Bookmark | null {
  if (!was) return mine ?? theirs;
  if (!theirs && !mine) return null;
  const isMine = choice[key] !== 'theirs';
  const clash = (): void => {
    clashes.push({ key, part: 'bookmarks', theirs: bookmarkDifference([was], theirs ? [theirs] : []), mine: bookmarkDifference([was], mine ? [mine] : []) });
  };
  if (!theirs || !mine) {
    const left = theirs ?? mine;
    if (!left || isSame(left, was)) return null;
    // One side has removed what the other has changed.
    clash();
    return isMine ? mine : theirs;
  }
  const clashing = (Object.keys(was) as (keyof Bookmark)[]).filter((field) => mine[field] !== was[field] && theirs[field] !== was[field] && mine[field] !== theirs[field]);
  const pick = <K extends keyof Bookmark>(field: K): Bookmark[K] => {
    if (mine[field] === was[field] || mine[field] === theirs[field]) return theirs[field];
    if (theirs[field] === was[field]) return mine[field];
    return isMine ? mine[field] : theirs[field];
  };
  if (clashing.length > 0) clash();
  return { title: pick('title'), url: pick('url'), active: pick('active') };
}

function isSame(one: Bookmark, other: Bookmark): boolean {
  return one.title === other.title && one.url === other.url && one.active === other.active;
}
