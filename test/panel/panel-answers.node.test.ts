import { expect, test, type Page } from '@playwright/test';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { PanelStage } from './panel-stage.js';

let stage: PanelStage;
test.beforeAll(async () => {
  stage = await PanelStage.open();
});
test.afterEach(() => stage.clear());
test.afterAll(() => stage.close());

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const reply = (status: number, body = '', type = 'application/json'): Answer => (request, response) => {
  request.resume();
  response.writeHead(status, { 'content-type': type }).end(body);
};

/** Everything that somebody can have typed. */
async function typeEverything(page: Page): Promise<void> {
  await page.getByLabel('Escalate to Show').uncheck();
  for (const surface of ['Screens', 'Tabs']) await page.getByRole('checkbox', { name: surface, exact: true }).uncheck();
  await page.getByLabel('URL of a site to allow').fill('https://www.example.com/first/*');
  await page.getByRole('button', { name: 'Add URL' }).click();
  await page.getByRole('button', { name: 'Add Link' }).click();
  await page.keyboard.type('Claims');
  await page.keyboard.press('Tab');
  await page.keyboard.type('https://www.example.com/first/claims');
  await page.getByRole('heading', { name: 'Advanced' }).click();
  await page.getByLabel('Grace time, in milliseconds').fill('4000');
}

/** All that the panel's fields hold. */
function typed(page: Page): Promise<(string | boolean)[]> {
  return page.locator('glance-screenshare-settings').evaluate((panel) =>
    [...panel.shadowRoot!.querySelectorAll<HTMLInputElement>('input:not([type=file])')].map(({ type, checked, value }) => (type === 'checkbox' || type === 'radio' ? checked : value)));
}

const SAVED = {
  escalateToShow: false,
  surfaces: ['window'],
  allowedSites: ['https://www.example.com/first/*'],
  bookmarks: [{ title: 'Claims', url: 'https://www.example.com/first/claims', active: true }],
  guard: { graceMs: 4000 },
};

const LOST = 'The answer got lost, so it may have happened all the same. Trying again is safe.';

const CASES: readonly [what: string, answer: Answer, says: readonly string[]][] = [
  ['401', reply(401), ['You are not signed in, or no longer.', 'Sign in again in another tab, then try again here.']],
  ['403', reply(403), ['You may not do this.']],
  ['404', reply(404, '<h1>Not found</h1>', 'text/html'), ['There is nothing at that address.']],
  ['413', reply(413), ['The settings are larger than the server takes.']],
  ['422 with a problem that the panel doesn’t know', reply(422, JSON.stringify({ detail: 'These settings are not valid.', problems: [{ code: 'house-rule', path: 'bookmarks.0.title', message: 'Titles begin with the name of the team.' }] })), ['These settings are not valid.', 'Titles begin with the name of the team.']],
  ['500', reply(500, 'Oops'), ['The server had a problem of its own.', LOST]],
  ['502 of a proxy', reply(502, '<h1>Bad gateway</h1>', 'text/html'), ['The server had a problem of its own.', LOST]],
  ['a login page', reply(200, '<!doctype html><form>Sign in</form>', 'text/html'), ['The server’s answer is not a settings document.', LOST]],
  ['nothing', reply(200), ['The server’s answer is not a settings document.', LOST]],
  ['a connection that breaks', (request) => request.socket.destroy(), ['The server could not be reached.', LOST]],
  ['no answer in time', (request) => void request.resume(), ['The server did not answer in time.', LOST]],
];

for (const [what, answer, says] of CASES) {
  test(`a save that is answered with ${what} says what to do, beside the button; nothing typed is lost, and the next one saves all of it`, async () => {
    const page = await stage.panel();
    await typeEverything(page);
    const before = await typed(page);
    stage.spoil = answer;
    await page.getByRole('button', { name: 'Save to Staging' }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'Not saved' });
    for (const sentence of ['Everything you typed is still here.', ...says]) await expect(alert).toContainText(sentence);
    expect(await typed(page)).toEqual(before);
    expect((await stage.store().read()).staging).toBeNull();
    stage.spoil = null;
    await page.getByRole('button', { name: 'Save to Staging' }).click();
    await expect(page.getByText('Saved to Staging.')).toBeVisible();
    await expect(page.getByText('Everything you typed is still here.')).toHaveCount(0);
    expect((await stage.store().read()).staging?.settings).toEqual(SAVED);
  });
}

