import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/define.js';
import type { GlanceScreenshareButton } from '../../src/elements/screenshare-button/screenshare-button.element.js';
import { comesByItself } from '../../src/elements/shared/error-texts.js';
import { phrase } from '../../src/policy/phrase.js';
import { ScreenShareError, SCREEN_SHARE_ERROR_CODES } from '../../src/policy/screen-share-error.js';
import type { SettingsSource } from '../../src/store/settings-source.js';
import { click, gesture, press } from '../harness/user.js';
import { next, until } from '../harness/until.js';
import { expectAccessible } from './axe.js';
import { BOOKMARKS, hasPart, part, pickWindowAnyway, SETTINGS, Stage, startSharing, textOf, untilPicture } from './stage.js';

let stage: Stage;
let undo: () => void;
beforeEach(() => {
  stage = new Stage();
  undo = () => undefined;
});
afterEach(() => {
  stage.close();
  undo();
});

const main = (button: Element): HTMLElement => part(button, '#main');
const dialog = (button: Element): HTMLDialogElement => part<HTMLDialogElement>(button, 'dialog');

/** The button inside the dialog that has this label. */
const answer = (button: Element, label: string): HTMLElement =>
  [...dialog(button).querySelectorAll('button')].find((candidate) => textOf(candidate) === label)!;

const labels = (button: Element): string[] => [...dialog(button).querySelectorAll('button')].map(textOf);

/** Has the agent's session fail as it would in earnest, with nobody having clicked. */
function fail({ session }: GlanceScreenshareButton, error: ScreenShareError): void {
  Object.defineProperty(session, 'error', { value: error, configurable: true });
  session!.dispatchEvent(new Event('error'));
}

/** Has the next start fail. */
async function failStart(button: GlanceScreenshareButton, error: ScreenShareError): Promise<void> {
  const session = button.session!;
  session.start = () => {
    fail(button, error);
    Reflect.deleteProperty(session, 'start');
    return Promise.reject(error);
  };
  await click(main(button));
}

/** What has happened by itself; null while there is nothing to tell. */
const notice = (button: Element): HTMLElement | null => button.shadowRoot!.querySelector('[part=notice]:not(.empty)');
const untilNotice = (button: Element): Promise<HTMLElement> => until(() => notice(button));

/** Those of a share that runs, which come whatever the agent does. */
const BY_THEMSELVES = SCREEN_SHARE_ERROR_CODES.filter((code) => comesByItself(new ScreenShareError(code)));
const AFTER_A_CLICK = SCREEN_SHARE_ERROR_CODES.filter((code) => !BY_THEMSELVES.includes(code));

