import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { findBrowser, installedBrowser } from '../browser.mjs';

let folder: string;

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'browser-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

function program(path: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
  chmodSync(file, 0o755);
  return file;
}

test('Chrome is preferred to Chromium, wherever on the path they are', () => {
  program('first/chromium');
  const chrome = program('second/google-chrome');
  expect(installedBrowser({ env: { PATH: `${folder}/first:${folder}/second` }, platform: 'linux' })).toBe(chrome);
});

test('on Windows it is found below the program folders', () => {
  const edge = program('Microsoft/Edge/Application/msedge.exe');
  expect(installedBrowser({ env: { PROGRAMFILES: folder }, platform: 'win32' })).toBe(edge);
});

test('CHROME_PATH rules out all others, and must name a program', async () => {
  const mine = program('mine');
  expect(await findBrowser({ env: { CHROME_PATH: mine, PATH: '/usr/bin' } })).toBe(mine);
  await expect(findBrowser({ env: { CHROME_PATH: join(folder, 'nothing'), PATH: '/usr/bin' } })).rejects.toThrow('CHROME_PATH names');
});