test('a 412 although nobody else has saved, as behind a proxy that drops If-Match, is never shown as saved', async () => {
  const page = await stage.panel();
  await typeEverything(page);
  stage.spoil = reply(412);
  await page.getByRole('button', { name: 'Save to Staging' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Not saved' })).toContainText('The server had a problem of its own.');
  await expect(page.getByText('Saved to Staging.')).toHaveCount(0);
  await expect(page.getByText('Unsaved changes.')).toBeVisible();
  stage.spoil = null;
  await page.getByRole('button', { name: 'Save to Staging' }).click();
  await expect(page.getByText('Saved to Staging.')).toBeVisible();
});

test('what only the server finds wrong is marked at its field, which has the focus', async () => {
  const page = await stage.panel();
  await typeEverything(page);
  stage.spoil = reply(422, JSON.stringify({ detail: 'These settings are not valid.', problems: [{ code: 'house-rule', path: 'bookmarks.0.title', message: 'Titles begin with the name of the team.' }] }));
  await page.getByRole('button', { name: 'Save to Staging' }).click();
  const title = page.getByLabel('URL Title', { exact: true });
  await expect(title).toBeFocused();
  await expect(title).toHaveAttribute('aria-invalid', 'true');
  await expect(title).toHaveAccessibleDescription('Titles begin with the name of the team.');
});

test('a save that the server carries out and never answers is shown as saved as soon as that is known, and is no conflict with itself', async () => {
  const page = await stage.panel();
  await typeEverything(page);
  stage.spoil = (request, response) => {
    // Done, and never told.
    response.writeHead = () => response;
    response.end = () => response;
    stage.pass(request, response);
  };
  await page.getByRole('button', { name: 'Save to Staging' }).click();
  // The stream of changes tells that it has happened.
  await expect(page.getByText('Saved to Staging.')).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: 'Not saved' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'See both and choose' })).toHaveCount(0);
  expect((await stage.store().read()).staging?.settings).toEqual(SAVED);
});

test('a save that another administrator came before is a 412: both are saved by the same press, and nobody is asked', async () => {
  const page = await stage.panel();
  await typeEverything(page);
  // The other's save arrives between this panel's look and its save.
  stage.spoil = (request, response) => {
    stage.spoil = null;
    request.pause();
    void stage.store().save({ escalateToShow: true, surfaces: ['window'], allowedSites: [], bookmarks: [{ title: 'Theirs', url: 'https://www.example.com/theirs', active: true }] }, null).then(() => stage.pass(request, response));
  };
  await page.getByRole('button', { name: 'Save to Staging' }).click();
  await expect(page.getByText('Saved to Staging.')).toBeVisible();
  expect((await stage.store().read()).staging?.settings).toMatchObject({
    escalateToShow: false,
    allowedSites: ['https://www.example.com/first/*'],
    bookmarks: [{ title: 'Claims' }, { title: 'Theirs' }],
  });
});

for (const [what, answer, says] of CASES.filter(([name]) => ['401', '500', 'no answer in time'].includes(name))) {
  test(`a publish that is answered with ${what} says so in the dialog, publishes nothing, and can be tried again there`, async () => {
    const page = await stage.panel();
    await page.getByRole('button', { name: 'Save to Staging' }).click();
    await page.getByRole('button', { name: 'Publish to Production' }).click();
    stage.spoil = answer;
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText(says[0]!);
    expect((await stage.store().read()).production).toBeNull();
    stage.spoil = null;
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await expect(page.getByText('Published to Production.')).toBeVisible();
  });
}