describe('the button, before a share', () => {
  it('is offered from cobrowse 5.3 on, and accessible', async () => {
    const button = await stage.button();
    await expectAccessible(button);
    expect(textOf(main(button))).to.equal('Screen Share');
    expect(main(button).hasAttribute('aria-disabled')).to.equal(false);
    expect(button.getAttribute('state')).to.equal('idle');
  });

  it('says that the cobrowse version is too old, when it has the focus and when it is clicked', async () => {
    const button = await stage.button(stage.agent(), '5.2');
    expect(main(button).getAttribute('aria-disabled')).to.equal('true');
    await press('Tab');
    const tooltip = part(button, '[role=tooltip]');
    expect(tooltip.matches(':popover-open')).to.equal(true);
    expect(textOf(tooltip)).to.contain('Screen sharing needs cobrowse version 5.3 or above.');
    await expectAccessible(button);
    await press('Escape');
    expect(tooltip.matches(':popover-open')).to.equal(false);
    await press('Enter');
    await until(() => dialog(button).open);
    expect(textOf(dialog(button))).to.contain('needs cobrowse version 5.3').and.to.contain('Ask your administrator to update cobrowse.');
    await expectAccessible(button);
    expect(labels(button)).to.deep.equal(['Close']);
    expect(button.state).to.equal('idle');
  });

  it('tells the page’s developer when the page does not say the version', async () => {
    const button = await stage.button(stage.agent(), '');
    expect(textOf(part(button, '[role=tooltip]'))).to.contain('sets the attribute cobrowse-version, such as 5.4');
  });

  it('says that Escalate to Show is off', async () => {
    const button = await stage.button(stage.agent({ settings: { ...SETTINGS, escalateToShow: false } }));
    expect(main(button).getAttribute('aria-describedby')).to.equal('why');
    expect(textOf(part(button, '#why'))).to.contain('Ask your administrator to switch on Escalate to Show.');
    await expectAccessible(button);
  });

  it('says that settings could not be loaded, and loads them again', async () => {
    let available = false;
    const settings: SettingsSource = {
      load: () => (available ? Promise.resolve(SETTINGS) : Promise.reject(new ScreenShareError('settings-unavailable'))),
    };
    const button = await stage.button(stage.agent({ settings }));
    await until(() => main(button).hasAttribute('aria-describedby'));
    await click(main(button));
    await until(() => dialog(button).open);
    expect(textOf(dialog(button))).to.contain('could not be loaded');
    await expectAccessible(button);
    await click(answer(button, 'Try again'));
    await until(() => !answer(button, 'Try again').hasAttribute('aria-disabled'));
    expect(dialog(button).open).to.equal(true);
    available = true;
    await click(answer(button, 'Try again'));
    await until(() => !dialog(button).open);
    await button.updateComplete;
    expect(main(button).hasAttribute('aria-disabled')).to.equal(false);
  });

  it('does nothing while the settings load', async () => {
    let deliver: (settings: unknown) => void = () => undefined;
    const settings: SettingsSource = { load: () => new Promise((resolve) => (deliver = resolve)) };
    const button = await stage.button(stage.agent({ settings }));
    await click(main(button));
    expect(main(button).getAttribute('aria-disabled')).to.equal('true');
    expect(dialog(button).open).to.equal(false);
    expect(button.session!.error).to.equal(null);
    deliver(SETTINGS);
    await until(() => !main(button).hasAttribute('aria-disabled'));
  });

  it('says which attribute is missing', async () => {
    const button = document.createElement('glance-screenshare-button');
    button.settings = SETTINGS;
    document.body.append(button);
    await button.updateComplete;
    expect(textOf(part(button, '#why'))).to.contain('The attribute session-id is missing.');
    button.sessionId = '1234';
    button.cobrowseVersion = '5.10';
    await until(() => !main(button).hasAttribute('aria-disabled'));
    button.settings = null;
    await until(() => main(button).hasAttribute('aria-disabled'));
    expect(textOf(part(button, '#why'))).to.contain('The settings are missing.');
    button.remove();
  });
});

describe('the menu of the button', () => {
  const withBookmarks = (): Promise<GlanceScreenshareButton> => stage.button(stage.agent({ settings: { ...SETTINGS, bookmarks: BOOKMARKS } }));
  const focused = (button: Element): string => textOf(button.shadowRoot!.activeElement!);

  it('has the active bookmarks in order, then Share…', async () => {
    const button = await withBookmarks();
    expect(main(button).getAttribute('aria-haspopup')).to.equal('menu');
    await click(main(button));
    expect(main(button).getAttribute('aria-expanded')).to.equal('true');
    const items = [...part(button, '[role=menu]').querySelectorAll('[role=menuitem]')].map(textOf);
    expect(items).to.deep.equal([
      'Claims (opens a new window)',
      'Contact (opens a new window)',
      'Policies (opens a new window)',
      'Share…',
    ]);
    await expectAccessible(button);
  });

  it('is not there when no bookmark is active', async () => {
    const button = await stage.button(stage.agent({ settings: { ...SETTINGS, bookmarks: BOOKMARKS.filter(({ active }) => !active) } }));
    expect(main(button).hasAttribute('aria-haspopup')).to.equal(false);
    await startSharing(button);
  });

  it('is worked by keys alone: arrows, Home, End, letters, Escape', async () => {
    const button = await withBookmarks();
    main(button).focus();
    await press('ArrowDown');
    expect(focused(button)).to.match(/^Claims/);
    await press('ArrowUp');
    expect(focused(button)).to.equal('Share…');
    await press('Home', 'ArrowDown');
    expect(focused(button)).to.match(/^Contact/);
    await press('p');
    expect(focused(button)).to.match(/^Policies/);
    await press('End', 'ArrowDown');
    expect(focused(button)).to.match(/^Claims/);
    await press('Escape');
    expect(part(button, '[role=menu]').matches(':popover-open')).to.equal(false);
    expect(button.shadowRoot!.activeElement).to.equal(main(button));
    await press('ArrowUp');
    expect(focused(button)).to.equal('Share…');
    await press('Enter');
    await until(() => button.state === 'sharing');
  });

  it('closes on Tab, on a click elsewhere and on a second click', async () => {
    const button = await withBookmarks();
    const isOpen = (): boolean => part(button, '[role=menu]').matches(':popover-open');
    await click(main(button));
    expect(isOpen()).to.equal(true);
    await press('Tab');
    expect(isOpen()).to.equal(false);
    await press('Shift+Tab');
    await press('Enter');
    expect(isOpen()).to.equal(true);
    await click(main(button));
    expect(isOpen()).to.equal(false);
    main(button).click();
    expect(isOpen()).to.equal(true);
    document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    expect(isOpen()).to.equal(false);
  });

  it('opens a bookmark unless the page takes that over', async () => {
    const button = await withBookmarks();
    const opened: unknown[] = [];
    button.addEventListener('glance-bookmark-open', (event) => {
      opened.push(event.detail);
      event.preventDefault();
    });
    await click(main(button));
    await press('Enter');
    expect(opened).to.deep.equal([{ title: 'Claims', url: 'https://example.com/claims' }]);
    expect(part(button, '[role=menu]').matches(':popover-open')).to.equal(false);
    expect(button.shadowRoot!.activeElement).to.equal(main(button));
  });
});

