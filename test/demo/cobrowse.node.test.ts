import { expect, test } from '@playwright/test';
import { DemoStage, expectMirrored, mirrored } from './demo-stage.js';

let stage: DemoStage;
let session: string;
let count = 0;

test.beforeAll(async () => {
  stage = await DemoStage.open();
});
test.beforeEach(() => {
  session = `s${(count += 1)}`;
});
test.afterEach(async () => {
  expect(stage.complaints).toEqual([]);
  await stage.clear();
});
test.afterAll(() => stage.close());

const HEADING = 'main h1';

test('an agent sees the visitor\'s page, its clicks and what is typed', async () => {
  const visitor = await stage.visitor(session, '&page=quote');
  const agent = await stage.agent(session);
  await expectMirrored(agent, HEADING, 'Get a quote');
  await visitor.fill('[name=first]', 'María <b>');
  await visitor.check('[name=cover][value=travel]');
  await visitor.selectOption('[name=worth]', '100');
  await expectMirrored(agent, '[name=first]', 'María <b>');
  await expectMirrored(agent, '[data-line=cover]', 'Travel cover');
  await expectMirrored(agent, '[name=worth]', '100');
});

test('passwords, card numbers and bank accounts never reach an agent', async () => {
  const visitor = await stage.visitor(session, '&page=quote');
  const agent = await stage.agent(session);
  const received: string[] = [];
  await expectMirrored(agent, HEADING, 'Get a quote');
  await agent.context().newCDPSession(agent).then(async (cdp) => {
    cdp.on('Network.webSocketFrameReceived', ({ response }) => received.push(response.payloadData));
    await cdp.send('Network.enable');
  });
  await visitor.fill('[name=password]', 'correct-horse');
  await visitor.fill('[name=card]', '4111 1111 1111 1111');
  await expectMirrored(agent, '[name=password]', '•'.repeat(13));
  await expectMirrored(agent, '[name=card]', '•'.repeat(19));
  await agent.locator('.refresh').click();
  await expect.poll(() => received.some((frame) => frame.includes('picture') || frame.includes('"whole":true'))).toBe(true);
  expect(received.join('')).not.toMatch(/correct-horse|4111 1111/);
});

test('what is the visitor\'s own, such as the help panel, stays out of the mirror', async () => {
  const visitor = await stage.visitor(session);
  const agent = await stage.agent(session);
  await expectMirrored(agent, HEADING, 'Insurance that keeps its word.');
  await visitor.locator('.help-open').click();
  await expect(visitor.locator('#help-panel')).toBeVisible();
  expect(await mirrored(agent, '.help, .share, glance-share-view')).toBeNull();
});

test('agents follow the visitor from page to page and through a sent form', async () => {
  const visitor = await stage.visitor(session);
  const agent = await stage.agent(session);
  await visitor.getByRole('link', { name: 'Claims' }).click();
  await expectMirrored(agent, HEADING, 'Make a claim');
  await expect(agent.locator('.page-title')).toHaveText('Make a claim');
  await visitor.fill('[name=policy]', 'FO-123456');
  await visitor.fill('[name=when]', '2026-01-15');
  await visitor.fill('[name=story]', 'A pipe burst.');
  await visitor.check('[name=truth]');
  await visitor.getByRole('button', { name: 'Send the claim' }).click();
  await expectMirrored(agent, HEADING, 'We have your claim');
});

test('a reload of the visitor\'s page is followed', async () => {
  const visitor = await stage.visitor(session, '&page=contact');
  const agent = await stage.agent(session);
  await visitor.fill('[name=name]', 'Before');
  await expectMirrored(agent, '[name=name]', 'Before');
  await visitor.reload();
  await expectMirrored(agent, '[name=name]', '');
  await visitor.fill('[name=name]', 'After');
  await expectMirrored(agent, '[name=name]', 'After');
  await expect(agent.locator('.notice.over')).toBeHidden();
});

test('a reload of the agent\'s page shows the visitor\'s page as it is by then', async () => {
  const visitor = await stage.visitor(session, '&page=contact');
  const agent = await stage.agent(session);
  await visitor.fill('[name=name]', 'Maria');
  await expectMirrored(agent, '[name=name]', 'Maria');
  await agent.reload();
  await expectMirrored(agent, '[name=name]', 'Maria');
  await visitor.fill('[name=name]', 'Maria Lind');
  await expectMirrored(agent, '[name=name]', 'Maria Lind');
});

test('two agents see the same page, and the visitor who they are', async () => {
  const visitor = await stage.visitor(session, '&page=contact');
  const anna = await stage.agent(session, 'Anna');
  const ben = await stage.agent(session, 'Ben');
  await visitor.fill('[name=name]', 'Maria');
  await expectMirrored(anna, '[name=name]', 'Maria');
  await expectMirrored(ben, '[name=name]', 'Maria');
  await visitor.locator('.help-open').click();
  await expect(visitor.locator('.help-who')).toHaveText('Anna and Ben can see this page.');
  await anna.close();
  await expect(visitor.locator('.help-who')).toHaveText('Ben can see this page.');
});

