import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import 'glance-screenshare/define';
import { MemorySettingsStore } from 'glance-screenshare';
import { ShareStage } from 'glance-screenshare/testing';

const SETTINGS = { escalateToShow: true, surfaces: ['screen', 'window', 'tab'], allowedSites: [], bookmarks: [{ title: 'Prices', url: 'https://www.example.com/prices', active: true }] };
const GUARDED = { ...SETTINGS, surfaces: ['window'], allowedSites: ['https://www.example.com/*'] };

let stage;
beforeEach(() => {
  stage = new ShareStage();
  vi.spyOn(console, 'warn');
  vi.spyOn(console, 'error');
});
afterEach(() => {
  document.body.replaceChildren();
  stage.close();
  // Neither the elements nor what stands in for a browser complained.
  expect(console.warn).not.toHaveBeenCalled();
  expect(console.error).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

/** Puts an element into the page with these properties. */
async function mount(tag, properties) {
  const element = Object.assign(document.createElement(tag), properties);
  document.body.append(element);
  await element.updateComplete;
  return element;
}

const text = (element) => element.shadowRoot.textContent.replace(/\s+/g, ' ');

test.each([
  ['glance-screenshare-button', { sessionId: '1', settings: SETTINGS, cobrowseVersion: '5.4' }, 'Screen Share'],
  ['glance-share-view', { sessionId: '1' }, ''],
  ['glance-bookmark-menu', { settings: SETTINGS }, 'Prices'],
  ['glance-screenshare-settings', { settings: new MemorySettingsStore() }, ''],
])('%s mounts and leaves', async (tag, properties, expected) => {
  const element = await mount(tag, properties);
  await stage.settled();
  await element.updateComplete;
  expect(text(element)).toContain(expected);
  element.remove();
  await stage.settled();
});

test('an agent shares a window, the visitor views it, and it stops', async () => {
  const button = await mount('glance-screenshare-button', { session: stage.agent({ name: 'Ann' }), cobrowseVersion: '5.4' });
  const view = await mount('glance-share-view', { session: stage.visitor() });
  const started = vi.fn();
  button.addEventListener('glance-share-start', started);
  stage.pick({ surface: 'window' });
  button.shadowRoot.querySelector('[part=button]').click();
  await stage.settled();
  expect(button.state).toBe('sharing');
  expect(view.state).toBe('viewing');
  expect(started).toHaveBeenCalledOnce();
  expect(text(view)).toContain('Ann is sharing a window.');
  button.stop();
  await stage.settled();
  expect(button.state).toBe('idle');
  expect(view.state).toBe('ended');
});

test('a pause is seen on both sides', async () => {
  const [agent, visitor] = [stage.agent(), stage.visitor()];
  const view = await mount('glance-share-view', { session: visitor });
  stage.pick();
  await agent.start();
  await stage.settled();
  agent.pause();
  await stage.settled();
  expect(view.state).toBe('paused');
  agent.resume();
  await stage.settled();
  expect(view.state).toBe('viewing');
});

test('the guard holds and blocks by the rules of the settings', async () => {
  const button = await mount('glance-screenshare-button', { session: stage.agent({ settings: GUARDED }), cobrowseVersion: '5.4' });
  const visitor = stage.visitor();
  const failed = vi.fn();
  button.addEventListener('glance-share-error', failed);
  const shared = stage.pick({ page: 'https://www.example.com/prices' });
  await button.session.start();
  await stage.settled();
  expect(visitor.state).toBe('viewing');
  expect(visitor.share.page).toBe('https://www.example.com/prices');
  shared.hold('editing');
  await stage.settled();
  expect(visitor.state).toBe('paused');
  shared.goTo('https://intranet.example.org/');
  await stage.settled();
  expect(visitor.endReason).toBe('site-not-allowed');
  expect(failed.mock.calls[0][0].detail.code).toBe('site-not-allowed');
  await button.updateComplete;
  expect(button.shadowRoot.querySelector('[part=notice]').textContent).toContain('is not on the list of allowed sites');
});

test('another agent takes over', async () => {
  const [agent, visitor] = [stage.agent({ name: 'Ann' }), stage.visitor()];
  stage.pick();
  await agent.start();
  await stage.settled();
  await stage.supersede('Bob');
  expect(agent.error.code).toBe('superseded');
  expect(agent.otherAgent.name).toBe('Bob');
  expect(visitor.share.agentName).toBe('Bob');
});

test('a lost link shows on both sides, and comes back', async () => {
  const [agent, visitor] = [stage.agent(), stage.visitor()];
  stage.pick();
  await agent.start();
  await stage.settled();
  stage.setLinks('lost');
  expect(visitor.reconnecting).toBe(true);
  expect(agent.viewers).toBe(0);
  stage.setLinks('good');
  expect(visitor.reconnecting).toBe(false);
  expect(agent.viewers).toBe(1);
});

test('dismissing the picker isn’t an error, but refusing it is', async () => {
  const agent = stage.agent();
  stage.dismiss();
  expect(await agent.start()).toBe(false);
  expect(agent.error).toBe(null);
  stage.refuse('permission-denied');
  await expect(agent.start()).rejects.toMatchObject({ code: 'permission-denied' });
});
