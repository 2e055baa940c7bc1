import type { CheckedEntry } from './receipt-schema.js';

/** A page seen in the shared window or tab, and the guard's verdict. */
export interface SeenPage {
  readonly time: number;
  readonly verdict: 'allowed' | 'blocked' | 'unclear';
  readonly shown: string | null;
  readonly rule: string | null;
  readonly proof: string | null;
  readonly reason: string | null;
}

/** A visitor who had the picture. Times are on the viewer's own clock. */
export interface ReceiptViewer {
  readonly viewer: string;
  readonly name: string | undefined;
  /** When the picture first arrived. */
  readonly first: number;
  /** When the picture last arrived; null if the viewer never reported it. */
  readonly last: number | null;
  /** When, on the agent's clock, the connection broke for good; null if it didn't. */
  readonly lost: number | null;
}

/** A receipt's summary. Times are milliseconds since 1970, on the agent's clock unless stated otherwise. */
export interface ReceiptSummary {
  readonly session: string;
  /** When the source was picked. */
  readonly share: number;
  readonly agent: string | undefined;
  readonly surface: string | undefined;
  readonly began: number | null;
  readonly ended: number | null;
  readonly reason: string | null;
  readonly pages: readonly SeenPage[];
  /** `to` is null if the share ended while paused. */
  readonly pauses: readonly { readonly from: number; readonly to: number | null; readonly by: 'agent' | 'page' | 'absence' }[];
  /** When the source was switched, and to what. */
  readonly switches: readonly { readonly time: number; readonly from: string | undefined; readonly to: string | undefined }[];
  readonly viewers: readonly ReceiptViewer[];
}

type Entry<Event extends CheckedEntry['event']> = CheckedEntry & { readonly event: Event };

/** Summarizes the entries of a whole chain. */
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
    switches: all('switch').map(({ time, from, surface }) => ({ time, from, to: surface })),
    viewers: [...new Set(all('seen').map(({ viewer }) => viewer))].map((viewer) => viewerIn(entries, viewer)),
  };
}

function pausesIn(entries: readonly CheckedEntry[]): ReceiptSummary['pauses'] {
  const pauses: { from: number; to: number | null; by: 'agent' | 'page' | 'absence' }[] = [];
  for (const entry of entries) {
    const running = pauses.at(-1);
    // When one pause follows another, the first one ends there.
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
    // An unfinished report means that the last time isn't known yet.
    last: words.at(-1)?.last === null ? null : Math.max(...lasts),
    lost: newest?.event === 'viewer-lost' ? newest.time : null,
  };
}
