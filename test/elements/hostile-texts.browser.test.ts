import { expect, fixture, html } from '@open-wc/testing';
import type { LitElement } from 'lit';
import '../../src/define.js';
import { MemorySettingsStore } from '../../src/store/memory-settings-store.js';
import { gesture } from '../harness/user.js';
import { until } from '../harness/until.js';
import { hasPart, part, SETTINGS, Stage, textOf, untilPicture } from './stage.js';

/** What somebody writes who wants to be more than text. */
const HOSTILE = {
  'a script': '<script>globalThis.harmed = true</script>',
  'an image with a handler': '"><img src=x onerror="globalThis.harmed = true">',
  'a link': '<a href="javascript:globalThis.harmed = true">Open this page</a>',
  'a javascript: URL': 'javascript:globalThis.harmed = true',
  'a data: URL': 'data:text/html,<script>parent.harmed = true</script>',
  'a template': '${globalThis.harmed = true}{{constructor.constructor("globalThis.harmed = true")()}}',
  'a comment and a closing tag': '--></p></div></template><svg onload="globalThis.harmed = true">',
  'what turns the direction of text': 'Ann \u202e\u2066gnirahs si\u2067',
  'as much as is let through': 'W'.repeat(200),
};
const INNOCENT = 'Ann';

/** Without what turns its direction. */
const unturned = (text: string): string => text.replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '');

const page = globalThis as { harmed?: boolean };
const { href } = location;
let stage: Stage;
let opened: string[];
const { open } = window;
beforeEach(() => {
  stage = new Stage();
  opened = [];
  window.open = (url) => (opened.push(String(url)), null);
});
afterEach(() => {
  window.open = open;
  stage.close();
  expect(page.harmed).to.equal(undefined);
  expect([location.href, opened]).to.deep.equal([href, []]);
});

/** Every element within, shadow trees included. */
function* within(root: Element | ShadowRoot): Generator<Element> {
  for (const child of root.children) {
    yield child;
    yield* within(child);
  }
  if (root instanceof Element && root.shadowRoot) yield* within(root.shadowRoot);
}

/** Its elements and the names of their attributes: what is text has no part in it. */
const skeleton = (element: Element): string[] => [...within(element)].map((each) => `${each.localName} ${each.getAttributeNames().sort().join(' ')}`);

/** Nothing in it runs, loads, or leads anywhere but to a web page. */
function expectHarmless(element: Element): void {
  for (const each of within(element)) {
    expect(each.localName).not.to.match(/^(script|iframe|object|embed|img|base|link|meta|foreignobject)$/i);
    for (const name of each.getAttributeNames()) expect(name).not.to.match(/^(on|srcdoc$|action$|formaction$)/);
    const target = each.getAttribute('href') ?? each.getAttribute('src') ?? each.getAttribute('xlink:href');
    if (target !== null && !target.startsWith('#')) expect(new URL(target, location.href).protocol).to.match(/^https?:$/);
  }
}

/** The skeleton that an innocent text gives is that of a hostile one too, and the text is read as it is. */
async function expectText(render: (text: string) => Promise<Element>, shown: (element: Element) => string): Promise<void> {
  const usual = skeleton(await render(INNOCENT));
  for (const [what, text] of Object.entries(HOSTILE)) {
    const element = await render(text);
    expectHarmless(element);
    expect(skeleton(element), what).to.deep.equal(usual);
    expect(shown(element), what).to.contain(unturned(text).trim());
  }
}

const floor = (name: string, more: object = {}, id = 'mallory'): object => ({
  v: 1, type: 'floor', from: { id, role: 'agent', name }, term: 9, tie: 1, beat: Date.now(), held: true, share: { surface: 'window', since: 1, paused: false }, ...more,
});

/** A session that is closed shows nothing any more, so that they are closed after the test. */
const stages: Stage[] = [];
afterEach(() => stages.splice(0).forEach((own) => own.close()));

/** An element of a session in which an agent of this name shares, once it says so. */
async function heard<E extends LitElement>(name: string, put: (own: Stage) => Promise<E>, says: (element: E) => boolean): Promise<E> {
  const own = new Stage();
  stages.push(own);
  const element = await put(own);
  own.hub.inject(floor(name));
  await until(() => says(element));
  await element.updateComplete;
  return element;
}

