import * as v from 'valibot';
import { objectSchema } from '../policy/object-schema.js';
import { notSettings, requestJson, type HttpRequestOptions } from './http-request.js';

/** How often a rule was used or a page refused. */
export interface UseCount {
  /** The rule as written, or the page's host and path. */
  readonly what: string;
  /** The number of shares. */
  readonly shares: number;
  /** When it last happened, in milliseconds since 1970. */
  readonly last: number;
}

/** How shares used the rules, as far as their records are kept. */
export interface RuleUsageReport {
  /** The start of the kept records, in ISO 8601. */
  readonly since: string;
  readonly rules: readonly UseCount[];
  /** Pages refused in the last week. */
  readonly refused: readonly UseCount[];
}

const count = objectSchema({ what: v.pipe(v.string(), v.maxLength(2048)), shares: v.number(), last: v.number() });
const report = objectSchema({ since: v.pipe(v.string(), v.isoTimestamp()), rules: v.array(count), refused: v.array(count) });

/**
 * Fetches how rules are used, from `GET {path}/usage` of
 * `createShareRecordsEndpoint`.
 * @throws SettingsStoreError (as a rejection)
 */
export async function fetchRuleUsage(url: string, options: HttpRequestOptions = {}, signal?: AbortSignal): Promise<RuleUsageReport> {
  const { json } = await requestJson(url, { signal }, options);
  const read = v.safeParse(report, json);
  if (!read.success) throw notSettings(`${url} answered with JSON of another shape`);
  return read.output;
}
