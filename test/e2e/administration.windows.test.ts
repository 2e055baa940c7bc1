import { expect, test, type Page } from '@playwright/test';
import { ALLOWED, FORBIDDEN } from '../soak/stage/guarded-sites.js';
import { countFrames, type SeenFrames } from './harness/guarded-stage.js';
import { agentIs, SettingsStage, share, shareButton, visitorSees, type Environment } from './harness/settings-stage.js';
import { EVERYTHING } from './harness/support-desk.js';

/** What an administrator decides, as it reaches shares that are running: the demo's server, its panel, real windows. */
const RULE = `${ALLOWED}/first/*`;
const GUARDED = { ...EVERYTHING, surfaces: ['window' as const], allowedSites: [RULE] };
const ALL = { ...EVERYTHING, surfaces: ['screen' as const, 'window' as const, 'tab' as const] };

let stage: SettingsStage;
test.beforeAll(async () => {
  stage = await SettingsStage.set();
});
test.afterEach(() => stage.clear());
test.afterAll(() => stage.close());

/** One who shares and one who watches, in a session of their own. */
class Pair {
  readonly agent: Page;
  readonly visitor: Page;
  #seen: () => Promise<SeenFrames> = () => Promise.reject(new Error('Nothing is counted yet.'));

  private constructor(agent: Page, visitor: Page) {
    this.agent = agent;
    this.visitor = visitor;
  }

  static async sharing(environment: Environment): Promise<Pair> {
    const pair = new Pair(await stage.agent(environment, environment), await stage.visitor(environment));
    await pair.share();
    return pair;
  }

  async share(): Promise<void> {
    await share(this.agent);
    await visitorSees(this.visitor, 'viewing');
  }

  /** Resolves, inside, once the share has been held and goes on, from now on: the guard has looked at the page. */
  async held(): Promise<{ readonly over: Promise<void> }> {
    const over = await shareButton(this.agent).evaluateHandle((button) => {
      const states: (string | null)[] = [];
      const checked = new Promise<void>((resolve) => {
        new MutationObserver(() => {
          states.push(button.getAttribute('state'));
          if (states.includes('paused') && states.at(-1) === 'sharing') resolve();
        }).observe(button, { attributeFilter: ['state'] });
      });
      return { checked };
    });
    return { over: over.evaluate(({ checked }) => checked) };
  }

