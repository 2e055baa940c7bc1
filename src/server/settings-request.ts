import { isVersion } from '../store/settings-record.js';
import { checkJsonLimits } from './json-limits.js';
import type { OriginClaim, OriginList } from './origin-list.js';
import { Refusal } from './settings-answers.js';

/**
 * The version in `If-Match`; null for `If-None-Match: *`, which means that nothing
 * exists yet. A weak ETag matches nothing (RFC 9110, section 13.1.1).
 * @throws Refusal 428 if the request has neither, because such a write could
 * overwrite anything.
 */
export function expectedVersion(request: Request): string | null {
  const match = request.headers.get('if-match');
  if (match === null && request.headers.get('if-none-match')?.trim() === '*') return null;
  const [, weak, version] = /^\s*(W\/)?"([^"]*)"\s*$/.exec(match ?? '') ?? [];
  // A compressing proxy has made the ETag weak. It can't match staging, so the response is a conflict with the current state.
  if (isVersion(version)) return weak === undefined ? version : `W/${version}`;
  throw new Refusal(428, 'Say with If-Match which version you have seen: the ETag that you read.');
}

/**
 * The JSON body of a request.
 * @throws Refusal 413, 415, 422 or 400
 */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  // A form on another site can send other types without a preflight, but not this one.
  if (!/^application\/json\s*(?:;|$)/i.test(request.headers.get('content-type') ?? '')) {
    throw new Refusal(415, 'Send JSON, with Content-Type: application/json.');
  }
  const text = await readText(request, maxBytes);
  checkJsonLimits(text);
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'This is not JSON.');
  }
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  const tooLarge = new Refusal(413, `Settings may have at most ${maxBytes.toLocaleString('en')} bytes.`);
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge;
  if (!request.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * Rejects writes that pages of other origins trigger in a signed-in administrator's
 * browser. Such a page could only send the required headers if this server had
 * allowed it, so this is a second line of defence.
 *
 * @param origins Other origins whose pages can use the endpoint.
 * @throws Refusal 403
 */
export function checkOrigin(request: Request, origins: OriginList): void {
  const { method } = request;
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return;
  if (!origins.admits(claimOf(request))) throw new Refusal(403, 'Pages of this origin may not change the settings.');
}

function claimOf({ headers, url }: Request): OriginClaim {
  return {
    origin: headers.get('origin'),
    host: headers.get('host'),
    site: headers.get('sec-fetch-site'),
    isSecure: url.startsWith('https:') || /^https\b/i.test(headers.get('x-forwarded-proto') ?? ''),
  };
}

/** The CORS headers for a page of an allowed origin. */
export function crossOriginHeaders({ headers }: Request, origins: OriginList): Record<string, string> {
  const origin = headers.get('origin');
  if (origin === null || !origins.includes(origin)) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'etag, link, x-request-id',
  };
}
