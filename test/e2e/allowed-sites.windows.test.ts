import { expect, test, type Page } from '@playwright/test';
import type * as AgentScript from '../../src/cdn/agent.js';
import { ALLOWED, FORBIDDEN, RULES } from '../soak/stage/guarded-sites.js';
import { countFrames, setGuardedStage, type GuardedStage } from './harness/guarded-stage.js';
import { EVERYTHING } from './harness/support-desk.js';

/** Allowed Sites as people meet them: the button, the view, and windows of a real browser. */
const GUARDED = { ...EVERYTHING, surfaces: ['window'], allowedSites: RULES };

let stage: GuardedStage;
test.beforeAll(async () => {
  stage = await setGuardedStage();
});
test.beforeEach(() => {
  stage.desk.settings = GUARDED;
});
test.afterEach(() => stage.clear());
test.afterAll(() => stage.close());

const element = (agent: Page) => agent.locator('glance-screenshare-button');
const dialog = (agent: Page) => agent.getByRole('alertdialog');
/** What has happened by itself, told beside the button. */
const notice = (agent: Page) => agent.locator('glance-screenshare-button').locator('[part=notice]');
const agentIs = (agent: Page, state: string) => expect(element(agent)).toHaveAttribute('state', state, { timeout: 20_000 });
const visitorSees = (visitor: Page, state: string) => expect(visitor.locator('glance-share-view')).toHaveAttribute('state', state, { timeout: 20_000 });

async function clickShare(agent: Page): Promise<void> {
  await agent.bringToFront();
  await agent.getByRole('button', { name: 'Screen Share' }).click();
}

/** An allowed page, shared and seen. */
async function share(...page: Parameters<GuardedStage['agent']>): Promise<{ source: Page; agent: Page; visitor: Page }> {
  const source = await stage.source();
  const { page: agent } = await stage.agent(...page);
  const visitor = await stage.visitor();
  await clickShare(agent);
  await agentIs(agent, 'sharing');
  await visitorSees(visitor, 'viewing');
  return { source, agent, visitor };
}

/** A page leaves while it is asked. */
const leave = (source: Page, url: string) => source.evaluate((to) => { location.href = to; }, url).catch(() => undefined);

test('a forbidden page ends the share before the visitor sees any of it; the agent is told which, and Yes starts again', async () => {
  const { source, agent, visitor } = await share();
  const seen = await countFrames(visitor);
  await expect.poll(async () => (await seen()).frames).toBeGreaterThan(5);
  await expect(visitor.getByText('Ann is sharing a page of shop.example.test.')).toBeVisible();
  await expect(visitor.getByRole('link', { name: 'Open this page' })).toHaveAttribute('href', `${ALLOWED}/first/start`);

  await leave(source, `${FORBIDDEN}/page`);
  await visitorSees(visitor, 'ended');
  expect(await seen()).toMatchObject({ forbidden: 0, strange: 0 });
  await expect(visitor.getByText('The share has ended, because what was open may not be shown here.')).toBeVisible();
  await expect(notice(agent)).toContainText('The page secret.example.test/page is not on the list of allowed sites. Sharing has ended.');
  await agentIs(agent, 'idle');

  await source.goto(`${ALLOWED}/first/again`);
  await agent.bringToFront();
  await notice(agent).getByRole('button', { name: 'Start again' }).click();
  await agentIs(agent, 'sharing');
  await visitorSees(visitor, 'viewing');
  const again = await countFrames(visitor);
  await expect.poll(async () => (await again()).frames).toBeGreaterThan(5);
  expect(await again()).toMatchObject({ forbidden: 0, strange: 0 });
});

test('without a list the same page is seen, so that the count above counts', async () => {
  stage.desk.settings = EVERYTHING;
  const { source, visitor } = await share();
  const seen = await countFrames(visitor);
  await leave(source, `${FORBIDDEN}/page`);
  await expect.poll(async () => (await seen()).forbidden, { timeout: 20_000 }).toBeGreaterThan(0);
});

