import type { Publication, PublicationEntry } from './settings-store.js';

/** A part of what was published, the newest first, without the settings. */
export function entriesOf(
  newestFirst: readonly Publication[],
  { limit, before }: { readonly limit: number; readonly before?: string },
): PublicationEntry[] {
  // An unknown `before` lies before everything: nothing follows it.
  const from = before === undefined ? 0 : (newestFirst.findIndex(({ version }) => version === before) + 1 || newestFirst.length);
  return newestFirst.slice(from, from + limit).map(entryOf);
}

/** A publication without its settings. */
export function entryOf({ version, at, by, staged, republished, previous }: Publication): PublicationEntry {
  return { version, at, by, staged, republished, previous };
}