describe('the button, during a share', () => {
  it('says what is shared, since when and to how many, shows it, and is accessible', async () => {
    const button = await stage.button();
    const started = next<CustomEvent>(button, 'glance-share-start');
    await startSharing(button);
    expect((await started).detail).to.include({ surface: 'window', agentName: 'Ann' });
    expect(textOf(part(button, '[role=status]'))).to.equal('Sharing a window');
    const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(button.session!.share!.since);
    expect(textOf(part(button, '.details'))).to.equal(`since ${time} · 0 viewers`);
    const preview = part<HTMLVideoElement>(button, '.preview video');
    await until(() => preview.videoWidth > 0);
    expect(preview.srcObject).to.equal(button.session!.stream);
    await untilPicture(await stage.view());
    await until(() => textOf(part(button, '.details')).endsWith('1 viewer · Good connection'));
    await expectAccessible(button);
  });

  it('stops at one click, and a double click starts no other', async () => {
    const button = await stage.button();
    await startSharing(button);
    expect(textOf(main(button))).to.equal('Stop Sharing');
    const ended = next<CustomEvent>(button, 'glance-share-end');
    main(button).dispatchEvent(new MouseEvent('click', { detail: 1 }));
    expect((await ended).detail).to.deep.equal({ reason: 'stopped' });
    main(button).dispatchEvent(new MouseEvent('click', { detail: 2 }));
    expect(button.state).to.equal('idle');
    await button.updateComplete;
    expect(textOf(main(button))).to.equal('Screen Share');
    expect(hasPart(button, '.preview')).to.equal(false);
  });

  it('keeps the focus on the one button from start to stop', async () => {
    const button = await stage.button();
    main(button).focus();
    await press('Enter');
    await until(() => button.state === 'sharing');
    await button.updateComplete;
    expect(button.shadowRoot!.activeElement).to.equal(main(button));
    await press('Enter');
    expect(button.state).to.equal('idle');
    expect(button.shadowRoot!.activeElement).to.equal(main(button));
  });

  it('says that it is over, to those who hear', async () => {
    const button = await stage.button();
    const status = part(button, '[role=status]');
    await startSharing(button);
    button.stop();
    await button.updateComplete;
    expect(textOf(status)).to.equal('Sharing has ended');
    expect(status.getBoundingClientRect().width).to.be.at.most(1);
    await expectAccessible(button);
    await startSharing(button);
    expect(textOf(status)).to.equal('Sharing a window');
  });

  it('pauses and resumes, by keys', async () => {
    const button = await stage.button();
    const told: string[] = [];
    for (const type of ['glance-share-pause', 'glance-share-resume'] as const) button.addEventListener(type, () => told.push(type));
    await startSharing(button);
    await until(() => part<HTMLVideoElement>(button, '.preview video').videoWidth > 0);
    await press('Shift+Tab', 'Enter');
    await until(() => button.state === 'paused');
    await button.updateComplete;
    expect(textOf(part(button, '[role=status]'))).to.equal('Paused. Visitors keep the last picture.');
    await expectAccessible(button);
    await press('Enter');
    await until(() => button.state === 'sharing');
    expect(told).to.deep.equal(['glance-share-pause', 'glance-share-resume']);
  });

  it('says why the guard holds the picture, offers no Resume for that, and says so while it checks', async () => {
    const session = stage.agent();
    const button = await stage.button(session);
    await startSharing(button);
    Object.defineProperty(session, 'state', { value: 'paused', configurable: true });
    Object.defineProperty(session, 'hold', { value: { by: 'guard', reason: 'editing', shown: null }, configurable: true });
    session.dispatchEvent(new Event('statechange'));
    await button.updateComplete;
    expect(textOf(part(button, '[role=status]'))).to.equal('Paused. Visitors keep the last picture. The address bar is in use. Click into the page.');
    expect(textOf(part(button, '#pause'))).to.equal('Pause');
    await expectAccessible(button);
    Object.defineProperty(session, 'state', { value: 'checking', configurable: true });
    session.dispatchEvent(new Event('statechange'));
    await button.updateComplete;
    expect(textOf(part(button, '[role=status]'))).to.equal('Checking what you picked… The address bar is in use. Click into the page.');
    for (const key of ['state', 'hold']) Reflect.deleteProperty(session, key);
  });

  it('says when another agent shares, and that starting takes over', async () => {
    const other = await stage.button(stage.agent({ name: 'Ben' }));
    const button = await stage.button();
    await startSharing(other);
    await until(() => textOf(part(button, '[role=status]')) === 'Ben is sharing. Starting takes over.');
    await expectAccessible(button);
    await startSharing(button);
    await untilNotice(other);
    expect(textOf(part(other, '[part=message]'))).to.equal('Another agent is sharing their screen. You are no longer sharing your screen.');
    expect(dialog(other).open).to.equal(false);
    await expectAccessible(other);
  });
});

