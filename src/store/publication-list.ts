import type { Publication, PublicationEntry } from './settings-store.js';

/** A page of the publications, newest first, without their settings. */
export function entriesOf(
  newestFirst: readonly Publication[],
  { limit, before }: { readonly limit: number; readonly before?: string },
): PublicationEntry[] {
  // An unknown `before` counts as older than everything, so nothing follows it.
  const from = before === undefined ? 0 : (newestFirst.findIndex(({ version }) => version === before) + 1 || newestFirst.length);
  return newestFirst.slice(from, from + limit).map(entryOf);
}

/** A publication without its settings. */
export function entryOf({ version, at, by, staged, republished, previous, comment, summary }: Publication): PublicationEntry {
  return { version, at, by, staged, republished, previous, ...(comment !== undefined && { comment }), ...(summary && { summary }) };
}
