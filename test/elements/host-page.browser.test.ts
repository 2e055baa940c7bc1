import { expect } from '@open-wc/testing';
import '../../src/define.js';
import type { GlanceElement } from '../../src/elements/shared/glance-element.js';
import { until } from '../harness/until.js';
import { click } from '../harness/user.js';
import { BOOKMARKS, part, SETTINGS, Stage, startSharing, textOf, untilPicture } from './stage.js';

let stage: Stage;
let warned: string[];
const { warn } = console;
beforeEach(() => {
  stage = new Stage();
  warned = [];
  console.warn = (text: string) => warned.push(text);
});
afterEach(() => {
  console.warn = warn;
  stage.close();
  document.body.replaceChildren();
});

/** What page translators do: each text goes into `<font>` elements, as it is or as a new node with another text. */
const TRANSLATORS = {
  'moves each text into a font': (text: Text, font: HTMLElement) => {
    text.replaceWith(font);
    font.append(text);
  },
  'puts a translated copy in its place': (text: Text, font: HTMLElement) => {
    font.append(document.createTextNode(`translated ${text.data}`));
    text.replaceWith(font);
  },
};

function translate(root: ShadowRoot, wrap: (text: Text, font: HTMLElement) => void): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    if (text.data.trim() !== '' && text.parentElement?.localName !== 'style') texts.push(text);
  }
  for (const text of texts) {
    const outer = document.createElement('font');
    const inner = outer.appendChild(document.createElement('font'));
    wrap(text, inner);
    inner.replaceWith(outer);
    outer.append(inner);
  }
}

for (const [name, wrap] of Object.entries(TRANSLATORS)) {
  describe(`a page translator that ${name}`, () => {
    it('leaves no false statement about sharing behind on either side', async () => {
      const [button, view] = [await stage.button(), await stage.view()];
      await startSharing(button);
      await untilPicture(view);
      for (const { shadowRoot } of [button, view]) translate(shadowRoot!, wrap);
      button.stop();
      await until(() => view.state === 'ended' && button.state === 'idle');
      await Promise.all([button.updateComplete, view.updateComplete]);
      expect(textOf(part(button, '[role=status]'))).not.to.match(/is sharing|Sharing a/);
      expect(textOf(part(button, '#main'))).to.contain('Screen Share');
      expect(textOf(part(view, '[role=status]'))).to.equal('Ann has stopped sharing.');
    });

    it('leaves both able to share again', async () => {
      const [button, view] = [await stage.button(), await stage.view()];
      for (const round of [1, 2]) {
        await startSharing(button);
        await untilPicture(view);
        for (const { shadowRoot } of [button, view]) translate(shadowRoot!, wrap);
        button.stop();
        await until(() => view.state === 'ended' && button.state === 'idle');
        expect(round).to.be.above(0);
      }
    });
  });
}

/** What a page's own styles say of everything around an element. */
const INHERITED = {
  'white-space': 'nowrap',
  'text-transform': 'uppercase',
  'letter-spacing': '0.5em',
  'word-spacing': '1em',
  'line-height': '0',
  'font-size': '0px',
  'text-indent': '5em',
  'text-align': 'center',
  'word-break': 'break-all',
  direction: 'rtl',
  'writing-mode': 'vertical-rl',
  'overflow-wrap': 'anywhere',
  'text-shadow': '0 0 1em red',
  'font-variant': 'all-small-caps',
};

/** How the button's dialog looks on a page that wraps it in this style and has these rules. */
async function dialogLooks({ style = '', rules = '' }: { style?: string; rules?: string }): Promise<string[]> {
  document.body.innerHTML = `<style>${rules}</style><main style="${style}"><glance-screenshare-button settings="data:,x" session-id="styles" cobrowse-version="5.2"></glance-screenshare-button></main>`;
  const button = document.querySelector('glance-screenshare-button')!;
  await button.updateComplete;
  await click(part(button, '#main'));
  const message = part(button, '[part=message]');
  const { scrollWidth, clientWidth } = part(button, 'dialog');
  const read = ['white-space', 'text-transform', 'letter-spacing', 'word-spacing', 'text-indent', 'text-align', 'word-break'].map((name) => getComputedStyle(message).getPropertyValue(name));
  const { fontSize, lineHeight } = getComputedStyle(message);
  return [...read, `${parseFloat(fontSize) >= 13}`, `${parseFloat(lineHeight) >= 13}`, `${scrollWidth <= clientWidth + 1}`];
}

