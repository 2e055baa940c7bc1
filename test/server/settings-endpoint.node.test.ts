import { expect, test } from '@playwright/test';
import { request as httpRequest } from 'node:http';
import { createSettingsEndpoint } from '../../src/server/index.js';
import { MemorySettingsRepository } from '../../src/store/memory-settings-store.js';
import type { SettingsRepository } from '../../src/store/settings-repository.js';
import { settings } from '../store/store-contract.js';
import { accessOf, SettingsServer } from './settings-server.js';

let server: SettingsServer;

test.beforeEach(async () => {
  server = await new SettingsServer({ origins: ['https://viewer.example'] }).start();
});
test.afterEach(() => server.close());

const JSON_TYPE = { 'content-type': 'application/json' };

/** Saves over what is there. */
async function put(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return server.fetch('/staging', { method: 'PUT', headers: { ...JSON_TYPE, 'if-none-match': '*', ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body) });
}

interface Said {
  readonly detail: string;
  readonly problems?: readonly { readonly path: string }[];
  readonly state?: { readonly staging: { readonly by: string; readonly version: string } };
}

async function said(response: Response): Promise<Said> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  return (await response.json()) as Said;
}

test('who isn’t signed in gets nothing, an agent reads and changes nothing', async () => {
  const { version } = (await (await put(settings(1))).json()) as { version: string };
  await server.fetch('/publish', { method: 'POST', headers: { 'if-match': `"${version}"` } });
  for (const [method, path] of [
    ['GET', '/staging'], ['GET', '/production'], ['GET', '/events'], ['GET', '/state'], ['GET', '/history'], ['GET', `/history/${version}`],
    ['PUT', '/staging'], ['POST', '/publish'], ['POST', '/rollback'],
  ] as const) {
    const isForAgents = ['/staging', '/production', '/events'].includes(path) && method === 'GET';
    const nobody = await server.fetch(path, { method, token: null });
    expect([path, nobody.status]).toEqual([path, 401]);
    await nobody.body?.cancel();
    const headers = { ...JSON_TYPE, 'if-match': `"${version}"` };
    const agent = await server.fetch(path, { method, headers, token: 'agent', ...(method !== 'GET' && { body: JSON.stringify(settings(2)) }) });
    expect([path, agent.status]).toEqual([path, isForAgents ? 200 : 403]);
    await agent.body?.cancel();
  }
  expect(await (await server.fetch('/staging')).json()).toEqual(settings(1));
});

for (const [name, access] of [
  ['a role by another name', { role: 'admin', name: 'Eve' }],
  ['an administrator without a name', { role: 'administrator' }],
  ['a name of 201 characters', { role: 'administrator', name: 'x'.repeat(201) }],
  ['undefined', undefined],
  ['true', true],
] as const) {
  test(`an authorize that answers with nonsense (${name}) lets nobody in, and is reported`, async () => {
    const errors: unknown[] = [];
    const endpoint = createSettingsEndpoint({ repository: new MemorySettingsRepository(), authorize: () => access as never, onError: (error) => errors.push(error) });
    for (const path of ['staging', 'production', 'state', 'events']) {
      expect((await endpoint.fetch(new Request(`https://h.example/screenshare/${path}`))).status).toBe(500);
    }
    expect(errors).toHaveLength(4);
  });
}

test('an authorize that throws lets nobody in, is reported, and its message stays here', async () => {
  const errors: unknown[] = [];
  const endpoint = createSettingsEndpoint({
    repository: new MemorySettingsRepository(),
    authorize: () => Promise.reject(new Error('secret host db-7 is down')),
    onError: (error) => errors.push(error),
  });
  const response = await endpoint.fetch(new Request('https://h.example/screenshare/staging'));
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('secret');
  expect(errors).toHaveLength(1);
});

test('an endpoint without authorize, or without a place for the settings, doesn’t start', () => {
  const repository = new MemorySettingsRepository();
  expect(() => createSettingsEndpoint({ repository } as never)).toThrow('authorize');
  expect(() => createSettingsEndpoint({ authorize: () => null } as never)).toThrow('repository');
});

test('what is read has an ETag, and costs a 304 as long as it stands; the answer says where changes are told', async () => {
  await put(settings(1));
  const first = await server.fetch('/staging', { token: 'agent' });
  expect(await first.json()).toEqual(settings(1));
  expect(first.headers.get('cache-control')).toBe('private, no-cache');
  expect(first.headers.get('link')).toBe('<events?of=staging>; rel="monitor"');
  expect(first.headers.get('x-content-type-options')).toBe('nosniff');
  const etag = first.headers.get('etag') ?? '';
  expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
  for (const known of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
    const again = await server.fetch('/staging', { headers: { 'if-none-match': known } });
    expect([known, again.status, again.headers.get('etag'), await again.text()]).toEqual([known, 304, etag, '']);
  }
  expect((await server.fetch('/staging', { headers: { 'if-none-match': '"x"' } })).status).toBe(200);
  const head = await server.fetch('/staging', { method: 'HEAD' });
  expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, '']);
});

