import { expect, test } from '@playwright/test';
import { io, type Socket } from 'socket.io-client';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { startDemoServer } from '../../demo/server.mjs';
import { HttpSettingsSource } from '../../src/store/http-settings-source.js';
import { HttpSettingsStore } from '../../src/store/http-settings-store.js';

let demo: Awaited<ReturnType<typeof startDemoServer>>;
let sockets: Socket[] = [];

test.beforeAll(async () => {
  demo = await startDemoServer();
});
test.afterEach(() => {
  for (const socket of sockets) socket.disconnect();
  sockets = [];
});
test.afterAll(() => demo.close());

const get = (path: string, init?: RequestInit): Promise<Response> => fetch(`${demo.url}${path}`, init);

/** The token that a page was given. */
async function tokenOf(path: string): Promise<string> {
  const html = await (await get(path)).text();
  return /data-token="([^"]+)"/.exec(html)?.[1] ?? '';
}

async function join(token: string): Promise<Socket> {
  const socket = io(`${demo.url}/cobrowse`, { auth: { token }, transports: ['websocket'], reconnection: false, forceNew: true });
  sockets.push(socket);
  await new Promise<void>((done, fail) => {
    socket.on('welcome', () => done());
    socket.on('connect_error', fail);
  });
  return socket;
}

const asVisitor = async (session: string): Promise<Socket> => join(await tokenOf(`/visitor.html?session=${session}`));
const asAgent = async (session: string): Promise<Socket> => join(await tokenOf(`/agent.html?session=${session}&name=Anna`));

const PAGE = { id: 'p1', title: 'Home', address: 'localhost/', dark: false };

/** The next message of that name. */
const next = <T>(socket: Socket, name: string): Promise<T> => new Promise((done) => void socket.once(name, done));

for (const [path, status] of [
  ['/', 200], ['/index.html', 200], ['/admin.html', 200], ['/read-window.html', 200], ['/looks.html?theme=paper', 200], ['/styles/themes/paper.css', 200], ['/dist/ocr/worker.min.js', 200], ['/guides/claims.html', 200], ['/styles/site.css', 200],
  ['/visitor.html?session=1234', 200], ['/visitor.html?session=1234&page=nowhere', 200], ['/agent.html?session=1234', 200],
  ['/visitor.html', 400], ['/agent.html?session=', 400], ['/visitor.html?session=a%20b', 400], [`/agent.html?session=${'x'.repeat(65)}`, 400],
  ['/nowhere', 404], ['/package.json', 404], ['/demo/server.mjs', 404], ['/styles/..%2fserver.mjs', 404], ['/dist/%2e%2e/package.json', 404], ['/%', 404],
] as const) {
  test(`${path.slice(0, 60)} is answered with ${status}`, async () => {
    expect((await get(path)).status).toBe(status);
  });
}

test('nothing of an address is written into a page as HTML', async () => {
  const html = await (await get(`/agent.html?session=1&name=${encodeURIComponent('"><img src=x onerror=alert(1)>')}&settings=${encodeURIComponent('"><script>')}`)).text();
  expect(html).not.toContain('<img');
  expect(html).not.toContain('"><script>');
  expect(html).toContain('&quot;&gt;&lt;img src=x onerror=alert(1)&gt;');
});

test('an agent\'s settings come from this server, whatever the address says', async () => {
  for (const [asked, used] of [
    ['/screenshare/staging', '/screenshare/staging'],
    ['https://evil.example/all', '/screenshare/production'],
    ['//evil.example/all', '/screenshare/production'],
    ['/\\evil.example', '/screenshare/production'],
    ['javascript:1', '/screenshare/production'],
  ] as const) {
    const html = await (await get(`/agent.html?session=1&settings=${encodeURIComponent(asked)}`)).text();
    expect(html, asked).toContain(`settings="${used}"`);
  }
});

test('pages may load nothing from elsewhere', async () => {
  const policy = (await get('/agent.html?session=1')).headers.get('content-security-policy');
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toContain("'unsafe-eval'");
});

test('a form that is too large is refused, one of good size leads on', async () => {
  const post = (body: string): Promise<Response> => get('/visitor.html?session=1&page=claim', { method: 'POST', body, redirect: 'manual' });
  expect((await post('x'.repeat(70_000))).status).toBe(413);
  const accepted = await post('story=rain');
  expect([accepted.status, accepted.headers.get('location')]).toEqual([303, '/visitor.html?session=1&page=claim-done']);
});

test('settings are read, saved with the version that was read, and published', async () => {
  const store = new HttpSettingsStore(`${demo.url}/screenshare`);
  const { staging, production } = await store.read();
  expect(production?.settings.bookmarks[0]?.url).toBe(`${demo.url}/guides/claims.html`);
  const agent = new HttpSettingsSource(`${demo.url}/screenshare/production`);
  const saved = await store.save({ ...staging!.settings, surfaces: ['window'] }, staging!.version);
  expect(await agent.load()).toMatchObject({ surfaces: ['screen', 'window', 'tab'] });
  await store.publish(saved.version);
  expect(await agent.load()).toMatchObject({ surfaces: ['window'] });
});

