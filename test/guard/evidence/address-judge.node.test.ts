import { expect, test } from '@playwright/test';
import type { AddressBar, Picture, Reading } from '../../../src/address-bar/address-bar.js';
import { AddressJudge } from '../../../src/guard/evidence/address-judge.js';
import { Strip } from '../../../src/guard/evidence/strip.js';
import type { FrameView } from '../../../src/guard/evidence/strip.js';

const WIDTH = 64;
const BAR = { x: 8, y: 20, width: 48, height: 12 };

/** A window whose pixels are one grey, but for a byte here and there. */
function frame(changes: Record<number, number> = {}, height = 100): FrameView {
  return {
    width: WIDTH,
    height,
    strip: async (rows) => {
      const count = Math.min(rows, height);
      const data = new Uint8Array(WIDTH * count * 4).fill(200);
      for (const [row, value] of Object.entries(changes)) data.fill(value, Number(row) * WIDTH * 4, (Number(row) + 1) * WIDTH * 4);
      return new Strip({ width: WIDTH, height: count, format: 'RGBA', data, planes: [{ offset: 0, stride: WIDTH * 4 }] });
    },
  };
}

const reading = (text: string, more: Partial<Reading> = {}): Reading => ({ text, truncated: false, security: 'secure', editing: false, engine: 'exact', confidence: 1, ...more });
const bar: AddressBar = { box: BAR, textBox: BAR, markBox: null, background: [200, 200, 200], theme: 'light', scale: 1, confidence: 1 };

/** A judge over readers that count their calls. */
function judging(answer: { reading?: Reading | null; bar?: AddressBar | null } = {}) {
  const calls = { located: 0, read: 0 };
  let now = 0;
  const answers: { reading: Reading | null; bar: AddressBar | null; locates?: (picture: Picture) => AddressBar | null } = { reading: reading('example.com/first/a'), bar, ...answer };
  const judge = new AddressJudge(
    { allowedSites: ['https://example.com/first/*'], guard: { show: 'window' } },
    {
      locate: (picture) => (calls.located++, answers.locates ? answers.locates(picture) : answers.bar),
      read: () => (calls.read++, answers.reading),
    },
    () => now,
  );
  return { judge, calls, answers, pass: (ms: number) => void (now += ms) };
}

test('an allowed address is allowed, by its rule', async () => {
  const { judge } = judging();
  expect(await judge.judge(frame())).toEqual({ verdict: 'allowed', shown: 'example.com/first/a', proof: 'exact', rule: 'https://example.com/first/*', page: 'https://example.com/first/a', pageTop: expect.any(Number) });
});

test('a rule for every page of a site says so', async () => {
  const { judge } = judging();
  judge.update({ allowedSites: ['https://example.com/*'], guard: { show: 'window' } });
  expect(await judge.judge(frame())).toMatchObject({ rule: 'https://example.com/*', wholeSite: true });
});

test('the same pixels are neither located nor read again', async () => {
  const { judge, calls, pass } = judging();
  for (let i = 0; i < 100; i++) {
    await judge.judge(frame());
    pass(33);
  }
  expect(calls).toEqual({ located: 1, read: 1 });
});

test('one changed pixel row in the bar, or right above it, is read again', async () => {
  for (const row of [BAR.y - 3, BAR.y, BAR.y + 6, BAR.y + BAR.height - 1]) {
    const { judge, calls, answers } = judging();
    await judge.judge(frame());
    answers.reading = reading('example.com/second');
    expect((await judge.judge(frame({ [row]: 201 }))).verdict, `row ${row}`).toBe('blocked');
    expect(calls.read).toBe(2);
  }
});

test('what changes in the page below is not looked at', async () => {
  const { judge, calls } = judging();
  await judge.judge(frame());
  await judge.judge(frame({ [BAR.y + BAR.height + 10]: 7 }));
  expect(calls.located).toBe(1);
});