test('an address bar in use pauses the share, and says so to both; after the grace the share ends', async () => {
  stage.desk.settings = { ...GUARDED, guard: { graceMs: 4_000 } };
  const { source, agent, visitor } = await share();
  await source.bringToFront();
  await stage.keys('ctrl+l');
  await agentIs(agent, 'paused');
  await expect(element(agent).locator('[part=status]')).toContainText(/The address bar is in use|The address cannot be read|No address bar can be seen/);
  await visitorSees(visitor, 'paused');
  await expect(visitor.getByText('Paused while Ann’s page is being checked.')).toBeVisible();
  await expect(notice(agent)).toContainText('Sharing has ended', { timeout: 20_000 });
  await expect(notice(agent)).toContainText('address');
  await visitorSees(visitor, 'ended');
});

test('an address bar that is left in time lets the share go on', async () => {
  stage.desk.settings = { ...GUARDED, guard: { graceMs: 60_000 } };
  const { source, agent, visitor } = await share();
  await source.bringToFront();
  await stage.keys('ctrl+l');
  await visitorSees(visitor, 'paused');
  // The agent pauses too: that is what the visitor is told then.
  await agent.bringToFront();
  await agent.getByRole('button', { name: 'Pause' }).click();
  await expect(visitor.getByText('Ann has paused the share.')).toBeVisible();
  await agent.getByRole('button', { name: 'Resume' }).click();
  await source.bringToFront();
  await stage.keys('Escape', 'Escape');
  await source.mouse.click(500, 400);
  await agentIs(agent, 'sharing');
  await visitorSees(visitor, 'viewing');
});

test('the audit tells each address, its verdict, rule and proof, the start and the end', async () => {
  const source = await stage.source();
  const { page: agent } = await stage.agent();
  await agent.evaluate(async (settings) => {
    const { AgentSession } = (await import('/dist/cdn/agent.js' as string)) as typeof AgentScript;
    const session = new AgentSession({ channel: { send: () => undefined, subscribe: () => () => undefined }, settings: settings as never, name: 'Ann' });
    const audit: unknown[] = [];
    session.addEventListener('audit', ({ detail }) => audit.push(detail));
    Object.assign(globalThis, { audit });
    document.querySelector('glance-screenshare-button')!.session = session;
  }, GUARDED);
  const audit = () => agent.evaluate(() => (globalThis as unknown as { audit: Record<string, unknown>[] }).audit);
  await clickShare(agent);
  await agentIs(agent, 'sharing');
  await leave(source, `${ALLOWED}/second/page`);
  await agentIs(agent, 'idle');

  const entries = await audit();
  for (const entry of entries) expect(entry).toMatchObject({ agent: 'Ann', surface: 'window', time: expect.any(Number) as unknown });
  expect(entries).toContainEqual(expect.objectContaining({ event: 'page', verdict: 'allowed', shown: 'shop.example.test/first/start', rule: RULES[0], proof: 'exact' }));
  // Whether nothing more leaves is told for itself: the visitor keeps the last picture until the end is there.
  expect(entries.filter(({ event }) => event !== 'pause').slice(-2)).toMatchObject([
    { event: 'page', verdict: 'blocked', shown: 'shop.example.test/second/page', rule: null, proof: 'exact' },
    { event: 'end', reason: 'site-not-allowed' },
  ]);
  expect(entries.filter(({ event }) => event === 'start')).toHaveLength(1);
});

test('a rule that does not parse: nothing can be shared, and the rule is named before anyone clicks', async () => {
  stage.desk.settings = { ...GUARDED, allowedSites: [...RULES, 'https://shop.example.test/first*'] };
  const { page: agent } = await stage.agent();
  await expect(agent.getByRole('button', { name: 'Screen Share' })).toHaveAccessibleDescription(/not valid.*allowed site 2 \(“https:\/\/shop\.example\.test\/first\*”\)/);
});

