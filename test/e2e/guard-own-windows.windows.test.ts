import { expect, test } from '@playwright/test';
import { FORBIDDEN } from '../soak/stage/guarded-sites.js';
import { resizeShared } from '../soak/stage/own-window.js';
import { AttackDesk } from './harness/attack-desk.js';

/** Device pixels; a frame has the next smaller even size. */
const SIZES = [[1002, 702], [1001, 700], [1000, 701], [903, 651]] as const;

for (const kind of ['normal', 'popup'] as const) {
  test(`a ${kind} window of the agent's own browser is shared at every size, and shows nothing forbidden`, async () => {
    const desk = await AttackDesk.set(kind, { by: 'own' });
    try {
      for (const [width, height] of SIZES) {
        await resizeShared(desk.stage, { width, height });
        await desk.share();
        await desk.seen(2);
      }
      await desk.page.goto(`${FORBIDDEN}/page`);
      expect(await desk.ended()).toMatchObject({ code: 'site-not-allowed' });
      expect(await desk.forbidden()).toBe(0);
    } finally {
      await desk.close();
    }
  });
}