describe('the notice of what has happened by itself', () => {
  for (const code of BY_THEMSELVES) {
    it(`tells of ${code} and its remedy in a live region, without a dialog, and is accessible`, async () => {
      const button = await stage.button();
      const told = next<CustomEvent>(button, 'glance-share-error');
      const error = new ScreenShareError(code);
      const region = part(button, '.notice [role=status]');
      fail(button, error);
      expect((await told).detail).to.deep.equal({ code, message: error.message, remedy: error.remedy });
      await untilNotice(button);
      expect(textOf(region)).to.equal(`${error.message} ${error.remedy}`);
      expect(dialog(button).open).to.equal(false);
      await expectAccessible(button);
      await click(part(button, '#dismiss'));
      await button.updateComplete;
      expect(notice(button)).to.equal(null);
      expect(button.shadowRoot!.activeElement).to.equal(main(button));
    });
  }

  it('leaves every key to what is being typed elsewhere', async () => {
    const field = await fixture<HTMLTextAreaElement>(html`<textarea aria-label="Message"></textarea>`);
    const other = await stage.button(stage.agent({ name: 'Ben' }));
    const button = await stage.button();
    await startSharing(button);
    field.focus();
    // Another agent takes over in the middle of it, and a second problem follows.
    await sendKeys({ type: 'I am looking at ' });
    await gesture();
    other.start();
    const text = 'your claim, and the form is right here. ';
    for (const letter of text) await sendKeys({ type: letter });
    await untilNotice(button);
    fail(button, new ScreenShareError('connection-lost'));
    await sendKeys({ type: 'One moment, please!' });
    expect(field.value).to.equal(`I am looking at ${text}One moment, please!`);
    expect(document.activeElement).to.equal(field);
  });

  it('covers nothing of the page', async () => {
    const button = await stage.button();
    fail(button, new ScreenShareError('superseded'));
    const box = (await untilNotice(button)).getBoundingClientRect();
    const own = button.getBoundingClientRect();
    expect(box.top).to.be.at.least(own.top);
    expect(box.bottom).to.be.at.most(own.bottom);
    expect(button.shadowRoot!.querySelector(':popover-open, dialog[open]')).to.equal(null);
  });

  it('names the page that was read, and what is allowed', async () => {
    const allowedSites = ['one', 'two', 'three', 'four', 'five'].map((name) => `https://example.com/${name}`);
    const button = await stage.button(stage.agent({ settings: { ...SETTINGS, surfaces: ['window'], allowedSites } }));
    await until(() => button.session!.settings);
    fail(button, new ScreenShareError('site-not-allowed', { message: phrase`The page ${'example.com/else'} is not on the list of allowed sites. Sharing has ended.` }));
    const text = textOf(await untilNotice(button));
    expect(text).to.contain('The page example.com/else is not on the list');
    expect(text).to.contain('Allowed: https://example.com/one, https://example.com/two, https://example.com/three, and 2 more.');
  });

  it('starts again in that click, by keys too, and goes once a share begins', async () => {
    const button = await stage.button();
    fail(button, new ScreenShareError('source-ended'));
    await untilNotice(button);
    part(button, '#again').focus();
    await press('Enter');
    await until(() => button.state === 'sharing');
    await button.updateComplete;
    expect(notice(button)).to.equal(null);
    expect(button.shadowRoot!.activeElement).to.equal(main(button));
    expect(textOf(main(button))).to.equal('Stop Sharing');
  });

  it('tells once: not the reason and that the share is over as well', async () => {
    const other = await stage.button(stage.agent({ name: 'Ben' }));
    const button = await stage.button();
    await startSharing(button);
    await startSharing(other);
    await untilNotice(button);
    await until(() => button.session!.otherAgent);
    await button.updateComplete;
    expect([...button.shadowRoot!.querySelectorAll('[role=status]')].map(textOf).filter((text) => text !== '')).to.have.length(1);
  });

  it('tells of settings that were withdrawn in mid-share, and loads them again', async () => {
    const button = await stage.button();
    await startSharing(button);
    button.stop();
    fail(button, new ScreenShareError('settings-unavailable'));
    const told = await untilNotice(button);
    await click([...told.querySelectorAll('button')].find((one) => textOf(one) === 'Try again')!);
    await until(() => notice(button) === null);
  });

  it('stays away when the page tells it itself', async () => {
    const button = await stage.button();
    button.addEventListener('glance-share-error', (event) => event.preventDefault());
    const told = next(button, 'glance-share-error');
    fail(button, new ScreenShareError('superseded'));
    await told;
    await button.updateComplete;
    expect(notice(button)).to.equal(null);
  });
});