test('a tab is refused, because it shows no address', async () => {
  const { page: agent, browser } = await stage.agent({}, 'tab');
  const source = await browser.context.newPage();
  await source.goto(`${ALLOWED}/first/start`);
  await clickShare(agent);
  await expect(dialog(agent)).toContainText('You picked a tab. Only a window may be shared.');
  await agentIs(agent, 'idle');
});

/** What a page tells of itself, as early as its head: where it is, or an address that it has not. */
const TELLS = {
  'its address': `{ handle: location.href, exposeOrigin: true, permittedOrigins: ['*'] }`,
  'an allowed address of another origin': `{ handle: '${ALLOWED}/first/start', exposeOrigin: true, permittedOrigins: ['*'] }`,
  'an allowed address, but not its origin': `{ handle: '${ALLOWED}/first/start', exposeOrigin: false, permittedOrigins: ['*'] }`,
} as const;

/** An agent's browser with a second tab in it, whose pages on these hosts tell what they are made to. */
async function agentWithTab(tells: keyof typeof TELLS, where: string): Promise<{ agent: Page; tab: Page }> {
  stage.desk.settings = { ...GUARDED, surfaces: ['window', 'tab'], guard: { tabsByCaptureHandle: true, graceMs: 3_000 } };
  const { page: agent, browser } = await stage.agent({}, 'tab');
  const tab = await browser.context.newPage();
  await tab.addInitScript(`if (location.href.startsWith(${JSON.stringify(where)})) navigator.mediaDevices.setCaptureHandleConfig(${TELLS[tells]})`);
  return { agent, tab };
}

for (const [what, url, code] of [
  ['of another origin, which tells its address', `${FORBIDDEN}/page`, /The page https:\/\/secret\.example\.test\/page is not on the list/],
  ['that is forbidden and tells its address', `${ALLOWED}/second/page`, /The page https:\/\/shop\.example\.test\/second\/page is not on the list/],
  ['that tells nothing', 'https://silent.example.test/page', /does not tell its address/],
] as const) {
  test(`a tab that tells its address by Capture Handle is shared; a page ${what} ends the share unseen`, async () => {
    const { agent, tab } = await agentWithTab('its address', url.includes('silent') ? ALLOWED : 'https://');
    await tab.goto(`${ALLOWED}/first/start`);
    const visitor = await stage.visitor();
    await clickShare(agent);
    await agentIs(agent, 'sharing');
    await visitorSees(visitor, 'viewing');
    const seen = await countFrames(visitor);
    await tab.bringToFront();
    await expect.poll(async () => (await seen()).frames).toBeGreaterThan(5);
    await leave(tab, url);
    await visitorSees(visitor, 'ended');
    expect(await seen()).toMatchObject({ forbidden: 0, strange: 0 });
    await expect(notice(agent)).toContainText(code);
  });
}

test('a tab that leaves while the agent’s page is too busy to hear of it shows nothing of where it goes', async () => {
  const { agent, tab } = await agentWithTab('its address', 'https://');
  await tab.goto(`${ALLOWED}/first/start`);
  const visitor = await stage.visitor();
  await clickShare(agent);
  await agentIs(agent, 'sharing');
  const seen = await countFrames(visitor);
  await tab.bringToFront();
  await expect.poll(async () => (await seen()).frames).toBeGreaterThan(5);
  const busy = agent.evaluate(() => {
    for (const end = Date.now() + 2_500; Date.now() < end;);
  });
  await tab.goto(`${FORBIDDEN}/page`);
  await busy;
  await visitorSees(visitor, 'ended');
  expect(await seen()).toMatchObject({ forbidden: 0, strange: 0 });
  await expect(notice(agent)).toContainText('secret.example.test/page is not on the list');
});

