import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test, type Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { DemoStage, expectMirrored } from './demo-stage.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

let stage: DemoStage;

test.beforeAll(async () => {
  stage = await DemoStage.open();
});
test.afterEach(() => stage.clear());
test.afterAll(() => stage.close());

/** What axe finds wrong, the mirrored page left out: it is the visitor's, and checked as such. */
async function problems(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const results = await page.evaluate(
    () => (window as unknown as { axe: { run(context: object, options: object): Promise<AxeResults> } }).axe.run({ exclude: ['.mirror iframe'] }, { iframes: false }),
  );
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

for (const dark of [false, true]) {
  const look = dark ? 'dark' : 'light';

  for (const path of [
    '/', '/admin.html', '/read-window.html', '/nowhere', '/guides/claims.html', '/guides/cover.html',
    ...['default', 'harbour', 'paper', 'terminal'].map((theme) => `/looks.html?theme=${theme}`),
    ...['home', 'products', 'quote', 'quote-done', 'claim', 'claim-done', 'contact'].map((page) => `/visitor.html?session=axe&page=${page}`),
  ]) {
    test(`${path} has no fault that axe knows, ${look}`, async () => {
      expect(await problems(await stage.person(path, { dark }))).toEqual([]);
    });
  }

  test(`the agent's viewer has none, empty and with a visitor, nor has the help panel, ${look}`, async () => {
    const agent = await stage.person(`/agent.html?session=axe-${look}&name=Anna`, { dark });
    await expect(agent.locator('.connection')).toHaveText('Connected');
    expect(await problems(agent)).toEqual([]);
    const visitor = await stage.person(`/visitor.html?session=axe-${look}`, { dark });
    await visitor.locator('.help-open').click();
    await visitor.fill('#say', 'Hello');
    await visitor.keyboard.press('Enter');
    await expectMirrored(agent, 'main h1', 'Insurance that keeps its word.');
    await agent.fill('#say', 'Good day');
    await agent.keyboard.press('Enter');
    await agent.getByLabel('Note for agents').check();
    await agent.fill('#say', 'A note');
    await agent.keyboard.press('Enter');
    await expect(agent.locator('.talk p')).toHaveCount(3);
    await expect(visitor.locator('.talk p')).toHaveCount(2);
    expect(await problems(agent)).toEqual([]);
    expect(await problems(visitor)).toEqual([]);
  });
}
