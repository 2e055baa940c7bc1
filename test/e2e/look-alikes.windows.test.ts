import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { judgeAddress } from '../../src/guard/evidence/judge-address.js';
import { AllowedSites } from '../../src/policy/index.js';
import { isBelievedWrongly, isLost, visitAll } from '../address-bar/confusables/visits.js';
import type { Visit } from '../address-bar/confusables/visits.js';
import { weakened } from '../address-bar/confusables/weakened.js';
import type { Condition } from '../address-bar/live-matrix/conditions.js';
import { bundleAgent } from '../address-bar/live-matrix/matrix.js';
import type { CapturedWindowOptions } from '../address-bar/live-matrix/matrix.js';
import { createAuthority } from './harness/certificates.js';
import type { Authority } from './harness/certificates.js';
import { startDisplay } from './harness/display.js';
import type { Display } from './harness/display.js';

const plain: Condition = { font: 'Noto Sans', antialiasing: 'grey', scale: 1, dark: false, kind: 'normal' };
const armenian: Condition = { font: 'DejaVu Sans', antialiasing: 'grey', scale: 1, dark: true, kind: 'normal' };

/** Hosts that the bar shows like Latin ones: with a mark below a descender, above a letter, on it, or in another script. */
const lookAlikes = ['shop\u0323.com', 'shop\u0331.com', 'pay\u0323.com', 'e\u0302xample.com', 'examp\u0142e.com', 'shop\u0327.com', 'сор.ru', 'ѕһор.ru', 'рау.by', 'аррӏе.ua', 'ѕһор.kyiv.ua', 'ουν.gr']
  .map((host) => new URL(`https://${host}/first/`).href);
const ordinary = ['https://shop.com/first/', 'https://www.example.com/first/page', 'https://yandex.ru/', 'https://shop.me/first/'];

let folder: string;
let display: Display;
let authority: Authority;
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'look-alikes-'));
  display = await startDisplay({ width: 2600, height: 1400 });
  authority = await createAuthority(folder);
});
test.afterAll(async () => {
  await display.stop();
  await rm(folder, { recursive: true, force: true });
});

async function visit(urls: readonly string[], options: { condition?: Condition; by?: CapturedWindowOptions['by']; weak?: boolean } = {}): Promise<Visit[]> {
  const { condition = plain, by = 'own', weak = false } = options;
  const agent = await bundleAgent('test/address-bar/live-matrix', weak ? [weakened] : []);
  return visitAll(urls, { condition, display, authority, agent, by });
}

for (const by of ['own', 'other'] as const) {
  test(`believes no host that looks like another one, and every ordinary one: ${by === 'own' ? "a window of the agent's own browser" : 'a window of another browser'}`, async () => {
    const visits = await visit([...lookAlikes, ...ordinary], { by });
    expect(visits.filter(isBelievedWrongly)).toEqual([]);
    expect(visits.filter(({ url }) => ordinary.includes(url)).filter(isLost)).toEqual([]);
  });
}

test('would believe such hosts without the checks', async () => {
  const believed = (await visit(lookAlikes, { weak: true })).filter(isBelievedWrongly).map(({ reading }) => reading?.text);
  expect(believed).toEqual(expect.arrayContaining(['shop.com/first/', 'cop.ru/first/']));
});

test('believes no Armenian host in a font whose letters are Latin ones', async () => {
  const hosts = ['ցց.com', 'հոս.am'].map((host) => new URL(`https://${host}/`).href);
  expect((await visit(hosts, { condition: armenian })).filter(isBelievedWrongly)).toEqual([]);
});

test('lets what stands before /* decide where the rest of an address cannot be read', async () => {
  const verdictOf = ({ reading }: Visit, rule: string): string => (reading ? judgeAddress(reading, new AllowedSites([rule])) : 'no reading');
  const first = 'https://shop.com/first/*';
  const [han, umlaut, hebrew, marked, digits, moved] = await visit([
    'https://shop.com/first/中文/x', 'https://shop.com/first/a?q=ü', 'https://shop.com/first/אב/1', 'https://shop.com/first/p\u0323', 'https://shop.com/first/1/אב', 'https://shop.com/אב/1/x',
  ]);
  for (const seen of [han, umlaut, hebrew, marked, digits]) expect(seen && verdictOf(seen, first), seen?.url).toBe('allowed');
  // The bar shows the last two with the digit first.
  expect(moved && verdictOf(moved, 'https://shop.com/1/*')).toBe('unclear');
  expect(moved && verdictOf(moved, 'https://shop.com/*')).toBe('allowed');
});
