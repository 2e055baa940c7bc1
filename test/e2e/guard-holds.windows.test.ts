import { expect, test } from '@playwright/test';
import { captureWindow, setGuardStage, type GuardStage } from '../soak/stage/guard-stage.js';
import { RULES } from '../soak/stage/guarded-sites.js';

/** What interrupts an agent's share in an ordinary day: each hold says what it is, ends nothing, and ends by itself. */
let stage: GuardStage;
test.beforeAll(async () => {
  stage = await setGuardStage();
});
test.afterAll(() => stage.close());

test('typing, suggestions, a new tab, a permission and a minimised window are held by their names, and go on by themselves', async () => {
  test.setTimeout(240_000);
  const { page } = await captureWindow(stage, 'normal');
  const window = (await stage.xdotool('getactivewindow')).trim();
  // A page that stands still: the visitor's own picture is seen again at once.
  await page.evaluate(() => {
    for (let id = 0; id < 1_000; id++) clearInterval(id);
  });
  await stage.guard((it, rules) => it.guard({ allowedSites: rules }), RULES);
  await expect.poll(() => stage.guard((it) => it.state), { timeout: 30_000 }).toBe('released');

  const leaveBar = async (): Promise<void> => {
    await stage.keys('Escape', 'Escape', 'Escape');
    await page.mouse.click(500, 400);
  };
  // The bubble takes keys once it has come up, a moment after its chip in the bar.
  const dismissPrompt = (): Promise<void> =>
    expect.poll(async () => (await stage.keys('Escape'), stage.guard((it) => it.state)), { intervals: [1_000] }).toBe('released');
  const whys = (): Promise<(string | null)[]> => stage.guard((it) => it.states.map(({ why }) => why));
  const situations: readonly (readonly [reason: string, enter: () => Promise<unknown>, leave: () => Promise<unknown>])[] = [
    ['editing', () => stage.keys('ctrl+l'), leaveBar],
    ['suggestions', async () => (await stage.keys('ctrl+l'), await stage.xdotool('type', '--delay', '150', 'shop')), leaveBar],
    // In Debian's Chromium a new tab's bar soon has the address of a search engine's page, selected as if it were in use.
    ['new-tab or editing', () => stage.keys('ctrl+t'), () => stage.keys('ctrl+w')],
    ['prompt', () => page.evaluate(() => navigator.geolocation.getCurrentPosition(() => undefined)), dismissPrompt],
    ['no-frames', () => stage.xdotool('windowminimize', window), () => stage.xdotool('windowactivate', window)],
  ];
  for (const [reason, enter, leave] of situations) {
    await stage.guard((it) => void it.states.splice(0, it.states.length - 1));
    await enter();
    await expect.poll(async () => (await whys()).some((why) => why !== null && reason.split(' or ').includes(why)), { message: reason }).toBe(true);
    await leave();
    const left = Date.now();
    await expect.poll(() => stage.guard((it) => it.state), { message: `after ${reason}`, timeout: 30_000, intervals: [50] }).toBe('released');
    test.info().annotations.push({ type: 'resumed', description: `${reason}: ${Date.now() - left} ms` });
  }
  expect(await stage.guard((it) => it.ending)).toBe(null);
});
