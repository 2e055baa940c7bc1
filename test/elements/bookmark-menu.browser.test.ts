import { expect, fixture, html } from '@open-wc/testing';
import '../../src/define.js';
import type { GlanceBookmarkMenu } from '../../src/elements/bookmark-menu/bookmark-menu.element.js';
import { ScreenShareError } from '../../src/policy/screen-share-error.js';
import type { ScreenShareSettings } from '../../src/policy/settings.js';
import { MemorySettingsStore } from '../../src/store/memory-settings-store.js';
import { settingsFrom } from '../../src/store/settings-from-store.js';
import { click, press } from '../harness/user.js';
import { until } from '../harness/until.js';
import { expectAccessible } from './axe.js';
import { BOOKMARKS, hasPart, part, SETTINGS, Stage, textOf } from './stage.js';

/** A page of this very origin, which alone lets a test look at it from inside. */
const HERE = new URL('/package.json', location.href).href;
const LOCAL: ScreenShareSettings = { ...SETTINGS, bookmarks: [{ title: 'Here', url: HERE, active: true }] };
const LIMITED: ScreenShareSettings = { ...SETTINGS, surfaces: ['window'], allowedSites: ['https://example.com/contact'], bookmarks: BOOKMARKS };

const { open } = window;
/** Every window that a test has opened, and what was asked for. */
let opened: { window: Window | null; features: string }[] = [];
beforeEach(() => {
  opened = [];
  window.open = (url, target, features) => {
    const result = open.call(window, url, target, features);
    opened.push({ window: result, features: features ?? '' });
    return result;
  };
});
afterEach(() => {
  window.open = open;
  for (const { window } of opened) window?.close();
});

const menu = (settings: GlanceBookmarkMenu['settings']): Promise<GlanceBookmarkMenu> => fixture(html`<glance-bookmark-menu .settings=${settings}></glance-bookmark-menu>`);
const items = (element: Element): HTMLElement[] => [...element.shadowRoot!.querySelectorAll<HTMLElement>('[role=menuitem].bookmark')];

/** The menu, once its settings are there. */
async function filled(settings: GlanceBookmarkMenu['settings']): Promise<GlanceBookmarkMenu> {
  const element = await menu(settings);
  await until(() => items(element).length > 0);
  return element;
}