for (const tells of ['an allowed address of another origin', 'an allowed address, but not its origin'] as const) {
  test(`a forbidden tab that tells ${tells} is shown to nobody`, async () => {
    const { agent, tab } = await agentWithTab(tells, FORBIDDEN);
    await tab.goto(`${FORBIDDEN}/page`);
    // The picker goes by the title.
    await tab.evaluate(() => { document.title = 'guarded window'; });
    const visitor = await stage.visitor();
    await clickShare(agent);
    await expect(notice(agent)).toContainText('does not tell its address', { timeout: 20_000 });
    await expect(visitor.locator('glance-share-view')).toHaveAttribute('state', 'waiting');
  });
}

test('a worker script that is not there: nothing is shared, and the developer is told what to serve', async () => {
  await stage.source();
  const { page: agent } = await stage.agent({ attributes: { 'guard-worker': '/dist/no-such-worker.js' } });
  await clickShare(agent);
  await expect(notice(agent)).toContainText(/could not be started from http:\/\/localhost:\d+\/dist\/no-such-worker\.js/);
  await agentIs(agent, 'idle');
});

test('a worker that dies during a share ends it', async () => {
  const { agent, visitor } = await share({ attributes: { 'guard-worker': '/dying-worker.js' } });
  await agent.bringToFront();
  await agent.getByRole('button', { name: 'Pause' }).click();
  await expect(notice(agent)).toContainText('The guard that checks the shared window has failed.');
  await visitorSees(visitor, 'ended');
});

/** What a strict page may load: its own scripts, and workers only where they are named. */
const STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws:; media-src 'self' blob:; worker-src 'self'";

test('a security policy without blob: workers: nothing is shared, and the developer is told what to do', async () => {
  await stage.source();
  const { page: agent } = await stage.agent({ policy: STRICT });
  await clickShare(agent);
  await expect(notice(agent)).toContainText('could not be started');
  await expect(notice(agent)).toContainText('worker-src blob:');
  await agentIs(agent, 'idle');
});

test('the same policy with the worker’s script served: the page is shared', async () => {
  await share({ policy: STRICT, attributes: { 'guard-worker': '/dist/guard-worker.js' } });
});

test.describe('a window in a font that the agent’s browser does not use', () => {
  const OTHER_FONT = { font: { family: 'DejaVu Serif', antialiasing: 'grey' } } as const;

  test('is read by OCR, whose parts are found beside the script, and shown where the settings accept that proof', async () => {
    stage.desk.settings = { ...GUARDED, guard: { reading: 'ocr', graceMs: 20_000 } };
    const source = await stage.source(OTHER_FONT);
    const { page: agent } = await stage.agent();
    const visitor = await stage.visitor();
    await clickShare(agent);
    await agentIs(agent, 'sharing');
    await visitorSees(visitor, 'viewing');
    const seen = await countFrames(visitor);
    await leave(source, `${FORBIDDEN}/page`);
    // What OCR reads never ends a share at once: it holds, until the grace is over.
    await visitorSees(visitor, 'paused');
    await expect(visitor.locator('glance-share-view')).toHaveAttribute('state', 'ended', { timeout: 40_000 });
    expect(await seen()).toMatchObject({ forbidden: 0, strange: 0 });
  });

  for (const [what, assets] of [['a folder that is not there', '/nowhere/'], ['another origin that is not there', 'http://127.0.0.1:9/ocr']] as const) {
    test(`is not shown where OCR’s parts are said to be in ${what}; the agent is told from where they were missing`, async () => {
      stage.desk.settings = { ...GUARDED, guard: { reading: 'ocr', graceMs: 20_000 } };
      await stage.source(OTHER_FONT);
      const { page: agent } = await stage.agent({ attributes: { 'ocr-assets': assets } });
      const visitor = await stage.visitor();
      await clickShare(agent);
      await expect(element(agent).locator('[part=status]')).toContainText('text recognition, which could not be loaded', { timeout: 60_000 });
      await expect(notice(agent)).toContainText(`could not be loaded from ${new URL(`${assets}/reader.js`.replace('//r', '/r'), stage.desk.origin).href}`, { timeout: 60_000 });
      await expect(visitor.locator('glance-share-view')).toHaveAttribute('state', 'waiting');
    });
  }
});
