import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { expect, test, type Page } from '@playwright/test';
import sirv from 'sirv';
import { RULES } from '../soak/stage/guarded-sites.js';
import { listen } from '../soak/stage/listen.js';
import { setGuardedStage, type GuardedStage } from './harness/guarded-stage.js';
import { EVERYTHING } from './harness/support-desk.js';

/** With a list of allowed sites, so that the guard's worker has to start, and a window that only OCR can read. */
const GUARDED = { ...EVERYTHING, surfaces: ['window'], allowedSites: RULES, guard: { reading: 'ocr', graceMs: 20_000 } };
const OTHER_FONT = { font: { family: 'DejaVu Serif', antialiasing: 'grey' } } as const;
const HASHES = JSON.parse(readFileSync('dist/cdn/integrity.json', 'utf8')) as Record<'agent.js' | 'visitor.js', string>;
/** What OCR consists of; which build of its core is taken depends on the browser's WebAssembly. */
const OCR_PARTS = ['reader.js', 'tesseract.esm.min.js', 'worker.min.js', 'core/', 'language/eng.traineddata.gz'];

/** A server with the package's files and nothing else, as of a content delivery network: it lets every origin read them, and knows nothing of the pages. */
interface FileServer {
  readonly origin: string;
  /** The paths that it has been asked for. */
  readonly asked: string[];
  close(): Promise<void>;
}

async function openFileServer(): Promise<FileServer> {
  const files = sirv('dist', { dev: true });
  const asked: string[] = [];
  const http = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*');
    request.url = request.url?.replace(/^\/[^/]+\/dist\//, '/');
    files(request, response);
  });
  const { address, close } = await listen(http);
  return { origin: `http://${address}`, asked, close };
}

let stage: GuardedStage;
let server: FileServer;
test.beforeAll(async () => {
  [stage, server] = await Promise.all([setGuardedStage(), openFileServer()]);
});
test.beforeEach(() => {
  stage.desk.settings = GUARDED;
  server.asked.length = 0;
});
test.afterEach(() => stage.clear());
test.afterAll(async () => {
  await stage.close();
  await server.close();
});

async function shareFrom(agent: Page): Promise<void> {
  await agent.bringToFront();
  await agent.getByRole('button', { name: 'Screen Share' }).click();
  await expect(agent.locator('glance-screenshare-button')).toHaveAttribute('state', 'sharing', { timeout: 40_000 });
}

test('scripts of another origin, each by its hash: the guard’s worker starts, OCR’s parts come from beside the script, and the visitor sees the window', async () => {
  const scripts = `${server.origin}/v1`;
  await stage.source(OTHER_FONT);
  const visitor = await stage.visitor();
  await visitor.goto(stage.desk.visitorUrl({ scripts, integrity: HASHES['visitor.js'] }));
  const { page: agent } = await stage.agent({ scripts, integrity: HASHES['agent.js'] });
  await shareFrom(agent);
  await expect(visitor.locator('glance-share-view')).toHaveAttribute('state', 'viewing');
  await visitor.waitForFunction(() => (document.querySelector('glance-share-view')?.shadowRoot?.querySelector('video')?.videoWidth ?? 0) > 0);
  for (const part of ['cdn/visitor.js', 'cdn/agent.js', ...OCR_PARTS.map((path) => `ocr/${path}`)]) {
    expect(server.asked.some((path) => path.startsWith(`/v1/dist/${part}`)), part).toBe(true);
  }
});

test('OCR’s parts of an origin that is named by hand, and the guard’s worker of the page’s own', async () => {
  await stage.source(OTHER_FONT);
  const { page: agent } = await stage.agent({ attributes: { 'ocr-assets': `${server.origin}/by-hand/dist/ocr`, 'guard-worker': '/dist/guard-worker.js' } });
  await shareFrom(agent);
  for (const part of OCR_PARTS) expect(server.asked.some((path) => path.startsWith(`/by-hand/dist/ocr/${part}`)), part).toBe(true);
});

test('a script that is not the one of the hash does not run', async () => {
  const { page: agent } = await stage.agent();
  const refused = agent.waitForEvent('console', (message) => message.type() === 'error' && message.text().includes('integrity'));
  await agent.goto(stage.desk.agentUrl({ scripts: `${server.origin}/v1`, integrity: HASHES['visitor.js'] }));
  await refused;
  expect(await agent.evaluate(() => customElements.get('glance-screenshare-button') === undefined)).toBe(true);
});