test('what changes above the bar is looked at, but not in every frame', async () => {
  const { judge, calls, pass } = judging();
  await judge.judge(frame());
  pass(100);
  await judge.judge(frame({ 2: 100 }));
  expect(calls.located).toBe(1);
  pass(500);
  await judge.judge(frame({ 2: 100 }));
  expect(calls.located).toBe(2);
});

test('a page\'s dialog that covers the toolbar\'s lower edge casts no doubt on a bar that is the same', async () => {
  const { judge, answers, pass } = judging();
  await judge.judge(frame());
  pass(600);
  // The locator finds the bar in what it saw before, not in this frame as a whole.
  const dialog = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [BAR.y + BAR.height + i, 255]));
  answers.locates = (picture) => (picture.data[(BAR.y + BAR.height + 4) * WIDTH * 4] === 255 ? null : bar);
  expect((await judge.judge(frame({ 2: 100, ...dialog }))).verdict).toBe('allowed');
});

test('a bar that is covered for a moment, and then the very same again, is known again', async () => {
  const { judge, answers, pass } = judging();
  await judge.judge(frame());
  answers.bar = null;
  expect((await judge.judge(frame({ [BAR.y + 4]: 7 }))).verdict).toBe('unclear');
  pass(33);
  expect((await judge.judge(frame())).verdict).toBe('allowed');
});

test('a bar that is found elsewhere is read anew', async () => {
  const { judge, answers, calls, pass } = judging();
  await judge.judge(frame());
  pass(600);
  answers.bar = { ...bar, box: { ...BAR, y: BAR.y + 2 } };
  await judge.judge(frame({ 2: 100 }));
  expect(calls.read).toBe(2);
});

test('a window of another size is located anew', async () => {
  const { judge, calls } = judging();
  await judge.judge(frame());
  await judge.judge(frame({}, 120));
  expect(calls.located).toBe(2);
});

test('what is unclear says why', async () => {
  expect(await judging({ bar: null }).judge.judge(frame({ 2: 100 }))).toEqual({ verdict: 'unclear', reason: 'no-address-bar' });
  expect(await judging({ bar: null }).judge.judge(frame())).toEqual({ verdict: 'unclear', reason: 'no-frames' });
  expect(await judging({ reading: null }).judge.judge(frame())).toEqual({ verdict: 'unclear', reason: 'unreadable' });
  expect(await judging({ reading: reading('example.com/first/a', { editing: true }) }).judge.judge(frame())).toMatchObject({ verdict: 'unclear', reason: 'editing' });
  expect(await judging({ reading: reading('example.com/first/a', { security: 'unknown' }) }).judge.judge(frame())).toMatchObject({ verdict: 'unclear', reason: 'unknown-mark' });
  expect(await judging({ reading: reading('example.com/first/a', { security: 'not-secure', engine: 'ocr' }) }).judge.judge(frame())).toMatchObject({ verdict: 'unclear', reason: 'not-secure' });
  expect(await judging({ reading: reading('example.com/first/a', { confusable: true }) }).judge.judge(frame())).toMatchObject({ verdict: 'unclear', reason: 'look-alike' });
  expect(await judging({ reading: reading('example.com/first/a', { confusable: true, security: 'unknown' }) }).judge.judge(frame())).toMatchObject({ verdict: 'unclear', reason: 'look-alike' });
});

test('a bar in use is held as that', async () => {
  expect(await judging({ reading: reading('', { editing: true }) }).judge.judge(frame())).toMatchObject({ verdict: 'unclear', reason: 'editing' });
});

test('something else than the mark beside an address that was secure just now is a question of the browser’s; beside another address it is not', async () => {
  const { judge, answers, pass } = judging();
  await judge.judge(frame());
  pass(33);
  answers.reading = reading('example.com/first/a', { security: 'unknown' });
  expect(await judge.judge(frame({ [BAR.y + 4]: 7 }))).toMatchObject({ verdict: 'unclear', reason: 'prompt', shown: 'example.com/first/a' });
  answers.reading = reading('example.com/first/b', { security: 'unknown' });
  pass(600);
  expect(await judge.judge(frame({ [BAR.y + 4]: 8 }))).toMatchObject({ verdict: 'unclear', reason: 'unknown-mark' });
  // What the bar calls not secure is no question, and ends the share at once.
  answers.reading = reading('example.com/first/a', { security: 'not-secure' });
  pass(600);
  expect((await judge.judge(frame({ [BAR.y + 4]: 9 }))).verdict).toBe('blocked');
});

