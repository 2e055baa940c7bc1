import { expect, test } from '@playwright/test';
import { FORBIDDEN } from '../soak/stage/guarded-sites.js';
import { AttackDesk } from './harness/attack-desk.js';

test('a very large window is read, and shows nothing forbidden', async () => {
  const desk = await AttackDesk.set('normal', { screen: { width: 3200, height: 2000 }, width: 3000, height: 1800 });
  try {
    await desk.share();
    await desk.seen(5);
    expect(await desk.counts()).toMatchObject({ width: 3000, height: 1800 });
    await desk.page.goto(`${FORBIDDEN}/page`);
    expect(await desk.ended()).toMatchObject({ code: 'site-not-allowed' });
    expect(await desk.forbidden()).toBe(0);
  } finally {
    await desk.close();
  }
});