  /** Counts what the visitor sees from now on, once nothing of a forbidden page is under way any more. */
  async count(): Promise<void> {
    this.#seen = await countFrames(this.visitor);
    for (;;) {
      const { forbidden } = await this.#seen();
      await this.sees(5);
      if ((await this.#seen()).forbidden === forbidden) break;
    }
    this.#seen = await countFrames(this.visitor);
  }

  /** The visitor has had so many frames more. */
  async sees(frames: number): Promise<void> {
    const before = (await this.#seen()).frames;
    await expect.poll(async () => (await this.#seen()).frames, { timeout: 30_000 }).toBeGreaterThanOrEqual(before + frames);
  }

  async forbidden(): Promise<number> {
    return (await this.#seen()).forbidden;
  }

  async seesForbidden(): Promise<void> {
    await expect.poll(() => this.forbidden(), { timeout: 30_000 }).toBeGreaterThan(0);
  }

  /** The share has ended because of the page, and the visitor has seen nothing of it. */
  async stoppedUnseen(): Promise<void> {
    await visitorSees(this.visitor, 'ended');
    await agentIs(this.agent, 'idle');
    await expect(this.agent.locator('glance-screenshare-button').locator('[part=notice]')).toContainText('is not on the list of allowed sites. Sharing has ended.');
    expect(await this.forbidden()).toBe(0);
  }

  async goOn(): Promise<void> {
    await this.agent.bringToFront();
    await this.agent.locator('glance-screenshare-button').getByRole('button', { name: 'Start again' }).click();
    await agentIs(this.agent, 'sharing');
    await visitorSees(this.visitor, 'viewing');
  }
}

/** A page leaves while it is asked. */
async function goTo(source: Page, url: string): Promise<void> {
  await source.bringToFront();
  await source.goto(url);
}

async function press(panel: Page, name: string): Promise<void> {
  await panel.bringToFront();
  await panel.getByRole('button', { name, exact: true }).click();
}

async function save(panel: Page): Promise<void> {
  await press(panel, 'Save to Staging');
  await expect(panel.getByText('Saved to Staging.')).toBeVisible();
}

async function publish(panel: Page): Promise<void> {
  await press(panel, 'Publish to Production');
  await press(panel, 'Publish');
  await expect(panel.getByText('Published to Production.')).toBeVisible();
}

test('a site that is added limits the shares that run: in staging once it is saved, in production once it is published', async () => {
  await stage.begin(ALL);
  const source = await stage.source();
  const panel = await stage.panel();
  const [staging, production] = [await Pair.sharing('staging'), await Pair.sharing('production')];
  const pairs = [staging, production];
  for (const pair of pairs) await pair.count();
  await goTo(source, `${FORBIDDEN}/page`);
  for (const pair of pairs) await pair.seesForbidden();
  await goTo(source, `${ALLOWED}/first/start`);
  for (const pair of pairs) await pair.count();

  await panel.bringToFront();
  await panel.getByLabel('URL of a site to allow').fill(RULE);
  await press(panel, 'Add URL');
  await press(panel, 'Set surfaces to Window');
  const stagingHeld = await staging.held();
  await save(panel);
  await source.bringToFront();
  // It goes over to the guard, and goes on, because the page is allowed.
  await stagingHeld.over;
  await agentIs(production.agent, 'sharing');
  await staging.sees(5);
  await goTo(source, `${FORBIDDEN}/page`);
  await staging.stoppedUnseen();
  await production.seesForbidden();

  await goTo(source, `${ALLOWED}/first/start`);
  await staging.goOn();
  for (const pair of pairs) await pair.count();
  const productionHeld = await production.held();
  await publish(panel);
  await source.bringToFront();
  await productionHeld.over;
  for (const pair of pairs) await pair.sees(5);
  await goTo(source, `${FORBIDDEN}/page`);
  for (const pair of pairs) await pair.stoppedUnseen();
});

test('a page that is shared and no longer allowed ends the share: in staging once that is saved, in production once it is published', async () => {
  await stage.begin(GUARDED);
  const source = await stage.source();
  const panel = await stage.panel();
  const [staging, production] = [await Pair.sharing('staging'), await Pair.sharing('production')];
  for (const pair of [staging, production]) await pair.count();
  await panel.bringToFront();
  await panel.locator('#site-grid .rule').click();
  await panel.getByLabel('Allowed site', { exact: true }).fill(`${ALLOWED}/first/other/*`);
  await save(panel);
  await staging.stoppedUnseen();
  await agentIs(production.agent, 'sharing');
  await production.sees(5);
  await publish(panel);
  await production.stoppedUnseen();
  await goTo(source, `${ALLOWED}/first/other/page`);
  await staging.goOn();
});

test('a bookmark goes from its entry in the panel to a window that the visitor sees, under the guard', async () => {
  await stage.begin(GUARDED);
  const panel = await stage.panel();
  await press(panel, 'Add Link');
  await panel.keyboard.type('First steps');
  await panel.keyboard.press('Tab');
  await panel.keyboard.type(`${ALLOWED}/first/steps`);
  await save(panel);
  await publish(panel);

  const agent = await stage.agent('bookmark', 'production');
  const visitor = await stage.visitor('bookmark');
  await agent.bringToFront();
  await agent.getByRole('button', { name: 'Screen Share' }).click();
  const opened = stage.opened();
  await agent.getByRole('menuitem', { name: 'First steps' }).click();
  const bookmark = await opened;
  await bookmark.waitForURL(`${ALLOWED}/first/steps`);
  expect(await bookmark.evaluate(() => [window.opener === null, document.referrer, outerWidth >= 480, outerHeight >= 400])).toEqual([true, '', true, true]);
  await bookmark.mouse.click(300, 400);
  await agent.bringToFront();
  await agent.getByRole('button', { name: 'Screen Share' }).click();
  await expect(agent.getByRole('menuitem', { name: /First steps.*Open/ })).toBeVisible();
  await agent.getByRole('menuitem', { name: 'Share…' }).click();
  await agentIs(agent, 'sharing');
  await visitorSees(visitor, 'viewing');
  const seen = await countFrames(visitor);
  await expect.poll(async () => (await seen()).frames, { timeout: 30_000 }).toBeGreaterThan(5);
  await bookmark.evaluate((url) => { location.href = url; }, `${FORBIDDEN}/page`).catch(() => undefined);
  await visitorSees(visitor, 'ended');
  expect(await seen()).toMatchObject({ forbidden: 0, strange: 0 });
  await expect(shareButton(agent).locator('[part=notice]')).toContainText('secret.example.test/page is not on the list');
});