test('a panel that hangs from the place of the bar is a list of suggestions, in a window that is the same', async () => {
  const { judge, answers, pass } = judging();
  await judge.judge(frame({ [BAR.y + BAR.height + 2]: 90 }));
  answers.bar = null;
  pass(600);
  const panel = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [BAR.y + i, 255]));
  expect(await judge.judge(frame(panel))).toEqual({ verdict: 'unclear', reason: 'suggestions' });
  pass(600);
  expect(await judge.judge(frame({ ...panel, [BAR.y + BAR.height + 2]: 90 }))).toEqual({ verdict: 'unclear', reason: 'no-address-bar' });
  pass(600);
  expect(await judge.judge(frame(panel, 101))).toEqual({ verdict: 'unclear', reason: 'no-address-bar' });
});

test('what is unclear may stay so for a moment without another look, and is looked at then', async () => {
  const { judge, calls, answers, pass } = judging({ bar: null });
  await judge.judge(frame());
  answers.bar = bar;
  pass(20);
  expect((await judge.judge(frame())).verdict).toBe('unclear');
  pass(60);
  expect((await judge.judge(frame())).verdict).toBe('allowed');
  expect(calls.located).toBe(2);
});

test('a reading by OCR that could be a look-alike proves nothing by default', async () => {
  const { judge } = judging({ reading: reading('example.com/first/a', { engine: 'ocr', ambiguous: true, confidence: 0.9 }) });
  expect((await judge.judge(frame())).verdict).toBe('unclear');
});

test('new settings judge the last reading anew, and the next frame from scratch', async () => {
  const { judge, calls } = judging();
  await judge.judge(frame());
  judge.update({ allowedSites: ['https://example.com/third/*'], guard: { show: 'window' } });
  expect(judge.again()?.verdict).toBe('blocked');
  expect((await judge.judge(frame())).verdict).toBe('blocked');
  expect(calls.located).toBe(2);
});

test('what was verified is forgotten when the source may have changed', async () => {
  const { judge, calls } = judging();
  await judge.judge(frame());
  judge.forget();
  await judge.judge(frame());
  expect(calls.located).toBe(2);
});

test('a broken rule is refused, naming it', () => {
  expect(() => new AddressJudge({ allowedSites: ['http://x'] }, { locate: () => null, read: () => null })).toThrow('http://x');
});

test('a bar that lies deep is searched for step by step, and the next time at once', async () => {
  const { judge, calls, answers } = judging();
  const depths: number[] = [];
  const deep = { ...bar, box: { ...BAR, y: 150, height: 30 } };
  answers.locates = ({ height }) => (depths.push(height), height > 200 ? deep : null);
  expect((await judge.judge(frame({}, 500))).verdict).toBe('allowed');
  expect(depths).toEqual([140, 220, 400]);
  judge.forget();
  expect((await judge.judge(frame({}, 500))).verdict).toBe('allowed');
  expect(depths.slice(3)).toEqual([400]);
  expect(calls.read).toBe(2);
});

test('a bar is not taken from rows that end right below it: what lies there may raise doubts', async () => {
  const { judge, answers } = judging();
  const low = { ...bar, box: { ...BAR, y: 100, height: 30 } };
  answers.locates = ({ height }) => (height < 220 ? low : null);
  expect(await judge.judge(frame({ 2: 100 }, 500))).toMatchObject({ verdict: 'unclear', reason: 'no-address-bar' });
});

test('where the page begins has to be certain, unless visitors see the whole window', async () => {
  const { judge } = judging();
  judge.update({ allowedSites: ['https://example.com/first/*'] });
  // A picture of one colour shows no edge.
  expect(await judge.judge(frame())).toMatchObject({ verdict: 'unclear', reason: 'page-edge', shown: 'example.com/first/a' });
});
