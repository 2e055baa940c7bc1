import type { CheckedEntry } from './receipt-schema.js';

/** A page that was seen in the shared window or tab, and what the guard made of it. */
export interface SeenPage {
  readonly time: number;
  readonly verdict: 'allowed' | 'blocked' | 'unclear';
  readonly shown: string | null;
  readonly rule: string | null;
  readonly proof: string | null;
  readonly reason: string | null;
}

/** Who had the picture. Times are by the viewer's own clock. */
export interface ReceiptViewer {
  readonly viewer: string;
  readonly name: string | undefined;
  /** When the picture first reached them. */
  readonly first: number;
  /** When it reached them last; null where they never said. */
  readonly last: number | null;
  /** When, by the agent's clock, the connection to them broke and did not come back; null where it didn't. */
  readonly lost: number | null;
}

/** What a receipt says, in one piece. Times are milliseconds since 1970, by the agent's clock where nothing else is said. */
export interface ReceiptSummary {
  readonly session: string;
  /** When it was picked. */
  readonly share: number;
  readonly agent: string | undefined;
  readonly surface: string | undefined;
  readonly began: number | null;
  readonly ended: number | null;
  readonly reason: string | null;
  readonly pages: readonly SeenPage[];
  /** `to` is null where the share ended paused. */
  readonly pauses: readonly { readonly from: number; readonly to: number | null; readonly by: 'agent' | 'page' }[];
  readonly viewers: readonly ReceiptViewer[];
}

type Entry<Event extends CheckedEntry['event']> = CheckedEntry & { readonly event: Event };

/** Sums up what a whole chain says. */
export function summaryOf(entries: readonly CheckedEntry[]): ReceiptSummary {
  const all = <Event extends CheckedEntry['event']>(event: Event): Entry<Event>[] => entries.filter((entry): entry is Entry<Event> => entry.event === event);
  const [[opening], [start], [end]] = [all('receipt'), all('start'), all('end')];
  return {
    session: opening?.session ?? '',
    share: opening?.share ?? 0,
    agent: start?.agent,
    surface: start?.surface,
    began: start?.time ?? null,
    ended: end?.time ?? null,
    reason: end?.reason ?? null,
    pages: all('page').map(({ time, verdict, shown, rule, proof, reason }) => ({ time, verdict, shown, rule, proof, reason })),
    pauses: pausesIn(entries),
    viewers: [...new Set(all('seen').map(({ viewer }) => viewer))].map((viewer) => viewerIn(entries, viewer)),
  };
}

function pausesIn(entries: readonly CheckedEntry[]): ReceiptSummary['pauses'] {
  const pauses: { from: number; to: number | null; by: 'agent' | 'page' }[] = [];
  for (const entry of entries) {
    const running = pauses.at(-1);
    // From one pause into another counts as the end of the first.
    if ((entry.event === 'resume' || entry.event === 'pause') && running?.to === null) running.to = entry.time;
    if (entry.event === 'pause') pauses.push({ from: entry.time, to: null, by: entry.by });
  }
  return pauses;
}

function viewerIn(entries: readonly CheckedEntry[], viewer: string): ReceiptViewer {
  const own = entries.filter((entry): entry is Entry<'seen' | 'viewer-lost'> => 'viewer' in entry && entry.viewer === viewer);
  const words = own.filter((entry): entry is Entry<'seen'> => entry.event === 'seen');
  const lasts = words.flatMap(({ last }) => (last === null ? [] : [last]));
  const newest = own.at(-1);
  return {
    viewer,
    name: words.at(-1)?.viewerName,
    first: Math.min(...words.map(({ first }) => first)),
    // A word that still runs says that the last time is not known yet.
    last: words.at(-1)?.last === null ? null : Math.max(...lasts),
    lost: newest?.event === 'viewer-lost' ? newest.time : null,
  };
}
