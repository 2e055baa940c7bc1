import { expect, test } from '@playwright/test';
import { parseMessage, type Outgoing } from '../../src/channel/messages.js';
import { Pointing, regionOf } from '../../src/session/pointing.js';

/** A hand that points, by a clock that the test moves. */
function pointing() {
  let now = 0;
  const sent: Outgoing[] = [];
  const it = new Pointing((message) => sent.push(message), () => now);
  return { it, sent, pass: (ms: number) => void (now += ms) };
}

test('a place outside of the picture, or one that is no place, is not sent', () => {
  const { it, sent } = pointing();
  for (const x of [-0.01, 1.01, Number.NaN, Infinity, '0.5' as unknown as number]) expect(it.point({ x, y: 0.5 })).toBe(false);
  for (const stroke of [-1, 0.5, Number.NaN]) expect(it.point({ x: 0, y: 0, stroke })).toBe(false);
  expect(sent).toEqual([]);
  expect(it.point({ x: 0, y: 1, stroke: 7 })).toBe(true);
  expect(sent).toEqual([{ type: 'point', x: 0, y: 1, stroke: 7 }]);
});

test('of a thousand points in a second some twenty are sent, the newest among them', async () => {
  const { it, sent, pass } = pointing();
  for (let i = 0; i < 1_000; i++) {
    it.point({ x: i / 1_000, y: 0 });
    pass(1);
  }
  await expect.poll(() => sent.at(-1)).toMatchObject({ x: 0.999 });
  expect(sent.length).toBeLessThanOrEqual(22);
});

test('what waits is not sent after the end', async () => {
  const { it, sent } = pointing();
  it.point({ x: 0.1, y: 0.1 });
  it.point({ x: 0.2, y: 0.2 });
  it.close();
  expect(it.point({ x: 0.3, y: 0.3 }, 'ann')).toBe(true);
  await expect.poll(() => sent.map((message) => 'x' in message && message.x)).toEqual([0.1, 0.3]);
});

test('whoever sends a thousand points a second is not heard; others are', () => {
  const { it, pass } = pointing();
  let heard = 0;
  for (let i = 0; i < 1_000; i++) {
    if (it.accepts('mallory')) heard++;
    pass(1);
  }
  expect(heard).toBeLessThanOrEqual(81);
  expect(it.accepts('mia')).toBe(true);
  pass(1_000);
  expect(it.accepts('mallory')).toBe(true);
});

test('the message holds a place in the picture and nothing else', () => {
  const point = { v: 1, from: { id: 'mia', role: 'visitor' }, type: 'point', x: 0.5, y: 1 };
  expect(parseMessage(point)).not.toBeNull();
  for (const wrong of [{ x: -0.1 }, { x: 1.1 }, { y: Number.NaN }, { y: '1' }, { stroke: -1 }, { x: undefined }]) expect(parseMessage({ ...point, ...wrong })).toBeNull();
});

test('a ninth of the picture has a name', () => {
  const names = [0, 0.5, 1].map((y) => [0, 0.5, 1].map((x) => regionOf({ x, y })));
  expect(names).toEqual([['upper-left', 'upper', 'upper-right'], ['left', 'middle', 'right'], ['lower-left', 'lower', 'lower-right']]);
});