/** What is typed or pasted into the field of a new site, and what is said of it. */
for (const [what, text, says, suggestion] of [
  ['http:', 'http://www.example.com/*', /https/, 'https://www.example.com/*'],
  ['a blank inside', 'https://www.example.com/a b', /blank|space/i, undefined],
  ['a wildcard in a segment', 'https://www.example.com/first*', /stands for a whole segment/, 'https://www.example.com/first/*'],
  ['a wildcard in the host', 'https://ex*mple.com/', /\*/, undefined],
  ['a wildcard in the query', 'https://www.example.com/?q=*', /\*/, undefined],
] as const) {
  test(`a rule with ${what} is not taken: the field keeps it, says why, and has the correction where there is one`, async () => {
    const page = await stage.panel();
    const field = page.getByLabel('URL of a site to allow');
    await field.fill(text);
    await page.getByRole('button', { name: 'Add URL' }).click();
    await expect(field).toHaveAccessibleDescription(says);
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(field).toHaveValue(text);
    await page.getByRole('button', { name: 'Save to Staging' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Not saved' })).toBeVisible();
    expect((await stage.store().read()).staging).toBeNull();
    if (suggestion === undefined) return;
    await page.getByRole('button', { name: `Use ${suggestion}` }).click();
    await expect(field).toHaveValue(suggestion);
  });
}

/** Pastes as a person does, by the clipboard's own event. */
async function paste(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
  await page.keyboard.press('Control+v');
}

test('10,000 pasted lines: none is taken and the field says how many fit; where URLs are tried, 200 are judged and all stay', async () => {
  const page = await stage.panel();
  const lines = Array.from({ length: 10_000 }, (_, index) => `https://www.example.com/${index}`).join('\n');
  await page.getByLabel('URL of a site to allow').fill('https://www.example.com/first/*');
  await paste(page, lines);
  await expect(page.getByLabel('URL of a site to allow')).toHaveAccessibleDescription(/at most 5,000 allowed sites.*these are 10,000\. Nothing was added\./);
  await page.getByRole('button', { name: 'Add URL' }).click();
  await page.getByRole('heading', { name: 'Try the rules' }).click();
  await page.getByLabel('URLs to try, one a line').focus();
  await paste(page, lines);
  await expect(page.getByRole('status').filter({ hasText: 'of 200 allowed' })).toContainText('Only the first 200 lines are tried.');
  expect(await page.getByLabel('URLs to try, one a line').inputValue()).toBe(lines);
});

test('a title of a million characters is kept, marked, and not saved; the panel goes on', async () => {
  const page = await stage.panel();
  await page.getByRole('button', { name: 'Add Link' }).click();
  await paste(page, 'x'.repeat(1_000_000));
  await page.getByLabel('URL', { exact: true }).fill('https://www.example.com/');
  await page.getByRole('button', { name: 'Save to Staging' }).click();
  await expect(page.getByLabel('URL Title', { exact: true })).toHaveAccessibleDescription('A title has at most 200 characters.');
  expect((await page.getByLabel('URL Title', { exact: true }).inputValue()).length).toBe(1_000_000);
  expect((await stage.store().read()).staging).toBeNull();
  await page.getByLabel('URL Title', { exact: true }).fill('Claims');
  await page.getByRole('button', { name: 'Save to Staging' }).click();
  await expect(page.getByText('Saved to Staging.')).toBeVisible();
});

for (const url of ['javascript:alert(1)', 'data:text/html,<script>alert(1)</script>', 'file:///etc/passwd', 'https://']) {
  test(`a bookmark of ${url} is kept, marked, and not saved`, async () => {
    const page = await stage.panel();
    await page.getByRole('button', { name: 'Add Link' }).click();
    await page.keyboard.type('Trap');
    await page.getByLabel('URL', { exact: true }).fill(url);
    await page.getByRole('button', { name: 'Save to Staging' }).click();
    await expect(page.getByLabel('URL', { exact: true })).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByLabel('URL', { exact: true })).toHaveAccessibleDescription(/web pages only|no URL/);
    await expect(page.getByLabel('URL', { exact: true })).toHaveValue(url);
    await expect(page.getByLabel('URL', { exact: true })).toBeFocused();
    expect((await stage.store().read()).staging).toBeNull();
  });
}

test('20 bookmarks are taken and saved; the 21st is refused by the panel, and by the server', async () => {
  const page = await stage.panel();
  for (let number = 1; number <= 20; number += 1) {
    await page.getByRole('button', { name: 'Add Link' }).click();
    await page.keyboard.type(`Page ${number}`);
    await page.keyboard.press('Tab');
    await page.keyboard.type(`https://www.example.com/${number}`);
  }
  await expect(page.getByText('20 of 20')).toBeVisible();
  await page.getByRole('button', { name: 'Add Link' }).click({ force: true });
  await expect(page.getByLabel('URL Title', { exact: true })).toHaveCount(20);
  await expect(page.getByText('There can be at most 20 bookmarks. Remove one to add another.')).toBeVisible();
  await page.getByRole('button', { name: 'Save to Staging' }).click();
  await expect(page.getByText('Saved to Staging.')).toBeVisible();
  const { staging } = await stage.store().read();
  expect(staging!.settings.bookmarks).toHaveLength(20);
  const more = { ...staging!.settings, bookmarks: [...staging!.settings.bookmarks, { title: 'Page 21', url: 'https://www.example.com/21', active: true }] };
  await expect(stage.store().save(more, staging!.version)).rejects.toMatchObject({ code: 'invalid' });
  expect((await stage.store().read()).staging).toEqual(staging);
});