describe('the styles that an element inherits from its page', () => {
  for (const [property, value] of Object.entries(INHERITED)) {
    it(`may have ${property}: ${value}, and its dialog stays as it is`, async () => {
      expect(await dialogLooks({ style: `${property}: ${value}` })).to.deep.equal(await dialogLooks({}));
    });
  }

  for (const reset of ['unset', 'initial', 'revert', 'inherit']) {
    it(`may come of * { all: ${reset} }, and its dialog stays as it is`, async () => {
      expect(await dialogLooks({ rules: `* { all: ${reset}; } style { display: none; }` })).to.deep.equal(await dialogLooks({}));
    });
  }
});

describe('an element that came with the page’s HTML', () => {
  it('writes nothing about itself before the page is loaded and idle, as a framework may yet compare it with what the server wrote', async () => {
    const [made, parsed] = [document.createElement('glance-share-view'), document.implementation.createHTMLDocument().createElement('glance-share-view')];
    for (const view of [made, parsed]) {
      view.setAttribute('session-id', 'server');
      document.body.append(view);
      await (view as GlanceElement<Record<string, Event>>).updateComplete;
    }
    expect(made.getAttribute('state')).to.equal('waiting');
    expect(parsed.hasAttribute('state')).to.equal(false);
    await until(() => parsed.getAttribute('state') === 'waiting');
  });

  it('isn’t complained about for an object that a framework hands over in time', async () => {
    const menu = document.implementation.createHTMLDocument().createElement('glance-bookmark-menu');
    menu.setAttribute('settings', '[object Object]');
    document.body.append(menu);
    await (menu as GlanceElement<Record<string, Event>>).updateComplete;
    Object.assign(menu, { settings: SETTINGS });
    const late = document.implementation.createHTMLDocument().createElement('glance-bookmark-menu');
    late.setAttribute('settings', '[object Array]');
    document.body.append(late);
    await until(() => warned.some((text) => text.includes('[object Array]')));
    expect(warned.filter((text) => text.includes('[object Object]'))).to.deep.equal([]);
  });
});

/** What a developer gets wrong, and what the console says of it. */
const MISTAKES: readonly (readonly [name: string, html: string, code: string, says: RegExp])[] = [
  ['no session-id', '<glance-share-view></glance-share-view>', 'not-set-up', /<glance-share-view session-id> .*is missing/],
  ['session-id="undefined"', '<glance-share-view session-id="undefined"></glance-share-view>', 'not-set-up', /"undefined"/],
  ['session-id="[object Object]"', '<glance-share-view session-id="[object Object]"></glance-share-view>', 'not-set-up', /session-id/],
  ['no settings', '<glance-screenshare-button session-id="1" cobrowse-version="5.4"></glance-screenshare-button>', 'not-set-up', /settings are missing/],
  ['settings="[object Object]"', '<glance-screenshare-button session-id="1" cobrowse-version="5.4" settings="[object Object]"></glance-screenshare-button>', 'not-set-up', /\[object Object\].*no URL/],
  ['settings as JSON text', `<glance-screenshare-button session-id="1" cobrowse-version="5.4" settings='{"surfaces":[]}'></glance-screenshare-button>`, 'not-set-up', /no URL/],
  ['settings="undefined"', '<glance-bookmark-menu settings="undefined"></glance-bookmark-menu>', 'not-set-up', /no URL/],
  ['a settings URL that answers 404', '<glance-screenshare-button session-id="1" cobrowse-version="5.4" settings="/no/such/settings.json"></glance-screenshare-button>', 'settings-unavailable', /<glance-screenshare-button settings> .*404/],
  ['a settings URL that answers with a page', `<glance-screenshare-button session-id="1" cobrowse-version="5.4" settings="data:text/html,%3C!doctype html%3Ehello"></glance-screenshare-button>`, 'settings-unavailable', /200.*text\/html: <!doctype html>hello/],
  ['settings that aren’t valid', `<glance-screenshare-button session-id="1" cobrowse-version="5.4" settings='data:application/json,{"surfaces":[]}'></glance-screenshare-button>`, 'settings-invalid', /not valid/],
  ['no cobrowse-version', '<glance-screenshare-button session-id="1" settings="data:,"></glance-screenshare-button>', 'cobrowse-version', /missing/],
  ['a misspelt attribute', '<glance-share-view session-id="1" visitorname="x"></glance-share-view>', 'attribute-misspelt', /visitorname.*visitor-name/],
  ['an object as text in an attribute that takes none', '<glance-share-view session-id="1" ice-servers="[object Object]"></glance-share-view>', 'object-lost', /<glance-share-view ice-servers> holds an object as text/],
  ['an object as text, written by React 18', '<glance-share-view session-id="1" mediaRelay="[object Promise]"></glance-share-view>', 'object-lost', /property mediaRelay/],
  ['a server that is no URL', '<glance-share-view session-id="1" server="ftp://x"></glance-share-view>', 'not-set-up', /ftp:\/\/x/],
];

