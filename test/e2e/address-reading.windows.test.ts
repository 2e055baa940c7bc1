import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Reading } from '../../src/address-bar/address-bar.js';
import type { Condition } from '../address-bar/live-matrix/conditions.js';
import { nameOf } from '../address-bar/live-matrix/conditions.js';
import { bundleAgent, openCapturedWindow, runCondition, title } from '../address-bar/live-matrix/matrix.js';
import type { AgentScripts, CapturedWindow } from '../address-bar/live-matrix/matrix.js';
import { startTestSite } from '../address-bar/live-matrix/test-site.js';
import type { TestSite } from '../address-bar/live-matrix/test-site.js';
import { createAuthority } from './harness/certificates.js';
import type { Authority } from './harness/certificates.js';
import { startDisplay } from './harness/display.js';
import type { Display } from './harness/display.js';

const conditions: Condition[] = [
  { font: 'Noto Sans', antialiasing: 'grey', scale: 1, dark: false, kind: 'normal' },
  { font: 'Roboto', antialiasing: 'lcd', scale: 1.25, dark: true, kind: 'popup' },
  { font: 'Liberation Sans', antialiasing: 'grey', scale: 1.5, dark: true, kind: 'normal' },
  { font: 'DejaVu Sans', antialiasing: 'lcd', scale: 2, dark: false, kind: 'popup' },
];

let folder: string;
let display: Display;
let authority: Authority;
let agent: AgentScripts;
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reading-'));
  display = await startDisplay({ width: 2600, height: 1400 });
  authority = await createAuthority(folder);
  agent = await bundleAgent('test/address-bar/live-matrix');
});
test.afterAll(async () => {
  await display.stop();
  await rm(folder, { recursive: true, force: true });
});

for (const condition of conditions) {
  test(`reads addresses full of look-alikes to the letter: ${nameOf(condition)}`, async () => {
    const attempts = await runCondition({ condition, display, authority, agent, urls: 12, seed: 4711 });
    const missed = attempts.filter(({ outcome, reading }) => outcome === 'refused' || outcome === 'wrong' || reading?.security !== 'secure');
    expect(missed.map(({ address, reading }) => ({ shown: address.shown, reading }))).toEqual([]);
  });
}

test.describe('what the mark says', () => {
  const plain = conditions[0]!;
  let site: TestSite;
  let window: CapturedWindow;
  test.beforeEach(async () => {
    const hosts = ['localhost', 'allowed.example.com', 'other.example.com', 'xn--n1aeb.ru', 'scoreboard.ru'];
    site = await startTestSite(await authority.issue(hosts), title);
    window = await openCapturedWindow({ condition: plain, display, authority, agent, site, start: 'https://other.example.com/start' });
  });
  test.afterEach(async () => {
    await window.close();
    await site.stop();
  });

  /** The reading, once the bar shows this text. */
  async function readingOf(text: string): Promise<Reading | null> {
    let reading: Reading | null = null;
    await expect.poll(async () => (reading = (await window.read(null)).reading)?.text, { timeout: 20_000 }).toBe(text);
    return reading;
  }

  test('a committed https page is secure, at any port', async () => {
    await window.target.goto('https://allowed.example.com/page');
    expect(await readingOf('allowed.example.com/page')).toMatchObject({ security: 'secure', editing: false, truncated: false });
    await window.target.goto('https://allowed.example.com:8443/page');
    expect(await readingOf('allowed.example.com:8443/page')).toMatchObject({ security: 'secure' });
  });

  test('an https page that failed to load is not', async () => {
    await site.stop();
    await expect(window.target.goto('https://allowed.example.com/page')).rejects.toThrow();
    expect(await readingOf('allowed.example.com/page')).toMatchObject({ security: 'unknown' });
  });

  test('a host that Cyrillic letters can spell alike is secure, and told to be confusable', async () => {
    await window.target.goto('https://xn--n1aeb.ru/');
    expect(await readingOf('cop.ru')).toMatchObject({ security: 'secure', confusable: true });
    await window.target.goto('https://scoreboard.ru/');
    const reading = await readingOf('scoreboard.ru');
    expect(reading).toMatchObject({ security: 'secure' });
    expect(reading).not.toHaveProperty('confusable');
  });
});
