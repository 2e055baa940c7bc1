import { expect, test, type Page } from '@playwright/test';
import { RULES } from '../soak/stage/guarded-sites.js';
import { setGuardedStage, type GuardedStage } from '../e2e/harness/guarded-stage.js';
import { openWorkshop, type ExampleApp, type Workshop } from './example-app.js';

/** With a list of allowed sites, so that the guard's worker has to be there. */
const GUARDED = { escalateToShow: true, surfaces: ['window'], allowedSites: RULES, bookmarks: [] };

/** A test for each of these examples. */
export function testExamples(names: readonly string[]): void {
  let stage: GuardedStage;
  let workshop: Workshop;
  test.beforeAll(async () => {
    [stage, workshop] = await Promise.all([setGuardedStage(), openWorkshop()]);
  });
  test.afterEach(() => stage.clear());
  test.afterAll(async () => {
    await stage.close();
    await workshop.close();
  });
  for (const name of names) {
    test(`the packed package, installed into the example ${name}, builds and shares a window there`, async () => {
      const app = await workshop.open(name, GUARDED);
      try {
        await shareInExample(stage, app);
      } finally {
        await app.close();
      }
    });
  }
}

/** Shares a real window from an example's page, sees it arrive in the view beside the button, and hears nothing from the console. */
async function shareInExample(stage: GuardedStage, { url }: ExampleApp): Promise<void> {
  await stage.source();
  const { page } = await stage.agent();
  const complaints = listenTo(page);
  await page.goto(url);
  await page.bringToFront();
  await page.getByRole('button', { name: 'Screen Share' }).click();
  await expect(page.locator('glance-screenshare-button')).toHaveAttribute('state', 'sharing', { timeout: 40_000 });
  await expect(page.locator('glance-share-view')).toHaveAttribute('state', 'viewing', { timeout: 40_000 });
  await page.waitForFunction(() => (document.querySelector('glance-share-view')?.shadowRoot?.querySelector('video')?.videoWidth ?? 0) > 0);
  // The framework has heard the element's event.
  await expect(page.locator('#last-event')).toHaveText('sharing a window');
  expect(await readByOcr(page)).toContain('example');
  expect(complaints).toEqual([]);
}

/** What a page's console and its uncaught errors say. */
function listenTo(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    // Browsers ask for an icon that no example has.
    if (['error', 'warning'].includes(message.type()) && !message.location().url.endsWith('/favicon.ico')) complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return complaints;
}

/** Recognises a word with the parts of OCR from where the element would load them: WASM, worker and language data are all needed for that. */
function readByOcr(page: Page): Promise<string> {
  // As text, so that `import` is the browser's.
  return page.evaluate<string>(`(async () => {
    const inFolder = (folder) => ({ readerUrl: folder + 'reader.js', engineUrl: folder + 'tesseract.esm.min.js', workerUrl: folder + 'worker.min.js', coreUrl: folder + 'core', languageUrl: folder + 'language' });
    const byHand = document.querySelector('glance-screenshare-button').ocrAssets;
    const found = byHand ? inFolder(byHand) : customElements.get('glance-screenshare-button').ocrAssets;
    // Some bundlers leave out the origin; the guard fills it in likewise, for its worker.
    const assets = Object.fromEntries(Object.entries(found).map(([part, url]) => [part, new URL(url, document.baseURI).href]));
    const { loadOcrEngine } = await import(assets.readerUrl);
    const engine = await loadOcrEngine(assets);
    const canvas = Object.assign(document.createElement('canvas'), { width: 400, height: 80 });
    const context = canvas.getContext('2d');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, 400, 80);
    context.fillStyle = '#000';
    context.font = '40px serif';
    context.fillText('example', 20, 50);
    const { width, height } = canvas;
    const { text } = await engine.recognise({ width, height, data: context.getImageData(0, 0, width, height).data.filter((_, at) => at % 4 === 0) });
    await engine.close();
    return text;
  })()`);
}