describe('a developer’s mistake', () => {
  for (const [name, html, code, says] of MISTAKES) {
    it(`is one line in the console and one event: ${name}`, async () => {
      const told: CustomEvent[] = [];
      const place = document.body.appendChild(document.createElement('main'));
      const element = document.createRange().createContextualFragment(html).firstElementChild as GlanceElement<Record<string, Event>>;
      element.addEventListener('glance-share-warning', (event) => told.push(event as CustomEvent));
      place.append(element);
      await until(() => warned.some((text) => text.includes(`#${code} `)));
      const lines = warned.filter((text) => text.includes(`#${code} `));
      expect(lines).to.have.length(1);
      expect(lines[0]).to.match(says);
      expect(told.filter(({ detail }) => (detail as { code: string }).code === code)).to.have.length(1);
    });
  }
});

describe('a browser without popovers', () => {
  it('opens and closes the menu all the same', async () => {
    const { prototype } = HTMLElement;
    const kept = Object.getOwnPropertyDescriptors(prototype);
    for (const name of ['showPopover', 'hidePopover', 'togglePopover']) Reflect.deleteProperty(prototype, name);
    try {
      const button = await stage.button(stage.agent({ settings: { ...SETTINGS, bookmarks: BOOKMARKS } }));
      await click(part(button, '#main'));
      expect(part(button, '#menu').hasAttribute('data-shown')).to.equal(true);
      await click(part(button, '#main'));
      expect(part(button, '#menu').hasAttribute('data-shown')).to.equal(false);
    } finally {
      for (const name of ['showPopover', 'hidePopover', 'togglePopover']) Object.defineProperty(prototype, name, (kept as Record<string, PropertyDescriptor>)[name]!);
    }
  });
});

describe('a session that can’t be reached', () => {
  it('is said to be so from the first moment, on both sides, until it can', async () => {
    let status: ((connected: boolean) => void) | undefined;
    const channel = {
      send: () => undefined,
      subscribe: (_: unknown, onStatus?: (connected: boolean) => void) => {
        status = onStatus;
        onStatus?.(false);
        return () => undefined;
      },
    };
    const view = document.body.appendChild(document.createElement('glance-share-view'));
    Object.assign(view, { channel });
    await view.updateComplete;
    await view.updateComplete;
    expect(textOf(part(view, '[role=status]'))).to.equal('Connecting to the session…');
    status?.(true);
    await until(() => textOf(part(view, '[role=status]')) === 'No screen is being shared right now.');
    status?.(false);
    await until(() => textOf(part(view, '[role=status]')).startsWith('The connection to the server was lost.'));
  });
});
