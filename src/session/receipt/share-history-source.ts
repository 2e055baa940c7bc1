import * as v from 'valibot';
import { objectSchema } from '../../policy/object-schema.js';
import { notSettings, requestJson, type HttpRequestOptions } from '../../store/http-request.js';
import type { ReceiptSummary } from './receipt-summary.js';
import type { ShareHistoryEntry } from './share-history.js';

/** Provides a list of shares. */
export interface ShareHistorySource {
  /** Shares, newest first. `before` is the `share` of the last known entry. */
  list(before?: number): Promise<readonly ShareHistoryEntry[]>;
  /** The records of one share as JSON, for a file. */
  export(session: string, share: number): Promise<string>;
}

const time = v.number();
const text = v.string();
const page = objectSchema({ time, verdict: v.picklist(['allowed', 'blocked', 'unclear']), shown: v.nullable(text), rule: v.nullable(text), proof: v.nullable(text), reason: v.nullable(text) });
const viewer = objectSchema({ viewer: text, name: v.optional(text), first: time, last: v.nullable(time), lost: v.nullable(time) });
const pause = objectSchema({ from: time, to: v.nullable(time), by: v.picklist(['agent', 'page', 'absence']) });
const change = objectSchema({ time, from: v.optional(text), to: v.optional(text) });
const summary = objectSchema({
  session: text,
  share: time,
  agent: v.optional(text),
  surface: v.optional(text),
  began: v.nullable(time),
  ended: v.nullable(time),
  reason: v.nullable(text),
  pages: v.array(page),
  pauses: v.array(pause),
  switches: v.array(change),
  viewers: v.array(viewer),
});
const entry = objectSchema({ summary, gaps: v.array(objectSchema({ from: time, to: time })), broken: v.nullable(time), closed: v.boolean(), heard: time });

/** JSON omits unknown values; this adds them as undefined. */
function complete(read: v.InferOutput<typeof summary>): ReceiptSummary {
  const viewers = read.viewers.map((each) => ({ ...each, name: each.name }));
  const switches = read.switches.map(({ time: at, from, to }) => ({ time: at, from, to }));
  return { ...read, agent: read.agent, surface: read.surface, viewers, switches };
}

/** Reads the records of shares from a server: `createShareRecordsEndpoint` of `glance-screenshare/server`. */
export class HttpShareHistory implements ShareHistorySource {
  readonly #base: string;
  readonly #options: HttpRequestOptions;

  /** @param base The endpoint's URL, such as `/screenshare-records`. */
  constructor(base: string, options: HttpRequestOptions = {}) {
    this.#base = base.replace(/\/+$/, '');
    this.#options = options;
  }

  async list(before?: number): Promise<readonly ShareHistoryEntry[]> {
    const url = `${this.#base}/shares${before === undefined ? '' : `?before=${before}`}`;
    const read = v.safeParse(v.array(entry), (await requestJson(url, {}, this.#options)).json);
    if (!read.success) throw notSettings(`${url} answered with JSON of another shape`);
    return read.output.map((one) => ({ ...one, summary: complete(one.summary) }));
  }

  async export(session: string, share: number): Promise<string> {
    const { json } = await requestJson(`${this.#base}/shares/${encodeURIComponent(session)}/${share}`, {}, this.#options);
    return `${JSON.stringify(json, null, 2)}\n`;
  }
}
