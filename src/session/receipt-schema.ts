import * as v from 'valibot';

/** What a receipt must look like before anything in it is believed. Written by the host's storage, read by anybody. */
const time = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const text = v.string();
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const about = { time, agent: v.optional(text), surface: v.optional(text) };

const entry = v.variant('event', [
  v.object({ event: v.literal('receipt'), format: v.literal('glance-screenshare receipt 1'), session: text, share: time, addresses: v.picklist(['full', 'host']) }),
  v.object({ event: v.literal('start'), ...about }),
  v.object({
    event: v.literal('page'),
    ...about,
    verdict: v.picklist(['allowed', 'blocked', 'unclear']),
    shown: v.nullable(text),
    rule: v.nullable(text),
    proof: v.nullable(text),
    reason: v.nullable(text),
  }),
  v.object({ event: v.literal('pause'), ...about, by: v.picklist(['agent', 'page']) }),
  v.object({ event: v.literal('resume'), ...about }),
  v.object({ event: v.literal('seen'), ...about, viewer: text, viewerName: v.optional(text), first: time, last: v.nullable(time) }),
  v.object({ event: v.literal('viewer-lost'), ...about, viewer: text }),
  v.object({ event: v.literal('end'), ...about, reason: text }),
  v.object({ event: v.literal('closed'), time, records: time }),
]);

/** One thing that a receipt says, checked. */
export type CheckedEntry = v.InferOutput<typeof entry>;

const frame = v.object({ records: v.array(v.unknown()) });
const record = v.object({ n: time, previous: hash, hash, entry: v.looseObject({}) });

/** The records of a receipt, each still unchecked; null where there are none. */
export function recordsIn(value: unknown): readonly unknown[] | null {
  const result = v.safeParse(frame, value);
  return result.success ? result.output.records : null;
}

/** A record with its hashes and its entry as it was written; null where it is none. */
export function readRecord(value: unknown): v.InferOutput<typeof record> | null {
  const result = v.safeParse(record, value);
  return result.success ? result.output : null;
}

/** What a record says; null where that is nothing that receipts say. */
export function readEntry(value: unknown): CheckedEntry | null {
  const result = v.safeParse(entry, value);
  return result.success ? result.output : null;
}