describe('the dialog about what the agent has tried', () => {
  for (const code of AFTER_A_CLICK) {
    it(`gives the message and the remedy of ${code}, and is accessible`, async () => {
      const button = await stage.button();
      const told = next<CustomEvent>(button, 'glance-share-error');
      const error = new ScreenShareError(code);
      await failStart(button, error);
      expect((await told).detail).to.deep.equal({ code, message: error.message, remedy: error.remedy });
      await until(() => dialog(button).open);
      expect(textOf(dialog(button))).to.contain(error.message).and.to.contain(error.remedy);
      expect(dialog(button).matches(':modal')).to.equal(true);
      await expectAccessible(button);
      await press('Escape');
      expect(dialog(button).open).to.equal(false);
    });
  }

  it('offers to pick again after a surface that is not allowed', async () => {
    undo = pickWindowAnyway();
    const button = await stage.button(stage.agent({ settings: { ...SETTINGS, surfaces: ['tab'] } }));
    await click(main(button));
    await until(() => dialog(button).open);
    expect(textOf(dialog(button))).to.contain('You picked a window. Only a tab may be shared.');
    expect(labels(button)).to.deep.equal(['Close', 'Try again']);
    undo();
    await press('Enter');
    await until(() => button.state === 'sharing');
    expect(button.session!.share!.surface).to.equal('tab');
    expect(dialog(button).open).to.equal(false);
  });

  it('stays away when the page shows the error itself', async () => {
    undo = pickWindowAnyway();
    const button = await stage.button(stage.agent({ settings: { ...SETTINGS, surfaces: ['tab'] } }));
    button.addEventListener('glance-share-error', (event) => event.preventDefault());
    const told = next(button, 'glance-share-error');
    await click(main(button));
    await told;
    await button.updateComplete;
    expect(dialog(button).open).to.equal(false);
  });

  it('stays a modal one when the element is moved in the document', async () => {
    const button = await stage.button();
    await failStart(button, new ScreenShareError('permission-denied'));
    await until(() => dialog(button).open);
    button.parentElement!.prepend(button);
    expect(dialog(button).matches(':modal')).to.equal(true);
    await press('Escape');
    expect(dialog(button).open).to.equal(false);
  });
});
