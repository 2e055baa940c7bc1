import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import { build } from 'esbuild';
import type { Plugin } from 'esbuild';
import { Server as SocketServer } from 'socket.io';
import { attachScreenShare } from '../../../src/server/index.js';
import { findBrowser } from '../../browser.mjs';
import { launchBrowser } from '../../e2e/harness/browser.js';
import { createAuthority } from '../../e2e/harness/certificates.js';
import { startDisplay } from '../../e2e/harness/display.js';
import { ALLOWED, CAPTURED_TITLE, FORBIDDEN, HOSTS, RULES, serveSites } from '../../soak/stage/guarded-sites.js';
import { listen } from '../../soak/stage/listen.js';
import { processorTimeOf } from '../../soak/stage/processor-time.js';
import { startJanus, type JanusProcess } from '../janus/janus-process.js';
import { serveWhipWhep, TOKENS, type WhipWhepFront } from '../janus/whip-whep-front.js';
import type { RelayPage, Seen } from './relay-page.js';

/** A real window with an allowed page, an agent who shares it, visitors, and Janus between them. */
export interface RelayStage {
  readonly janus: JanusProcess;
  readonly media: WhipWhepFront;
  /** Seconds of a processor that the agent's browser has used so far. */
  agentTime(): Promise<number>;
  /** Runs on the agent's page. */
  readonly agent: <R, A>(work: (page: RelayPage, argument: A) => R | Promise<R>, argument?: A) => Promise<R>;
  /** Gives the agent another session; `maxDirectViewers: null` is one without a media server. */
  agentSession(options: { maxDirectViewers: number | null; guarded?: boolean }): Promise<void>;
  /** So many more visitors, in one page of a browser of their own. */
  visitors(count: number): Promise<void>;
  seen(): Promise<Seen[]>;
  leave(): Promise<void>;
  /** Stops whatever moves in the shared window. */
  still(): Promise<void>;
  /** Has the shared window scroll through text without a pause: about the most that there is to send of a page. */
  scroll(): Promise<void>;
  /** Where the shared window goes. */
  goTo(page: 'allowed' | 'forbidden'): Promise<void>;
  close(): Promise<void>;
}

/** The sources' types, and the files that integrators get. */
const asBuilt: Plugin = {
  name: 'as-built',
  setup({ onResolve }) {
    const built: Record<string, string> = { 'index.js': 'index', 'socket-io-channel.js': 'socket-io', 'whip-whep-relay.js': 'media-relay' };
    onResolve({ filter: /\/src\/.*\.js$/ }, ({ path }) => ({ path: join(process.cwd(), 'dist', `${built[basename(path)]}.js`) }));
  },
};

async function bundlePage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(process.cwd(), 'test/relay/stage/relay-page.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    plugins: [asBuilt],
    logLevel: 'error',
  });
  return outputFiles[0]!.text;
}

/** The pages, and the signalling server, on one origin. */
async function serveDesk(): Promise<{ origin: string; close(): Promise<void> }> {
  const files: Record<string, string> = {
    '/page.js': await bundlePage(),
    '/frame-counter.js': await readFile(join(process.cwd(), 'test/soak/stage/frame-counter.worker.js'), 'utf8'),
  };
  const server = createServer(({ url = '/' }, response) => {
    const script = files[url];
    if (script !== undefined) response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    else response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>desk</title><script src="/page.js"></script>');
  });
  const io = new SocketServer(server, { serveClient: false });
  let visitors = 0;
  attachScreenShare(io, {
    authorize: ({ token }) => (token === 'agent' ? { user: 'ann', role: 'agent', name: 'Ann' } : { user: `visitor-${++visitors}`, role: 'visitor', name: 'Vera' }),
  });
  const { address } = await listen(server);
  return { origin: `http://localhost:${address.split(':')[1]}`, close: () => io.close() };
}

const SCROLL = `(() => {
  document.body.insertAdjacentHTML('beforeend', Array.from({ length: 300 }, (_, line) => '<p>' + line + ' The quick brown fox jumps over the lazy dog, and the dog sleeps on.</p>').join(''));
  let top = 0;
  setInterval(() => scrollTo(0, (top += 12) % 8000), 40);
})()`;

type Ending = () => Promise<unknown>;

/** Sets the stage. */
export async function setRelayStage(): Promise<RelayStage> {
  const endings: Ending[] = [];
  const close = async (): Promise<void> => {
    for (const end of endings.splice(0).reverse()) await end();
  };
  try {
    return await setStage(endings, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function setStage(endings: Ending[], close: () => Promise<void>): Promise<RelayStage> {
  const folder = await mkdtemp(join(tmpdir(), 'relay-stage-'));
  endings.push(() => rm(folder, { recursive: true, force: true }));
  const janus = await startJanus();
  endings.push(() => janus.close());
  const media = await serveWhipWhep(janus.api);
  endings.push(() => media.close());
  const desk = await serveDesk();
  endings.push(() => desk.close());
  const display = await startDisplay({ width: 1600, height: 1000 });
  endings.push(() => display.stop());
  const authority = await createAuthority(folder);
  const sites = await serveSites(await authority.issue(HOSTS));
  endings.push(() => sites.close());
  const common = { display, home: authority.home };
  const source = await launchBrowser({ ...common, resolveTo: sites.address });
  endings.push(() => source.close());
  const agentBrowser = await launchBrowser({ ...common, captureTitle: CAPTURED_TITLE, args: ['--window-position=1100,600', '--window-size=400,300'] });
  endings.push(() => agentBrowser.close());
  await agentBrowser.page.goto(`${desk.origin}/`);
  const executablePath = await findBrowser();
  const audience = await chromium.launch({ headless: true, ...(executablePath && { executablePath }), args: ['--no-sandbox', '--disable-gpu'] });
  endings.push(() => audience.close());
  const visitorsPage = await audience.newPage();
  await visitorsPage.goto(`${desk.origin}/`);
  const agent = on(agentBrowser.page);
  return {
    janus,
    media,
    agentTime: () => processorTimeOf(agentBrowser.page),
    agent,
    agentSession: ({ maxDirectViewers, guarded = true }) =>
      agent((page, options) => page.agent(options), {
        settings: { escalateToShow: true, surfaces: ['window' as const], allowedSites: guarded ? RULES : [], bookmarks: [] },
        ...(maxDirectViewers !== null && { maxDirectViewers, whip: `${media.origin}/whip`, token: TOKENS.whip }),
      }),
    visitors: (count) => on(visitorsPage)((page, [many, whep, token]) => page.visitors(many, whep, token), [count, `${media.origin}/whep`, TOKENS.whep] as const),
    seen: () => visitorsPage.evaluate(() => window.relayPage.seen()),
    leave: () => visitorsPage.evaluate(() => window.relayPage.leave()),
    still: () => source.page.evaluate('for (let timer = 1; timer < 1000; timer++) clearInterval(timer)'),
    scroll: () => source.page.evaluate(SCROLL),
    async goTo(page) {
      await source.page.goto(page === 'allowed' ? `${ALLOWED}/first/start` : `${FORBIDDEN}/page`);
      await source.page.bringToFront();
      if (page === 'allowed') await source.page.mouse.click(500, 400);
    },
    close,
  };
}

/** Runs on a page's own object. */
function on(page: Page): RelayStage['agent'] {
  return (work, argument) => page.evaluate(([source, given]) => (0, eval)(`(${source})`)(window.relayPage, given) as never, [work.toString(), argument as unknown] as const);
}