describe('the menu of bookmarks', () => {
  it('is accessible, and lists the active bookmarks in order', async () => {
    const element = await filled({ ...SETTINGS, bookmarks: BOOKMARKS });
    await expectAccessible(element);
    expect(items(element).map(textOf)).to.deep.equal(['Claims (opens a new window)', 'Contact (opens a new window)', 'Policies (opens a new window)']);
  });

  it('is one stop of the tab order, and arrows, Home and End move inside', async () => {
    const element = await filled({ ...SETTINGS, bookmarks: BOOKMARKS });
    const focused = (): string => textOf(element.shadowRoot!.activeElement!);
    expect(items(element).map(({ tabIndex }) => tabIndex)).to.deep.equal([0, -1, -1]);
    items(element)[0]!.focus();
    await press('ArrowDown');
    expect(focused()).to.match(/^Contact/);
    await press('End', 'ArrowDown');
    expect(focused()).to.match(/^Claims/);
    await press('ArrowUp');
    expect(items(element).map(({ tabIndex }) => tabIndex)).to.deep.equal([-1, -1, 0]);
  });

  it('shows a title as text', async () => {
    const element = await filled({ ...SETTINGS, bookmarks: [{ title: '<img src=x>', url: HERE, active: true }] });
    expect(textOf(items(element)[0]!)).to.contain('<img src=x>');
    expect(hasPart(element, 'img')).to.equal(false);
  });

  it('opens a page that can’t reach its opener and hears of no referrer, knows that it is open, and notices when it is closed', async () => {
    const element = await filled(LOCAL);
    await click(items(element)[0]!);
    const page = opened[0]!.window!;
    await until(() => page.location.href === HERE && page.document.readyState === 'complete');
    expect(page.opener).to.equal(null);
    expect(page.document.referrer).to.equal('');
    expect(opened[0]!.features).to.match(/^popup,left=-?\d+,top=-?\d+,width=\d+,height=\d+$/);
    await until(() => textOf(items(element)[0]!).includes('Open'));
    await expectAccessible(element);
    await click(items(element)[0]!);
    expect(opened.length).to.equal(1);
    page.close();
    await until(() => !textOf(items(element)[0]!).includes('Open'));
    await click(items(element)[0]!);
    expect(opened.length).to.equal(2);
  });

  it('leaves opening to a page that prevents it', async () => {
    const element = await filled(LOCAL);
    const told: unknown[] = [];
    element.addEventListener('glance-bookmark-open', (event) => {
      told.push(event.detail);
      event.preventDefault();
    });
    await click(items(element)[0]!);
    expect(told).to.deep.equal([{ title: 'Here', url: HERE }]);
    expect(opened).to.deep.equal([]);
  });

  it('says which bookmark is not allowed here, lets it have the focus, and does not open it', async () => {
    const element = await filled(LIMITED);
    const [claims, contact] = items(element);
    expect(claims!.getAttribute('aria-disabled')).to.equal('true');
    expect(textOf(claims!)).to.contain('no allowed site of these settings covers this page');
    expect(contact!.hasAttribute('aria-disabled')).to.equal(false);
    await expectAccessible(element);
    claims!.focus();
    await press('Enter');
    expect(element.shadowRoot!.activeElement).to.equal(claims);
    expect(opened).to.deep.equal([]);
  });

  it('says how to allow pop-ups where the browser blocks them, and tries again', async () => {
    const element = await filled(LOCAL);
    const watched = window.open;
    // What a browser's blocker answers.
    window.open = () => null;
    await click(items(element)[0]!);
    await until(() => textOf(items(element)[0]!).includes('Allow pop-ups for this site'));
    expect(textOf(part(element, '[role=status]'))).to.contain('Allow pop-ups for this site');
    await expectAccessible(element);
    window.open = watched;
    await click(items(element)[0]!);
    await until(() => textOf(part(element, '[role=status]')) === '' && textOf(items(element)[0]!).includes('Open'));
    expect(opened.length).to.equal(1);
  });

  it('says that settings can’t be loaded, and loads them again', async () => {
    let available = false;
    const element = await menu({ load: () => (available ? Promise.resolve(LOCAL) : Promise.reject(new ScreenShareError('settings-unavailable'))) });
    await until(() => hasPart(element, '[role=alert]'));
    await expectAccessible(element);
    available = true;
    await click(part(element, '[role=alert] button'));
    await until(() => items(element).length === 1 && !hasPart(element, '[role=alert]'));
  });

  it('follows a save in staging at once, and in production only what is published', async () => {
    const store = new MemorySettingsStore();
    const first = await store.save({ ...SETTINGS, bookmarks: BOOKMARKS.slice(0, 1) }, null);
    await store.publish(first.version);
    const staging = await filled(settingsFrom(store, 'staging'));
    const production = await filled(settingsFrom(store, 'production'));
    const second = await store.save(LIMITED, first.version);
    await until(() => items(staging).length === 3);
    expect(items(production).length).to.equal(1);
    await store.publish(second.version);
    await until(() => items(production).length === 3);
    expect(items(production)[0]!.getAttribute('aria-disabled')).to.equal('true');
  });
});

describe('bookmarks in the button’s menu', () => {
  it('stay in view with the reason where the browser blocks the window', async () => {
    const stage = new Stage();
    const button = await stage.button(stage.agent({ settings: LOCAL }));
    window.open = () => null;
    await click(part(button, '#main'));
    await press('Enter');
    await until(() => textOf(items(button)[0]!).includes('Allow pop-ups for this site'));
    expect(part(button, '[role=menu]').matches(':popover-open')).to.equal(true);
    expect(textOf(part(button, 'p[role=alert]'))).to.contain('Allow pop-ups');
    await expectAccessible(button);
    stage.close();
  });
});
