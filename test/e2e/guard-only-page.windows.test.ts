import { expect, test } from '@playwright/test';
import { everyLook } from '../soak/forgeries/looks.js';
import { countForeignEdges } from '../soak/only-page.js';

/** A window that looks as most do. The long form, of every look, is `npm run soak -- only-page`. */
const LOOKS = everyLook().slice(0, 1);

for (const by of ['own', 'other'] as const) {
  const whose = by === 'own' ? 'the viewer’s own browser' : 'another browser';

  test(`only the page leaves while bars slide in and out and the window is resized: windows of ${whose}`, async () => {
    const report = await countForeignEdges({ looks: LOOKS, by });
    expect(report).toMatchObject({ windows: 4, shown: 4, foreign: 0, dirty: [] });
  });
}

test('with the whole window shown, what the test before counts is there', async () => {
  const report = await countForeignEdges({ looks: LOOKS, by: 'other', windows: 1, changes: 0, show: 'window' });
  expect(report.foreign).toBe(report.frames);
  expect(report.frames).toBeGreaterThan(0);
});