test('two sessions side by side know nothing of each other', async () => {
  const [one, two] = [`${session}-a`, `${session}-b`];
  const first = { visitor: await stage.visitor(one, '&page=contact'), agent: await stage.agent(one, 'Anna') };
  const second = { visitor: await stage.visitor(two, '&page=contact'), agent: await stage.agent(two, 'Ben') };
  await first.visitor.fill('[name=name]', 'One');
  await second.visitor.fill('[name=name]', 'Two');
  await expectMirrored(first.agent, '[name=name]', 'One');
  await expectMirrored(second.agent, '[name=name]', 'Two');
  await expect(first.agent.locator('.people .who')).toHaveText(['Visitor', 'Anna']);
  await expect(second.agent.locator('.people .who')).toHaveText(['Visitor', 'Ben']);
});

test('of two tabs of one visitor the one used last is mirrored, and the other when it closes', async () => {
  const first = await stage.visitor(session, '&page=contact');
  const agent = await stage.agent(session);
  await expectMirrored(agent, HEADING, 'Contact us');
  const second = await stage.visitor(session, '&page=products');
  await expectMirrored(agent, HEADING, 'Our covers');
  await second.close();
  await expectMirrored(agent, HEADING, 'Contact us');
  await first.fill('[name=name]', 'Still here');
  await expectMirrored(agent, '[name=name]', 'Still here');
});

test('a visitor can hide their page and show it again, also across pages', async () => {
  const visitor = await stage.visitor(session, '&page=contact');
  const agent = await stage.agent(session);
  await expectMirrored(agent, HEADING, 'Contact us');
  await visitor.locator('.help-open').click();
  await visitor.getByRole('button', { name: 'Hide my page' }).click();
  await expect(agent.locator('.notice-title')).toHaveText('The visitor has hidden their page');
  await visitor.getByRole('link', { name: 'Claims' }).click();
  await expect(visitor.getByRole('button', { name: 'Show my page' })).toBeVisible();
  await agent.reload();
  await expect(agent.locator('.notice-title')).toHaveText('The visitor has hidden their page');
  expect(await mirrored(agent, HEADING)).toBeNull();
  await visitor.getByRole('button', { name: 'Show my page' }).click();
  await expectMirrored(agent, HEADING, 'Make a claim');
  await expect(agent.locator('.notice.over')).toBeHidden();
});

test('messages reach the other side and survive a reload, notes stay among agents', async () => {
  const visitor = await stage.visitor(session);
  const anna = await stage.agent(session, 'Anna');
  const ben = await stage.agent(session, 'Ben');
  await visitor.locator('.help-open').click();
  await visitor.fill('#say', 'What is an <i>excess</i>?');
  await visitor.keyboard.press('Enter');
  await expect(anna.locator('.talk .text')).toHaveText(['What is an <i>excess</i>?']);
  await anna.getByLabel('Note for agents').check();
  await anna.fill('#say', 'Knows little.');
  await anna.keyboard.press('Enter');
  await expect(ben.locator('.talk .text')).toHaveText(['What is an <i>excess</i>?', 'Knows little.']);
  await ben.fill('#say', 'Let me show you.');
  await ben.keyboard.press('Enter');
  await expect(visitor.locator('.talk .text')).toHaveText(['What is an <i>excess</i>?', 'Let me show you.']);
  await visitor.reload();
  await expect(visitor.locator('.talk .text')).toHaveText(['What is an <i>excess</i>?', 'Let me show you.']);
});

test('an agent is told when the visitor has left', async () => {
  const visitor = await stage.visitor(session);
  const agent = await stage.agent(session);
  await expectMirrored(agent, HEADING, 'Insurance that keeps its word.');
  await visitor.close();
  await expect(agent.locator('.notice-title')).toHaveText('The visitor has left');
});

test('the mirror has the visitor\'s colour scheme, not the agent\'s', async () => {
  await stage.person(`/visitor.html?session=${session}`, { dark: true });
  const agent = await stage.agent(session);
  await expectMirrored(agent, HEADING, 'Insurance that keeps its word.');
  const background = await agent.evaluate(() => {
    const body = document.querySelector<HTMLIFrameElement>('.mirror .sheet iframe')?.contentDocument?.body;
    return body ? getComputedStyle(body).backgroundColor : null;
  });
  expect(background).toBe('rgb(19, 24, 21)');
});

test('the start page links a session\'s pages, new sessions too, and lists what runs', async () => {
  await stage.visitor(session);
  const start = await stage.person('/');
  await expect(start.locator('.running tbody td:first-child').filter({ hasText: new RegExp(`^${session}$`) })).toBeVisible();
  await start.fill('#session', 'team-7');
  await expect(start.getByRole('link', { name: 'Open the visitor\'s page' })).toHaveAttribute('href', '/visitor.html?session=team-7');
  await expect(start.getByRole('link', { name: 'Open Ben\'s page' })).toHaveAttribute('href', '/agent.html?session=team-7&name=Ben');
  await start.getByRole('button', { name: 'New session' }).click();
  await expect(start.getByRole('link', { name: 'Open the visitor\'s page' })).toHaveAttribute('href', /session=\d{4}$/);
});
