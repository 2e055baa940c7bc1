import { expect, fixture, html } from '@open-wc/testing';
import '../../src/define.js';
import { getLanguage, LANGUAGES, offerLanguages, setLanguage, setTexts } from '../../src/languages.js';
import { ScreenShareError } from '../../src/policy/screen-share-error.js';
import { surfaceNotAllowed } from '../../src/policy/screen-share-error.js';
import { click, gesture } from '../harness/user.js';
import { until } from '../harness/until.js';
import { expectAccessible } from './axe.js';
import { hasPart, part, SETTINGS, Stage, startSharing, textOf, untilPicture } from './stage.js';

const page = document.documentElement;
let stage: Stage;
before(() => offerLanguages(LANGUAGES));
beforeEach(() => (stage = new Stage()));
afterEach(async () => {
  stage.close();
  page.lang = 'en';
  page.removeAttribute('dir');
  setTexts({});
  setTexts({}, 'de');
  await setLanguage(null);
});

const main = (button: Element): string => textOf(part(button, '#main'));

describe('languages', () => {
  it('follow the page’s, and change with it while elements are on show', async () => {
    const button = await stage.button();
    expect(main(button)).to.equal('Screen Share');
    page.lang = 'de-AT';
    await until(() => main(button) === 'Bildschirm teilen');
    expect(button.hasAttribute('lang')).to.equal(false);
    page.lang = 'en';
    await until(() => main(button) === 'Screen Share');
  });

  it('stay English in a page whose language there is not', async () => {
    const button = await stage.button();
    page.lang = 'de';
    await until(() => main(button) === 'Bildschirm teilen');
    page.lang = 'fi';
    await until(() => main(button) === 'Screen Share');
    await button.updateComplete;
    expect(button.lang).to.equal('en');
  });

  for (const [tag, sharing] of Object.entries({
    // What is filled in is isolated where the text runs the other way: a URL would be taken apart.
    ar: '\u2068Ann\u2069 يشارك نافذة.', de: 'Ann teilt ein Fenster.', es: 'Ann está compartiendo una ventana.',
    fr: 'Ann partage une fenêtre.', ja: 'Ann がウィンドウを共有しています。', pt: 'Ann está compartilhando uma janela.',
  })) {
    it(`${tag}: an element of an English page says in which language it speaks, which way it runs, and who shares what`, async () => {
      const view = await stage.view();
      await setLanguage(tag);
      await gesture();
      await stage.agent().start();
      await untilPicture(view);
      expect(textOf(part(view, '[role=status]'))).to.equal(sharing);
      expect(view.lang).to.equal(tag);
      expect(view.dir).to.equal(tag === 'ar' ? 'rtl' : 'ltr');
      await expectAccessible(view);
    });
  }

  it('have what the layers below say, with all that is filled in', async () => {
    const button = await stage.button();
    await setLanguage('de');
    const session = button.session!;
    Object.defineProperty(session, 'error', { value: surfaceNotAllowed(['window', 'tab'], 'screen'), configurable: true });
    session.dispatchEvent(new Event('error'));
    await until(() => hasPart(button, '[part=notice]:not(.empty)'));
    expect(textOf(part(button, '[part=message]'))).to.equal('Sie haben ausgewählt: ein Bildschirm. Geteilt werden darf nur: ein Fenster oder ein Tab.');
    expect(textOf(part(button, '[part=remedy]'))).to.equal('Versuchen Sie es noch einmal. Zur Auswahl steht: ein Fenster oder ein Tab.');
  });

  it('count as the language does: Arabic has six forms', async () => {
    const agent = stage.agent();
    const button = await stage.button(agent);
    await setLanguage('ar');
    await startSharing(button);
    for (const [viewers, words] of [[0, 'لا مشاهدين'], [1, 'مشاهد واحد'], [2, 'مشاهدان'], [5, 'مشاهدين'], [11, 'مشاهدًا'], [100, 'مشاهد']] as const) {
      Object.defineProperty(agent, 'viewers', { value: viewers, configurable: true });
      agent.dispatchEvent(new Event('viewerschange'));
      await button.updateComplete;
      expect(textOf(part(button, '.details'))).to.contain(words);
    }
  });

  it('give way to an integrator’s own texts, for one language or for all', async () => {
    const button = await stage.button();
    setTexts({ 'Screen Share': 'Show my screen' });
    await until(() => main(button) === 'Show my screen');
    setTexts({ 'Screen Share': 'Zeigen' }, 'de');
    await setLanguage('de');
    await until(() => main(button) === 'Zeigen');
    setTexts({}, 'de');
    await until(() => main(button) === 'Show my screen');
    setTexts({});
    await until(() => main(button) === 'Bildschirm teilen');
  });

  it('leave what was shown where a language can’t be loaded, and say so', async () => {
    const button = await stage.button();
    offerLanguages({ nl: () => Promise.reject(new Error('offline')) });
    let failed: unknown;
    await setLanguage('nl').catch((error: unknown) => (failed = error));
    expect(failed).to.be.an('error');
    expect(getLanguage()).to.equal('en');
    expect(main(button)).to.equal('Screen Share');
  });

  it('show the last one chosen, whichever is loaded first', async () => {
    const button = await stage.button();
    let arrive!: (loaded: { texts: Record<string, string> }) => void;
    offerLanguages({ sv: () => new Promise((resolve) => (arrive = resolve)) });
    const first = setLanguage('sv');
    await setLanguage('de');
    arrive({ texts: { 'Screen Share': 'Dela skärmen' } });
    await first;
    await button.updateComplete;
    expect(getLanguage()).to.equal('de');
    expect(main(button)).to.equal('Bildschirm teilen');
  });
});

