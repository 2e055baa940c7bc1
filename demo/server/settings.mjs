/**
 * The screen-share settings over HTTP: one draft in staging, one copy in
 * production, in memory until the server ends.
 */
import { createHash } from 'node:crypto';
import { readBody, sendJson } from './http.mjs';

const MAX_BYTES = 2_000_000;

/** What a new demo allows: everything, with two pages worth showing. */
function sensibleSettings(origin) {
  return {
    escalateToShow: true,
    surfaces: ['screen', 'window', 'tab'],
    allowedSites: [],
    bookmarks: [
      { title: 'How a claim works', url: `${origin}/guides/claims.html`, active: true },
      { title: 'Compare our covers', url: `${origin}/guides/cover.html`, active: true },
    ],
  };
}

/**
 * Answers `GET /staging`, `GET /production`, `PUT /staging` and `POST /publish`
 * below one path.
 *
 * @param {{ origin: string, validate?: (value: unknown) => { ok: boolean, settings?: unknown, problems?: unknown[] } }} options
 * @returns {(path: string, request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => Promise<void>}
 */
export function settingsEndpoint({ origin, validate = (settings) => ({ ok: true, settings }) }) {
  const environments = { staging: sensibleSettings(origin), production: sensibleSettings(origin) };
  const versionOf = (name) => `"${createHash('sha256').update(JSON.stringify(environments[name])).digest('base64url').slice(0, 22)}"`;
  const show = (response, name) => sendJson(response, 200, environments[name], { ETag: versionOf(name) });
  const isStale = (request) => request.headers['if-match'] !== versionOf('staging');

  return async (path, request, response) => {
    const action = `${request.method} ${path}`;
    if (action === 'GET /staging' || action === 'GET /production') return show(response, path.slice(1));
    if (action !== 'PUT /staging' && action !== 'POST /publish') return sendJson(response, 404, { problem: 'There is nothing here.' });
    if (isStale(request)) return sendJson(response, 412, { problem: 'Somebody else has saved in the meantime, or If-Match is missing.' });
    if (action === 'POST /publish') {
      environments.production = environments.staging;
      return show(response, 'production');
    }
    const result = validate(await readJson(request));
    if (!result.ok) return sendJson(response, 422, { problems: result.problems });
    if (isStale(request)) return sendJson(response, 412, { problem: 'Somebody else has saved in the meantime.' });
    environments.staging = result.settings;
    return show(response, 'staging');
  };
}

async function readJson(request) {
  try {
    return JSON.parse(await readBody(request, MAX_BYTES));
  } catch {
    return undefined;
  }
}