describe('a hostile text is text, and nothing else', () => {
  it('in the view, as an agent’s name', async () => {
    await expectText(
      (name) => heard(name, (own) => own.view(), ({ state }) => state === 'connecting'),
      (view) => textOf(part(view, '[role=status]')),
    );
  });

  it('in the button, as another agent’s name', async () => {
    await expectText(
      (name) => heard(name, (own) => own.button(), (button) => hasPart(button, '[role=status]') && textOf(part(button, '[role=status]')) !== ''),
      (button) => textOf(part(button, '[role=status]')),
    );
  });

  it('in the menu of bookmarks and in the button’s, as a title', async () => {
    const settings = (title: string): object => ({ ...SETTINGS, bookmarks: [{ title, url: 'https://www.example.com/', active: true }] });
    await expectText(
      async (title) => {
        const menu = await fixture(html`<glance-bookmark-menu .settings=${settings(title)}></glance-bookmark-menu>`);
        await until(() => hasPart(menu, '[role=menuitem].bookmark'));
        return menu;
      },
      (menu) => unturned(part(menu, '[role=menuitem].bookmark').textContent),
    );
    await expectText(
      async (title) => {
        const button = await stage.button(stage.agent({ settings: settings(title) as typeof SETTINGS }));
        await until(() => hasPart(button, '[role=menuitem]'));
        return button;
      },
      (button) => unturned(part(button, '#menu').textContent),
    );
  });

  it('in the settings panel, as titles, names of people and what is written into its fields', async () => {
    await expectText(
      async (text) => {
        const store = new MemorySettingsStore({ by: text });
        const { version } = await store.save({ ...SETTINGS, bookmarks: [{ title: text, url: 'https://www.example.com/', active: true }] }, null);
        await store.publish(version);
        const panel = await fixture(html`<glance-screenshare-settings .settings=${store}></glance-screenshare-settings>`);
        await until(() => hasPart(panel, '#save'));
        for (const details of panel.shadowRoot!.querySelectorAll('details')) details.open = true;
        await until(() => hasPart(panel, '.history li'));
        return panel;
      },
      (panel) => unturned(part(panel, '.where').textContent),
    );
  });

  it('in the settings panel, where it is no allowed site', async () => {
    const panel = await fixture<HTMLElement>(html`<glance-screenshare-settings .settings=${new MemorySettingsStore()}></glance-screenshare-settings>`);
    await until(() => hasPart(panel, '#save'));
    for (const text of Object.values(HOSTILE)) {
      for (const field of panel.shadowRoot!.querySelectorAll<HTMLInputElement>('input:not([type]), input[type=text], input[type=url], textarea')) {
        field.value = text;
        for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
        field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true }));
      }
      await new Promise(requestAnimationFrame);
      expectHarmless(panel);
    }
  });
});

describe('a page’s address in a message', () => {
  const PAGES = ['javascript:globalThis.harmed = true', ' javascript:globalThis.harmed=1', 'JaVaScRiPt://%0aglobalThis.harmed=1', 'data:text/html,<script></script>', 'http://www.example.com/', 'https:javascript', '//evil.example/', 'blob:https://www.example.com/1', 'x'.repeat(3_000)];
  for (const page of PAGES) {
    it(`is no link where it is ${page.slice(0, 40)}`, async () => {
      stage.hub.carry = (message) => {
        const { share } = message as { share?: object };
        return [share ? { ...(message as object), share: { ...share, page } } : message];
      };
      const view = await stage.view();
      const said = stage.hub.said.length;
      await gesture();
      await stage.agent().start();
      // Its words were heard, and as a whole they are none.
      await until(() => stage.hub.said.slice(said).filter((message) => (message as { type: string }).type === 'floor').length > 1);
      expect([view.state, hasPart(view, '[part=page]')]).to.deep.equal(['waiting', false]);
      expectHarmless(view);
    });
  }

  it('is a link to a web page, and its text can’t break out', async () => {
    const pages = ['https://www.example.com/"><img src=x onerror=globalThis.harmed=1>', 'https://www.example.com/\u202egpj.exe', 'https://user:secret@www.example.com/'];
    const own = new Stage();
    const view = await own.view();
    const agent = own.agent();
    let page = pages[0]!;
    own.hub.carry = (message) => {
      const { share } = message as { share?: object };
      return [share ? { ...(message as object), share: { ...share, page } } : message];
    };
    await gesture();
    await agent.start();
    await untilPicture(view);
    const usual = skeleton(view);
    for (page of pages) {
      await until(() => part<HTMLAnchorElement>(view, '[part=page]').href === new URL(page).href);
      expectHarmless(view);
      expect(skeleton(view)).to.deep.equal(usual);
      expect(part(view, '[part=page]').title).to.match(/^[\x20-\x7e]+$/);
    }
    own.close();
  });
});

describe('what is too large or no message', () => {
  it('changes nothing in a view: huge names and reasons, reasons that are sentences or markup', async () => {
    const view = await stage.view();
    for (const text of ['W'.repeat(201), 'W'.repeat(1_000_000)]) stage.hub.inject(floor(text));
    for (const reason of [...Object.values(HOSTILE), 'A sentence.', 'x'.repeat(100_000)]) stage.hub.inject(floor('Ann', { held: false, reason }));
    await new Promise(requestAnimationFrame);
    expect(view.state).to.equal('waiting');
    expect(textOf(part(view, '[role=status]'))).to.equal('No screen is being shared right now.');
    // The same message without what is wrong with it is taken.
    stage.hub.inject(floor('Ann'));
    await until(() => view.state === 'connecting');
  });
});
