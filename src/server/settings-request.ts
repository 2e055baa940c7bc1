import { isVersion } from '../store/settings-record.js';
import { hostOf } from './origin.js';
import { Refusal } from './settings-answers.js';

/**
 * The version in `If-Match`; a weak one matches nothing (RFC 9110, section 13.1.1); null for `If-None-Match: *`, which says that there is nothing yet.
 * @throws Refusal 428 when the request names none: a write that says nothing of what it has seen could overwrite anything.
 */
export function expectedVersion(request: Request): string | null {
  const match = request.headers.get('if-match');
  if (match === null && request.headers.get('if-none-match')?.trim() === '*') return null;
  const [, weak, version] = /^\s*(W\/)?"([^"]*)"\s*$/.exec(match ?? '') ?? [];
  // A compressing proxy makes ETags weak. What is no version is none that staging holds, so the answer says what it does hold.
  if (isVersion(version)) return weak === undefined ? version : `W/${version}`;
  throw new Refusal(428, 'Say with If-Match which version you have seen: the ETag that you read.');
}

/**
 * The JSON that a request carries.
 * @throws Refusal 413, 415 or 400
 */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  // A form of another site can send other types unasked, this one only if the browser has asked this server first.
  if (!/^application\/json\s*(?:;|$)/i.test(request.headers.get('content-type') ?? '')) {
    throw new Refusal(415, 'Send JSON, with Content-Type: application/json.');
  }
  const text = await readText(request, maxBytes);
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
 * Keeps out what pages of other origins make a signed-in administrator's browser
 * send. They could only get here with the headers that a write needs if this
 * server had allowed it, so this is a second lock on the same door.
 *
 * @param origins The other origins whose pages may use the endpoint.
 * @throws Refusal 403
 */
export function checkOrigin({ headers, method }: Request, origins: readonly string[]): void {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return;
  const origin = headers.get('origin');
  if (origin !== null && origins.includes(origin)) return;
  const site = headers.get('sec-fetch-site');
  const isForeign = site === null ? origin !== null && hostOf(origin) !== headers.get('host') : site !== 'same-origin';
  if (isForeign) throw new Refusal(403, 'Pages of this origin may not change the settings.');
}

/** What a page of another origin needs to be told, where it may use the endpoint. */
export function crossOriginHeaders({ headers }: Request, origins: readonly string[]): Record<string, string> {
  const origin = headers.get('origin');
  if (origin === null || !origins.includes(origin)) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'etag, link',
  };
}
