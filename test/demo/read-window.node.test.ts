import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { DemoStage } from './demo-stage.js';

/** The page on which administrators try whether a window can be read. */
let stage: DemoStage;

test.beforeAll(async () => {
  stage = await DemoStage.open();
});
test.afterEach(() => stage.clear());
test.afterAll(() => stage.close());

const picture = (name: string): string => `test/address-bar/windows/${name}.png`;
const open = (page: Page, file: string | { name: string; mimeType: string; buffer: Buffer }) => page.locator('input[type=file]').setInputFiles(file);
const fact = (page: Page, name: string) => page.locator(`[data-fact=${name}]`);

/** Drops a file on the page, as from a folder's window. */
async function drop(page: Page, file: string): Promise<void> {
  const data = await page.evaluateHandle((base64) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], 'window.png', { type: 'image/png' }));
    return transfer;
  }, readFileSync(file).toString('base64'));
  await page.dispatchEvent('main', 'drop', { dataTransfer: data });
}

test('the start page leads there', async () => {
  const page = await stage.person('/');
  await expect(page.getByRole('link', { name: 'Try whether a window can be read' })).toHaveAttribute('href', '/read-window.html');
});

test('a picture that is opened or dropped is read, and framed where the bar is; OCR’s parts come where they are needed', async () => {
  const page = await stage.person('/read-window.html');
  await open(page, picture('not-secure-dark-150'));
  await expect(fact(page, 'text')).toHaveText('bank.example/login', { timeout: 90_000 });
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('The address can be read, but this page is not secure');
  await drop(page, picture('normal-light'));
  await expect(fact(page, 'text')).toHaveText('example.test/first/page?q=1', { timeout: 90_000 });
  await expect(fact(page, 'security')).toHaveText('Secure');
  await expect(page.locator('.seen canvas')).toBeVisible();
  expect(stage.complaints).toEqual([]);
});

test('what is no picture, or shows no bar, is said so, and nothing of the picture before stays', async () => {
  const page = await stage.person('/read-window.html');
  await open(page, picture('normal-light'));
  await expect(page.locator('.details')).toBeVisible();
  await open(page, { name: 'words.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('This is no picture');
  await expect(page.locator('.details')).toBeHidden();
  await open(page, picture('suggestions-over-fake-tabs'));
  await expect(page.locator('.verdict')).toContainText('No address bar was found.');
  await expect(page.locator('.details')).toBeHidden();
  await expect(page.getByText('Framed:')).toBeHidden();
});

test('a captured window is looked at until it is stopped, by the keyboard alone', async () => {
  const page = await stage.person('/read-window.html');
  await page.getByRole('button', { name: 'Choose a window' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.verdict')).toContainText('No address bar was found.');
  const stop = page.getByRole('button', { name: 'Stop looking' });
  await page.keyboard.press('Tab');
  await expect(stop).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(stop).toBeHidden();
  await expect(page.getByRole('button', { name: 'Choose a window' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.locator('input[type=file]')).toBeFocused();
});