describe('a page that runs from the right', () => {
  it('has the badge, the tools and the menu on its side, and arrow keys that follow', async () => {
    page.dir = 'rtl';
    const view = await stage.view();
    await gesture();
    const agent = stage.agent();
    await agent.start();
    await untilPicture(view);
    const box = view.getBoundingClientRect();
    expect(part(view, '.status').getBoundingClientRect().right).to.be.greaterThan(box.right - 30);
    expect(part(view, '.tools').getBoundingClientRect().left).to.be.lessThan(box.left + 30);
    agent.pause();
    await until(() => view.state === 'paused');
    await view.updateComplete;
    expect(part(view, '.badge').getBoundingClientRect().right).to.be.greaterThan(box.right - 30);
    await expectAccessible(view);
  });

  it('opens the menu flush with the button’s right edge', async () => {
    page.dir = 'rtl';
    const settings = { ...SETTINGS, bookmarks: [{ title: 'Claims', url: 'https://example.com/', active: true }] };
    const host = await fixture<HTMLElement>(html`<div style="padding: 100px"></div>`);
    const button = await stage.button(stage.agent({ settings }));
    host.append(button);
    await click(part(button, '#main'));
    const menu = part(button, '[role=menu]');
    await until(() => menu.matches(':popover-open'));
    expect(menu.getBoundingClientRect().right).to.be.closeTo(part(button, '#main').getBoundingClientRect().right, 1);
    await expectAccessible(button);
  });

  it('shows errors readably in Arabic', async () => {
    page.lang = 'ar';
    page.dir = 'rtl';
    const button = await stage.button();
    await until(() => main(button) === 'مشاركة الشاشة');
    const session = button.session!;
    Object.defineProperty(session, 'error', { value: new ScreenShareError('connection-lost'), configurable: true });
    session.dispatchEvent(new Event('error'));
    await until(() => hasPart(button, '[part=notice]:not(.empty)'));
    expect(textOf(part(button, '[part=message]'))).to.equal('انقطع الاتصال. انتهت المشاركة.');
    expect(getComputedStyle(part(button, '[part=notice]')).direction).to.equal('rtl');
    await expectAccessible(button);
  });
});
