import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { RULES } from '../soak/stage/guarded-sites.js';
import { setGuardedStage, type GuardedStage } from './harness/guarded-stage.js';
import { EVERYTHING } from './harness/support-desk.js';

const GUARDED = { ...EVERYTHING, surfaces: ['window'], allowedSites: RULES };
const OTHER_FONT = { font: { family: 'DejaVu Serif', antialiasing: 'grey' } } as const;

/** The lists as the page of the documentation gives them, in its order. */
const policies = [...readFileSync('docs/guides/security-policy.md', 'utf8').matchAll(/^```text\n(default-src 'none';[^]*?)^```$/gm)].map(([, list = '']) => list.replaceAll(/\s+/g, ' ').trim());
const [AGENT, WITHOUT_BLOB, WITH_OCR, VISITOR] = policies as [string, string, string, string];

let stage: GuardedStage;
test.beforeAll(async () => {
  stage = await setGuardedStage();
});
test.afterEach(() => stage.clear());
test.afterAll(() => stage.close());

/** From now on, in each page that is opened, what its policy has kept from happening. */
async function watchViolations(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(globalThis, { violations: seen });
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => void seen.push(`${effectiveDirective} ${blockedURI}`));
  });
  return () => page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations);
}

interface Tried {
  readonly policy: string;
  readonly attributes?: Record<string, string>;
}

/** Opens the agent's page under a policy and shares an allowed window from it. */
async function shareUnder({ policy, attributes = {} }: Tried): Promise<() => Promise<string[]>> {
  const { page } = await stage.agent();
  const violations = await watchViolations(page);
  await page.goto(stage.desk.agentUrl({ policy, attributes }));
  await page.bringToFront();
  await page.getByRole('button', { name: 'Screen Share' }).click();
  await expect(page.locator('glance-screenshare-button')).toHaveAttribute('state', 'sharing', { timeout: 40_000 });
  return violations;
}

test('the documentation gives four lists', () => {
  expect(policies).toHaveLength(4);
  for (const policy of policies) expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|\*/);
});

test('under the documentation’s lists a guarded window goes from the agent’s page to the visitor’s, and no policy has anything to forbid', async () => {
  stage.desk.settings = GUARDED;
  await stage.source();
  const visitor = await stage.visitor();
  const atVisitor = await watchViolations(visitor);
  await visitor.goto(`${stage.desk.visitorUrl()}&policy=${encodeURIComponent(VISITOR)}`);
  const atAgent = await shareUnder({ policy: AGENT });
  await expect(visitor.locator('glance-share-view')).toHaveAttribute('state', 'viewing');
  await visitor.waitForFunction(() => (document.querySelector('glance-share-view')?.shadowRoot?.querySelector('video')?.videoWidth ?? 0) > 0);
  expect(await atAgent()).toEqual([]);
  // The one thing is the test page's own `<style>`.
  expect(await atVisitor()).toEqual(['style-src-elem inline']);
});

test('without blob: workers the guard runs from its own file', async () => {
  stage.desk.settings = GUARDED;
  await stage.source();
  const violations = await shareUnder({ policy: WITHOUT_BLOB, attributes: { 'guard-worker': '/dist/guard-worker.js' } });
  expect(await violations()).toEqual([]);
});

test('a window that only OCR can read is read under the list for it', async () => {
  stage.desk.settings = { ...GUARDED, guard: { reading: 'ocr', graceMs: 20_000 } };
  await stage.source(OTHER_FONT);
  const violations = await shareUnder({ policy: WITH_OCR, attributes: { 'guard-worker': '/dist/guard-worker.js' } });
  expect(await violations()).toEqual([]);
});

test('a policy that does not name the worker’s Trusted Types policy: nothing is shared, and the developer is told', async () => {
  stage.desk.settings = GUARDED;
  await stage.source();
  const { page } = await stage.agent();
  await page.goto(stage.desk.agentUrl({ policy: AGENT.replace(' glance-screenshare', '') }));
  await page.bringToFront();
  await page.getByRole('button', { name: 'Screen Share' }).click();
  await expect(page.locator('[part=notice]')).toContainText('could not be started');
  await expect(page.locator('[part=notice]')).toContainText('trusted-types');
});

test('styles come with Lit’s nonce where a browser takes no style sheets made by script', async () => {
  stage.desk.settings = EVERYTHING;
  const { page } = await stage.agent();
  const violations = await watchViolations(page);
  await page.addInitScript(() => {
    Reflect.deleteProperty(Document.prototype, 'adoptedStyleSheets');
    Object.assign(globalThis, { litNonce: 'r4nd0m' });
  });
  const colour = () => page.getByRole('button', { name: 'Screen Share' }).evaluate((button) => getComputedStyle(button).backgroundColor);
  await page.goto(stage.desk.agentUrl({ policy: `${AGENT}; style-src 'nonce-r4nd0m'` }));
  const styled = await colour();
  expect(await violations()).toEqual([]);
  // Without the nonce's permission the styles are missing, so the one above has had them.
  await page.goto(stage.desk.agentUrl({ policy: `${AGENT}; style-src 'nonce-an0ther'` }));
  expect(await colour()).not.toBe(styled);
  expect(await violations()).toContain('style-src-elem inline');
});