test('what was never published isn’t there', async () => {
  await put(settings(1));
  const response = await server.fetch('/production', { token: 'agent' });
  expect(response.status).toBe(404);
  expect((await said(response)).detail).toBe('Nothing has been published yet.');
});

test('a write that names no version, any version or no version at all is refused before it is read', async () => {
  await put(settings(1));
  const unnamed: Record<string, string>[] = [{}, { 'if-match': '*' }, { 'if-match': 'x' }, { 'if-match': '"a", "b"' }, { 'if-match': '""' }];
  for (const headers of unnamed) {
    const response = await server.fetch('/staging', { method: 'PUT', headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(settings(2)) });
    expect([headers, response.status]).toEqual([headers, 428]);
    expect((await server.fetch('/publish', { method: 'POST', headers })).status).toBe(428);
  }
  expect(await (await server.fetch('/staging')).json()).toEqual(settings(1));
});

test('a stale write gets what is there now, with who wrote it', async () => {
  await put(settings(1));
  const response = await put(settings(2));
  expect(response.status).toBe(412);
  expect((await said(response)).state?.staging).toMatchObject({ by: 'Ada', settings: settings(1) });
});

test('a write whose ETag a proxy has made weak matches nothing, and is told what is there', async () => {
  const { version } = (await (await put(settings(1))).json()) as { version: string };
  const response = await server.fetch('/staging', { method: 'PUT', headers: { ...JSON_TYPE, 'if-match': `W/"${version}"` }, body: JSON.stringify(settings(2)) });
  expect(response.status).toBe(412);
  expect((await said(response)).state?.staging.version).toBe(version);
  expect(await (await server.fetch('/staging')).json()).toEqual(settings(1));
});

test('keys that would change what objects are by nature change nothing, and are not kept', async () => {
  const bookmark = '{"title":"Page 1","url":"https://www.example.com/1/","active":true,"__proto__":{"polluted":true}}';
  const response = await put(`{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"escalateToShow":true,"surfaces":["window"],"allowedSites":["https://www.example.com/1/*"],"bookmarks":[${bookmark}]}`);
  expect(response.status).toBe(200);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  expect(await (await server.fetch('/staging')).text()).toBe(JSON.stringify(settings(1)));
});

for (const [name, body, headers, status] of [
  ['no JSON', '{"surfaces":', {}, 400],
  ['nothing', '', {}, 400],
  ['a form', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ['text, as a form of another site can send', JSON.stringify(settings(1)), { 'content-type': 'text/plain' }, 415],
  ['no settings', '[]', {}, 422],
  ['invalid settings', JSON.stringify({ ...settings(1), surfaces: [] }), {}, 422],
  ['a title of a megabyte', JSON.stringify({ ...settings(1), bookmarks: [{ title: 'x'.repeat(1_000_000), url: 'https://www.example.com/1/', active: true }] }), {}, 422],
  ['10,000 rules', JSON.stringify({ ...settings(1), allowedSites: Array.from({ length: 10_000 }, (_, index) => `https://example.com/${index}`) }), {}, 422],
  ['9 megabytes', ' '.repeat(9_000_000), {}, 413],
] as const) {
  test(`a body that is ${name} is refused with ${status} and a sentence, and changes nothing`, async () => {
    const response = await put(body, headers);
    expect(response.status).toBe(status);
    const { detail, problems } = await said(response);
    expect(detail).toMatch(/.{15}\.$/);
    if (status === 422) expect(problems?.length).toBeGreaterThan(0);
    expect((await server.fetch('/staging')).status).toBe(404);
    expect(server.errors).toEqual([]);
  });
}

test('a body without a length is cut off at the limit, and the answer still arrives', async () => {
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const upload = httpRequest(`${server.base}/staging`, { method: 'PUT', headers: { ...JSON_TYPE, authorization: 'Ada', 'if-none-match': '*' } }, (response) => {
      resolve(response.statusCode);
      response.resume();
      upload.destroy();
    });
    upload.on('error', reject);
    const chunk = Buffer.alloc(1_000_000, ' ');
    const more = (): void => {
      while (!upload.destroyed && upload.write(chunk));
      upload.once('drain', more);
    };
    more();
  });
  expect(status).toBe(413);
});

