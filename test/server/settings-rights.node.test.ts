import { expect, test } from '@playwright/test';
import { createSettingsEndpoint, type SettingsAccess, type SettingsEndpointOptions } from '../../src/server/index.js';
import { MemorySettingsRepository } from '../../src/store/memory-settings-store.js';
import { settings } from '../store/store-contract.js';
import type { SettingsState } from '../../src/store/settings-store.js';

/** Who asks, by the name in the request's header. */
const PEOPLE: Readonly<Record<string, SettingsAccess>> = {
  agent: { role: 'agent' },
  Ada: { role: 'administrator', name: 'Ada' },
  Ben: { role: 'administrator', name: 'Ben', may: ['edit'] },
  Eve: { role: 'administrator', name: 'Eve', may: ['publish'] },
  Max: { role: 'administrator', name: 'Max', may: [] },
};

interface Asked {
  readonly method?: string;
  readonly body?: unknown;
  readonly match?: string;
}

function endpoint(options: Partial<SettingsEndpointOptions> = {}): (who: string, path: string, asked?: Asked) => Promise<Response> {
  const made = createSettingsEndpoint({ repository: new MemorySettingsRepository(), authorize: ({ headers }) => PEOPLE[headers.get('authorization') ?? ''] ?? null, ...options });
  return (who, path, { method = 'GET', body, match } = {}) =>
    made.fetch(
      new Request(`https://h.example/screenshare${path}`, {
        method,
        headers: { authorization: who, ...(body !== undefined && { 'content-type': 'application/json' }), ...(match === undefined ? { 'if-none-match': method === 'PUT' ? '*' : '' } : { 'if-match': `"${match}"` }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    );
}

const versionIn = async (response: Response): Promise<string> => {
  expect(response.status).toBe(200);
  return ((await response.json()) as { version: string }).version;
};

test('who may edit saves and doesn’t publish, who may publish doesn’t save, who may neither only reads; all are told what they may', async () => {
  const ask = endpoint();
  const version = await versionIn(await ask('Ben', '/staging', { method: 'PUT', body: settings(1) }));
  expect((await ask('Ben', '/publish', { method: 'POST', match: version })).status).toBe(403);
  for (const who of ['Eve', 'Max']) expect((await ask(who, '/staging', { method: 'PUT', body: settings(2), match: version })).status).toBe(403);
  expect((await ask('Max', '/publish', { method: 'POST', match: version })).status).toBe(403);
  const published = await versionIn(await ask('Eve', '/publish', { method: 'POST', match: version }));
  expect((await ask('Ben', '/rollback', { method: 'POST', match: published, body: { version: published } })).status).toBe(403);
  for (const [who, edit, publish] of [['Ada', true, true], ['Ben', true, false], ['Eve', false, true], ['Max', false, false]] as const) {
    expect(((await (await ask(who, '/state')).json()) as SettingsState).you).toEqual({ name: who, edit, publish });
  }
});

test('with a second person, nobody publishes what they have saved themselves, not even after somebody else has saved over it', async () => {
  const ask = endpoint({ secondPerson: true });
  const first = await versionIn(await ask('Ada', '/staging', { method: 'PUT', body: settings(1) }));
  const refused = await ask('Ada', '/publish', { method: 'POST', match: first });
  expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('Somebody who has saved none of these changes')]);
  const second = await versionIn(await ask('Ben', '/staging', { method: 'PUT', body: settings(2), match: first }));
  expect((await ask('Ada', '/publish', { method: 'POST', match: second })).status).toBe(403);
  await versionIn(await ask('Eve', '/publish', { method: 'POST', match: second }));
  const third = await versionIn(await ask('Ben', '/staging', { method: 'PUT', body: settings(3), match: second }));
  await versionIn(await ask('Ada', '/publish', { method: 'POST', match: third }));
});

test('a comment goes into the history with numbers of what changed; one that is too long or no text is refused', async () => {
  const ask = endpoint();
  const version = await versionIn(await ask('Ada', '/staging', { method: 'PUT', body: { ...settings(1), surfaces: ['window'], allowedSites: ['https://a.example.com/*', 'https://b.example.com/*'], bookmarks: [] } }));
  expect((await ask('Ada', '/publish', { method: 'POST', match: version, body: { comment: 'x'.repeat(1_001) } })).status).toBe(422);
  expect((await ask('Ada', '/publish', { method: 'POST', match: version, body: { comment: 7 } })).status).toBe(400);
  await versionIn(await ask('Ada', '/publish', { method: 'POST', match: version, body: { comment: ' For claims ' } }));
  const [entry] = (await (await ask('Ada', '/history')).json()) as [Record<string, unknown>];
  expect(entry).toMatchObject({ comment: 'For claims', summary: { sitesAdded: 2, sitesRemoved: 0, bookmarks: 0 } });
});

test('agents get no notes and no owners', async () => {
  const ask = endpoint();
  const body = { ...settings(1), surfaces: ['window'], bookmarks: [], allowedSites: ['https://a.example.com/*'], siteNotes: [{ site: 'https://a.example.com/*', owner: 'Ada', note: 'secret' }] };
  const version = await versionIn(await ask('Ada', '/staging', { method: 'PUT', body }));
  await versionIn(await ask('Ada', '/publish', { method: 'POST', match: version }));
  for (const path of ['/staging', '/production']) expect(await (await ask('agent', path)).text()).not.toMatch(/secret|siteNotes|owner/);
  expect(((await (await ask('Ada', '/state')).json()) as SettingsState).staging?.settings.siteNotes).toEqual(body.siteNotes);
});
