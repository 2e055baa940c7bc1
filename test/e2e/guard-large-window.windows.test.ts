import { expect, test } from '@playwright/test';
import { FORBIDDEN } from '../soak/stage/guarded-sites.js';
import { AttackDesk } from './harness/attack-desk.js';

test('a very large window is read, and shows nothing forbidden', async () => {
  const desk = await AttackDesk.set('normal', { screen: { width: 3200, height: 2000 }, width: 3000, height: 1800 });
  try {
    await desk.share();
    await desk.seen(5);
    // The page alone, cut to even sizes, as colours are stored for two by two pixels.
    const page = await desk.page.evaluate(() => ({ width: innerWidth & ~1, height: innerHeight & ~1 }));
    expect(page.width).toBeGreaterThan(2_900);
    expect(await desk.counts()).toMatchObject(page);
    await desk.page.goto(`${FORBIDDEN}/page`);
    expect(await desk.ended()).toMatchObject({ code: 'site-not-allowed' });
    expect(await desk.forbidden()).toBe(0);
  } finally {
    await desk.close();
  }
});