test('pages of other origins can’t write, unless they are on the list', async () => {
  const write = (headers: Record<string, string>): Promise<Response> => put(settings(1), headers);
  expect((await write({ origin: 'https://evil.example' })).status).toBe(403);
  expect((await write({ origin: 'null' })).status).toBe(403);
  expect((await write({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await write({ 'sec-fetch-site': 'same-site', origin: 'https://viewer.example.evil' })).status).toBe(403);
  const allowed = await write({ origin: 'https://viewer.example', 'sec-fetch-site': 'cross-site' });
  expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([200, 'https://viewer.example']);
});

test('a browser that asks first is told yes for origins on the list only', async () => {
  const ask = (origin: string): Promise<Response> =>
    server.fetch('/staging', { method: 'OPTIONS', token: null, headers: { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'if-match,content-type' } });
  const yes = await ask('https://viewer.example');
  expect([yes.status, yes.headers.get('access-control-allow-origin'), yes.headers.get('access-control-allow-headers')]).toEqual([204, 'https://viewer.example', 'if-match,content-type']);
  const no = await ask('https://evil.example');
  expect([no.status, no.headers.get('access-control-allow-origin')]).toEqual([403, null]);
});

test('other paths and other methods', async () => {
  for (const path of ['/', '', '/stagingx', '/staging/', '/history/a/b', '/..%2fstate', '/STATE']) expect([path, (await server.fetch(path)).status]).toEqual([path, 404]);
  const response = await server.fetch('/staging', { method: 'DELETE' });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, PUT, HEAD']);
});

test('a request that Node takes and fetch doesn’t is answered, and the server lives', async () => {
  const status = await new Promise((resolve, reject) => {
    httpRequest(`${server.base}/staging`, { method: 'TRACE' }, (response) => resolve(response.resume().statusCode)).on('error', reject).end();
  });
  expect(status).toBe(400);
  expect((await server.fetch('/production')).status).toBe(404);
});

test('beside other handlers it leaves their paths alone, and takes a body that was read before', async () => {
  const passed: string[] = [];
  const served = await new SettingsServer().start();
  try {
    const { endpoint } = served;
    const next = (): void => void passed.push('next');
    endpoint.node({ url: '/elsewhere', rawHeaders: [], method: 'GET' } as never, {} as never, next);
    endpoint.node({ url: '/screenshareX/staging', rawHeaders: [], method: 'GET' } as never, {} as never, next);
    expect(passed).toEqual(['next', 'next']);
  } finally {
    await served.close();
  }
});

test('the stream of changes says how things stand, then each change, and names the ETags', async () => {
  const response = await server.fetch('/events', { token: 'agent' });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const until = async (part: string): Promise<void> => {
    while (!text.includes(part)) text += (await reader.read()).value;
  };
  await until('data: "none" "none" "none.none"\n\n');
  const saved = (await (await put(settings(1))).json()) as { version: string };
  await until(`data: "${saved.version}" "none" "${saved.version}.none"\n\n`);
  expect(text).not.toContain('example.com');
  await reader.cancel();
});

test('as many may follow changes as the server lets; others are told to look by themselves, and one who leaves makes room', async () => {
  const small = await new SettingsServer({ maxStreams: 1 }).start();
  try {
    const first = await small.fetch('/events');
    const second = await small.fetch('/events');
    expect([first.status, second.status, second.headers.get('retry-after')]).toEqual([200, 503, '60']);
    expect((await said(second)).detail).toContain('Look at the settings now and then');
    await first.body?.cancel();
    await expect.poll(async () => {
      const again = await small.fetch('/events');
      await again.body?.cancel();
      return again.status;
    }).toBe(200);
  } finally {
    await small.close();
  }
});

test('a database that fails is reported, and its message stays here', async () => {
  const broken: SettingsRepository = {
    read: () => Promise.reject(new Error('password of db-7 is wrong')),
    write: () => Promise.resolve(false),
    publications: () => Promise.resolve([]),
    publication: () => Promise.resolve(null),
  };
  const errors: unknown[] = [];
  const endpoint = createSettingsEndpoint({ repository: broken, authorize: () => accessOf('Ada'), onError: (error) => errors.push(error) });
  const response = await endpoint.fetch(new Request('https://h.example/screenshare/state'));
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('password');
  expect(errors).toHaveLength(1);
});

test('a database of several processes: what another process writes is told within the interval', async () => {
  const repository = new MemorySettingsRepository();
  const servers = await Promise.all([1, 2].map(() => new SettingsServer({ repository, pollMs: 20 }).start()));
  try {
    const heard: (string | undefined)[] = [];
    let tell: () => void = () => undefined;
    const stop = servers[0]!.store('Ada').subscribe(({ staging }) => {
      heard.push(staging?.version);
      tell();
    });
    const saved = await servers[1]!.store('Bob').save(settings(1), null);
    while (!heard.includes(saved.version)) await new Promise<void>((resolve) => (tell = resolve));
    stop();
  } finally {
    await Promise.all(servers.map((each) => each.close()));
  }
});
