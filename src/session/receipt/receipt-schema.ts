import * as v from 'valibot';
import { objectSchema } from '../../policy/object-schema.js';

/** Validates a receipt before anything in it is trusted. The host stores it, and anybody can read it. */
const time = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const text = v.string();
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const about = { time, agent: v.optional(text), surface: v.optional(text) };

const entry = v.variant('event', [
  objectSchema({ event: v.literal('receipt'), format: v.literal('glance-screenshare receipt 1'), session: text, share: time, addresses: v.picklist(['full', 'path', 'host']) }),
  objectSchema({ event: v.literal('start'), ...about }),
  objectSchema({
    event: v.literal('page'),
    ...about,
    verdict: v.picklist(['allowed', 'blocked', 'unclear']),
    shown: v.nullable(text),
    rule: v.nullable(text),
    proof: v.nullable(text),
    reason: v.nullable(text),
  }),
  objectSchema({ event: v.literal('pause'), ...about, by: v.picklist(['agent', 'page', 'absence']) }),
  objectSchema({ event: v.literal('switch'), ...about, from: v.optional(text) }),
  objectSchema({ event: v.literal('switch-refused'), ...about, reason: text }),
  objectSchema({ event: v.literal('resume'), ...about }),
  objectSchema({ event: v.literal('seen'), ...about, viewer: text, viewerName: v.optional(text), first: time, last: v.nullable(time) }),
  objectSchema({ event: v.literal('viewer-lost'), ...about, viewer: text }),
  objectSchema({ event: v.literal('end'), ...about, reason: text }),
  objectSchema({ event: v.literal('closed'), time, records: time }),
]);

/** A validated entry of a receipt. */
export type CheckedEntry = v.InferOutput<typeof entry>;

const frame = objectSchema({ records: v.array(v.unknown()) });
const record = objectSchema({ n: time, previous: hash, hash, entry: v.looseObject({}) });

/** The records of a receipt, not yet validated; null if there are none. */
export function recordsIn(value: unknown): readonly unknown[] | null {
  const result = v.safeParse(frame, value);
  return result.success ? result.output.records : null;
}

/** A record with its hashes and its original entry; null if it isn't a record. */
export function readRecord(value: unknown): v.InferOutput<typeof record> | null {
  const result = v.safeParse(record, value);
  return result.success ? result.output : null;
}

/** The entry of a record; null if receipts have no such entry. */
export function readEntry(value: unknown): CheckedEntry | null {
  const result = v.safeParse(entry, value);
  return result.success ? result.output : null;
}
