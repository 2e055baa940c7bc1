import { expect, test } from '@playwright/test';
import { addressOfHandle } from '../../../src/guard/page/capture-handle.js';
import { HandleJudge } from '../../../src/guard/evidence/handle-judge.js';

const origin = 'https://shop.example.com';
const RULES = { allowedSites: [`${origin}/first/*`] };
const judge = (handle: { origin: string; handle: string } | null) => new HandleJudge(RULES, () => Promise.resolve(handle)).judge();

test('a handle is a whole URL or a path on the tab\'s own origin', () => {
  expect(addressOfHandle({ origin, handle: `${origin}/first/a?b#c` })).toBe(`${origin}/first/a?b#c`);
  expect(addressOfHandle({ origin, handle: '/first/a' })).toBe(`${origin}/first/a`);
});

test('a handle that names another origin than the browser does is no address', () => {
  for (const handle of ['https://evil.example.com/first/a', '//evil.example.com/first/', 'http://shop.example.com/first/a', 'https://shop.example.com:8443/first/', 'https://[', 'data:text/html,x']) {
    expect(addressOfHandle({ origin, handle }), handle).toBeNull();
  }
});

test('a told address is judged by the rules, and says by what it is known', async () => {
  expect(await judge({ origin, handle: '/first/a' })).toEqual({ verdict: 'allowed', shown: `${origin}/first/a`, rule: `${origin}/first/*`, page: `${origin}/first/a`, proof: 'capture-handle' });
  expect(await judge({ origin, handle: '/second/a' })).toMatchObject({ verdict: 'blocked', shown: `${origin}/second/a` });
  expect(await judge({ origin: 'https://evil.example.com', handle: '/first/a' })).toMatchObject({ verdict: 'blocked' });
});

test('a tab that tells nothing, or nothing that is an address, is unclear', async () => {
  expect(await judge(null)).toEqual({ verdict: 'unclear', reason: 'no-handle' });
  expect(await judge({ origin, handle: 'https://evil.example.com/first/a' })).toEqual({ verdict: 'unclear', reason: 'no-handle' });
});

test('new settings judge what was told before', () => {
  const it = new HandleJudge(RULES, () => Promise.resolve(null));
  it.handle({ origin, handle: '/first/a' });
  it.update({ allowedSites: [`${origin}/second/*`] });
  expect(it.again().verdict).toBe('blocked');
});

test('a broken rule is refused, naming it', () => {
  expect(() => new HandleJudge({ allowedSites: ['https://*'] }, () => Promise.resolve(null))).toThrow('https://*');
});

test('each frame is judged by what the tab tells then, not by what it told before', async () => {
  const answers: ((handle: { origin: string; handle: string } | null) => void)[] = [];
  const it = new HandleJudge(RULES, () => new Promise((resolve) => void answers.push(resolve)));
  it.handle({ origin, handle: '/first/a' });
  const judged = it.judge();
  answers[0]!({ origin, handle: '/second/a' });
  expect(await judged).toMatchObject({ verdict: 'blocked' });
  expect(it.again()).toMatchObject({ verdict: 'blocked' });
});