test('settings are still there when the demo starts again, and its own bookmarks lead to the port of today as long as nobody has saved', async () => {
  const data = mkdtempSync(`${tmpdir()}/demo-data-`);
  try {
    const read = async <T>(use: (store: HttpSettingsStore, url: string) => Promise<T>): Promise<T> => {
      const again = await startDemoServer({ data });
      try {
        return await use(new HttpSettingsStore(`${again.url}/screenshare`), again.url);
      } finally {
        await again.close();
      }
    };
    await read((store) => store.read());
    const saved = await read(async (store, url) => {
      const { staging } = await store.read();
      expect(staging?.settings.bookmarks[0]?.url).toBe(`${url}/guides/claims.html`);
      return store.save({ ...staging!.settings, bookmarks: [] }, staging!.version);
    });
    expect((await read((store) => store.read())).staging).toEqual(saved);
  } finally {
    rmSync(data, { recursive: true });
  }
});

test('without a good token nobody joins', async () => {
  const good = await tokenOf('/visitor.html?session=1');
  const [body = '', signature = ''] = good.split('.');
  const forged = Buffer.from(Buffer.from(body, 'base64url').toString().replace('visitor', 'agent')).toString('base64url');
  for (const token of ['', 'junk', body, `${forged}.${signature}`, `${body}.${'A'.repeat(signature.length)}`]) {
    await expect(join(token), token.slice(0, 20)).rejects.toThrow('token');
  }
});

test('an agent can\'t pose as the visitor\'s page', async () => {
  const agent = await asAgent('pose');
  const visitor = await asVisitor('pose');
  visitor.emit('page', PAGE);
  await next(visitor, 'picture-please');
  const opened: unknown[] = [];
  agent.on('page', (page) => opened.push(page));
  agent.emit('page', { ...PAGE, title: 'Posed' });
  agent.emit('events', { page: 'p1', whole: true, batch: '[]' });
  // The server handles one socket's messages in order: by this answer the posed ones have been handled.
  const said = next(agent, 'said');
  agent.emit('say', { to: 'agents', text: 'done' });
  await said;
  expect(opened).toEqual([]);
});

test('junk from a page is ignored and the session goes on', async () => {
  const visitor = await asVisitor('junk');
  for (const junk of [undefined, null, 7, 'x', [], {}, { id: 1 }, { ...PAGE, title: 'x'.repeat(400) }, { ...PAGE, dark: 'yes' }]) visitor.emit('page', junk);
  for (const junk of [undefined, null, {}, { page: 'p1', whole: 'yes', batch: '[]' }, { page: 'p1', whole: true, batch: {} }]) visitor.emit('events', junk);
  for (const junk of [undefined, null, {}, { text: 7 }, { text: '   ' }]) visitor.emit('say', junk);
  for (const junk of [undefined, null, 1, 'true']) visitor.emit('paused', junk);
  const asked = next(visitor, 'picture-please');
  visitor.emit('page', PAGE);
  await asked;
});

test('an agent who joins late is sent the page so far', async () => {
  const visitor = await asVisitor('late');
  visitor.emit('page', PAGE);
  await next(visitor, 'picture-please');
  visitor.emit('events', { page: 'p1', whole: true, batch: '["whole"]' });
  visitor.emit('events', { page: 'p1', whole: false, batch: '["more"]' });
  visitor.emit('events', { page: 'another', whole: false, batch: '["of no page"]' });
  const said = next(visitor, 'said');
  visitor.emit('say', { text: 'done' });
  await said;
  const agent = io(`${demo.url}/cobrowse`, { auth: { token: await tokenOf('/agent.html?session=late') }, transports: ['websocket'], forceNew: true });
  sockets.push(agent);
  expect(await next(agent, 'page')).toEqual({ page: PAGE, batches: ['["whole"]', '["more"]'] });
});

test('while the visitor hides their page, an agent who joins is sent nothing of it', async () => {
  const visitor = await asVisitor('hidden');
  visitor.emit('page', PAGE);
  await next(visitor, 'picture-please');
  visitor.emit('events', { page: 'p1', whole: true, batch: '["whole"]' });
  const paused = next(visitor, 'paused');
  visitor.emit('paused', true);
  await paused;
  const agent = io(`${demo.url}/cobrowse`, { auth: { token: await tokenOf('/agent.html?session=hidden') }, transports: ['websocket'], forceNew: true });
  sockets.push(agent);
  expect(await next(agent, 'page')).toEqual({ page: PAGE, batches: [] });
});
