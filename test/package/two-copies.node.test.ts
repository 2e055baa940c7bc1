import { createServer } from 'node:http';
import { chromium, expect, test, type Browser } from '@playwright/test';
import { build } from 'esbuild';
import sirv from 'sirv';
import { findBrowser } from '../browser.mjs';
import { listen } from '../soak/stage/listen.js';

const SETTINGS = { escalateToShow: true, surfaces: ['window'], allowedSites: [], bookmarks: [] };
/** Both sides of a share on a page with three copies of the package: the agent's file, the same from another folder, and an application of its own. */
const PAGE = `<!doctype html><title>Both sides</title>
<script type="module" src="/one/cdn/agent.js"></script>
<script type="module" src="/two/cdn/agent.js"></script>
<script type="module" src="/application.js"></script>
<glance-screenshare-button session-id="1" settings="/settings.json" cobrowse-version="5.4"></glance-screenshare-button>
<glance-share-view session-id="1"></glance-share-view>`;

let server: Awaited<ReturnType<typeof listen>>;
let browser: Browser;

test.beforeAll(async () => {
  // ./define twice in one application is one module.
  const contents = "import './dist/define.js'; import './dist/define/glance-share-view.js'; await import('./dist/define.js');";
  const { outputFiles } = await build({ stdin: { contents, resolveDir: process.cwd() }, bundle: true, format: 'esm', target: 'es2022', outdir: 'application', write: false, logLevel: 'error' });
  const application = outputFiles[0]!.text;
  const files = sirv('dist', { dev: true });
  const http = createServer((request, response) => {
    const { url = '' } = request;
    if (url === '/') response.setHeader('content-type', 'text/html; charset=utf-8').end(PAGE);
    else if (url === '/application.js') response.setHeader('content-type', 'text/javascript').end(application);
    else if (url === '/settings.json') response.setHeader('content-type', 'application/json').end(JSON.stringify(SETTINGS));
    else {
      request.url = url.replace(/^\/(?:one|two)\//, '/');
      files(request, response, () => void response.writeHead(404).end());
    }
  });
  server = await listen(http);
  const args = ['--no-sandbox', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=display-media-type=window'];
  browser = await chromium.launch({ executablePath: (await findBrowser()) ?? '', args });
});

test.afterAll(async () => {
  await browser.close();
  await server.close();
});

test('several copies of the package on one page: nothing is thrown, each tag taken already is warned of, and a window is shared from one copy’s button to another’s view', async () => {
  const page = await browser.newPage();
  const [thrown, warned]: [string[], string[]] = [[], []];
  page.on('pageerror', ({ message }) => thrown.push(message));
  page.on('console', (entry) => {
    if (entry.type() === 'warning') warned.push(/^<([\w-]+)> is already defined/.exec(entry.text())?.[1] ?? entry.text());
  });
  await page.goto(`http://${server.address}/`);
  await page.getByRole('button', { name: 'Screen Share' }).click();
  await expect(page.locator('glance-screenshare-button')).toHaveAttribute('state', 'sharing');
  await expect(page.locator('glance-share-view')).toHaveAttribute('state', 'viewing');
  await page.waitForFunction(() => (document.querySelector('glance-share-view')?.shadowRoot?.querySelector('video')?.videoWidth ?? 0) > 0);
  expect(thrown).toEqual([]);
  // Twice each: for the second copy of the agent's file, and for the application.
  const button = 'glance-screenshare-button';
  const menu = 'glance-bookmark-menu';
  expect(warned.sort()).toEqual([menu, menu, button, button]);
});
