import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import '../../src/define.js';
import type { GlanceScreenshareSettings } from '../../src/elements/screenshare-settings/screenshare-settings.element.js';
import { DEFAULT_SETTINGS, type ScreenShareSettings } from '../../src/policy/settings.js';
import { MemorySettingsStore } from '../../src/store/memory-settings-store.js';
import { SettingsStoreError } from '../../src/store/settings-store-error.js';
import { click, press } from '../harness/user.js';
import { next, until } from '../harness/until.js';
import { expectAccessible } from './axe.js';
import { hasPart, part, textOf } from './stage.js';

const RULE = 'https://www.example.com/first/*';
const GUARDED: ScreenShareSettings = {
  escalateToShow: true,
  surfaces: ['window'],
  allowedSites: [RULE],
  bookmarks: [
    { title: 'Claims', url: 'https://www.example.com/first/claims', active: true },
    { title: 'Contact', url: 'https://example.com/contact', active: false },
    { title: 'Covers', url: 'https://www.example.com/first/covers', active: true },
  ],
};

let ada: MemorySettingsStore;
beforeEach(() => {
  ada = new MemorySettingsStore({ by: 'Ada' });
});

async function panel(store = ada): Promise<GlanceScreenshareSettings> {
  const element = await fixture<GlanceScreenshareSettings>(html`<glance-screenshare-settings .settings=${store}></glance-screenshare-settings>`);
  await until(() => hasPart(element, '#save') || hasPart(element, '#reload'));
  return element;
}

/** A panel of settings that are saved and published. */
async function guarded(settings = GUARDED): Promise<GlanceScreenshareSettings> {
  await ada.publish((await ada.save(settings, null)).version);
  return panel();
}

const all = (element: Element, selector: string): HTMLElement[] => [...element.shadowRoot!.querySelectorAll<HTMLElement>(selector)];
const text = (element: Element, selector: string): string => textOf(part(element, selector));
const dialog = (element: Element): HTMLDialogElement => part<HTMLDialogElement>(element, 'dialog');
const titles = (element: Element): string[] => all(element, '.bookmark [id$=-title]').map((input) => (input as HTMLInputElement).value);
const isOff = (element: Element, selector: string): boolean => part(element, selector).getAttribute('aria-disabled') === 'true';

/** Types into a field as a person does. */
async function type(element: GlanceScreenshareSettings, selector: string, value: string): Promise<void> {
  part<HTMLInputElement>(element, selector).focus();
  await press('Control+a');
  await sendKeys({ type: value });
  await element.updateComplete;
}

async function answered(element: GlanceScreenshareSettings, sentence: string): Promise<void> {
  await until(() => text(element, '.status').includes(sentence));
}

describe('the settings panel', () => {
  it('is accessible when it is empty, and says that nothing is saved or published', async () => {
    const element = await panel();
    await expectAccessible(element);
    expect(text(element, '.where')).to.contain('nothing saved yet').and.to.contain('nothing published yet');
    expect(text(element, '#bookmark-count')).to.equal('0 of 20');
    expect([isOff(element, '#save'), isOff(element, '#publish')]).to.deep.equal([false, true]);
    expect(text(element, '#publish-why')).to.equal('Save to Staging first, then publish.');
  });

  it('is accessible with everything in it and everything open', async () => {
    const element = await guarded();
    for (const details of all(element, 'details')) (details as HTMLDetailsElement).open = true;
    await until(() => hasPart(element, '.history li'));
    await expectAccessible(element);
  });

  it('goes from an empty panel to a published list with a bookmark by the keyboard alone', async () => {
    const element = await panel();
    await type(element, '#site-new', RULE);
    await press('Enter');
    await until(() => hasPart(element, '.item'));
    expect(text(element, '.item .note')).to.equal('Allows every page below www.example.com/first/.');
    expect(text(element, '.notice')).to.contain('agents can no longer share screens or tabs');
    await expectAccessible(element);
    part(element, '#only-windows').focus();
    await press('Enter');
    await until(() => !hasPart(element, '.notice'));
    part(element, '#add-bookmark').focus();
    await press('Enter');
    await until(() => element.shadowRoot!.activeElement?.id.endsWith('-title'));
    await sendKeys({ type: 'Claims' });
    await press('Tab');
    await sendKeys({ type: 'https://www.example.com/first/claims' });
    part(element, '#save').focus();
    const saved = next<CustomEvent<{ version: string; settings: ScreenShareSettings }>>(element, 'glance-settings-save');
    await press('Enter');
    expect((await saved).detail.settings).to.deep.equal({ ...GUARDED, bookmarks: [GUARDED.bookmarks[0]] });
    await answered(element, 'Saved to Staging.');
    part(element, '#publish').focus();
    await press('Enter');
    await until(() => dialog(element).open);
    await expectAccessible(element);
    expect(all(element, '.changes li').map(textOf)).to.deep.equal([
      'Screens may no longer be shared.',
      'Tabs may no longer be shared.',
      `The allowed site ${RULE} is added.`,
      'The bookmark “Claims” (https://www.example.com/first/claims) is added.',
    ]);
    expect((await ada.read()).production).to.equal(null);
    const published = next<CustomEvent<{ staged: string }>>(element, 'glance-settings-publish');
    await press('Enter');
    expect((await published).detail.staged).to.equal((await ada.read()).staging!.version);
    await answered(element, 'Published to Production.');
    expect(dialog(element).open).to.equal(false);
    expect((await ada.read()).production!.settings.allowedSites).to.deep.equal([RULE]);
    expect(text(element, '#publish-why')).to.equal('Production already has what Staging has.');
  });

  it('offers the correction of a wrong rule as a button, in the field and in the list', async () => {
    const element = await panel();
    await type(element, '#site-new', 'http://www.example.com/first*');
    await press('Enter');
    await until(() => part(element, '#site-new').getAttribute('aria-invalid') === 'true');
    // The focus stays in the field, whose description is not read out again by itself.
    expect(text(element, 'form [role=alert]')).to.contain('/first/*');
    await expectAccessible(element);
    await click(part(element, 'form .small'));
    await until(() => part<HTMLInputElement>(element, '#site-new').value === RULE);
    await click(part(element, '#add-site'));
    const row = await until(() => element.shadowRoot!.querySelector<HTMLInputElement>('.item input'));
    await type(element, `#${row.id}`, 'https://www.example.com/fir*');
    expect(row.getAttribute('aria-invalid')).to.equal(null);
    await press('Tab');
    await until(() => row.getAttribute('aria-invalid') === 'true');
    await expectAccessible(element);
    await click(part(element, '.item .small'));
    await until(() => row.value === 'https://www.example.com/fir/*');
  });

  it('refuses more pasted lines than there is room for, and takes what fits', async () => {
    const element = await panel();
    const paste = (lines: number): boolean => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text', Array.from({ length: lines }, (_, index) => `https://www.example.com/${index}`).join('\r\n'));
      return part(element, '#site-new').dispatchEvent(new ClipboardEvent('paste', { clipboardData, cancelable: true }));
    };
    paste(10_000);
    await until(() => text(element, '#site-new-note').includes('room for 1,000 more, and these are 10,000. Nothing was added.'));
    await expectAccessible(element);
    expect(all(element, '.item')).to.have.length(0);
    paste(3);
    await until(() => all(element, '.item').length === 3);
  });

  it('reads no rule anew at a key that changes none, however many there are', async () => {
    const element = await guarded({ ...GUARDED, allowedSites: Array.from({ length: 300 }, (_, index) => `https://www.example.com/${index}/*`), bookmarks: [] });
    part<HTMLDetailsElement>(element, 'details:has(#try)').open = true;
    await type(element, '#try', 'https://www.example.com/7/a');
    const real = window.URL;
    let read = 0;
    window.URL = new Proxy(real, {
      construct(target, given) {
        read += 1;
        return Reflect.construct(target, given) as object;
      },
    });
    try {
      await type(element, '#site-new', 'h');
      expect(read).to.be.lessThan(10);
      // One rule that changes is read once for its row, and all of them once for the check.
      read = 0;
      part<HTMLInputElement>(element, '.item input').focus();
      await sendKeys({ press: 'x' });
      await element.updateComplete;
      expect(read).to.be.greaterThan(300).and.lessThan(2_000);
    } finally {
      window.URL = real;
    }
  });

  it('offers to remove the bookmarks that a first site makes impossible, and brings them back', async () => {
    const bookmarks = [{ title: 'A', url: 'http://example.com/a', active: true }, { title: 'B', url: 'https://other.example.org/', active: true }, GUARDED.bookmarks[0]!];
    const element = await guarded({ ...DEFAULT_SETTINGS, surfaces: ['window'], bookmarks });
    expect(hasPart(element, '#remove-bookmarks')).to.equal(false);
    await type(element, '#site-new', RULE);
    await press('Enter');
    await until(() => hasPart(element, '#remove-bookmarks'));
    expect(textOf(part(element, '.notice'))).to.contain('2 bookmarks are not on the domain');
    await expectAccessible(element);
    await click(part(element, '#remove-bookmarks'));
    await until(() => titles(element).join() === 'Claims');
    await click(part(element, '#undo'));
    await until(() => titles(element).join() === 'A,B,Claims');
  });

  it('does not save a bookmark of another domain or of another scheme, marks it, and puts the focus there', async () => {
    const element = await guarded();
    for (const [url, message] of [
      ['https://other.example.org/', 'No allowed site is on other.example.org.'],
      ['javascript:alert(1)', 'A bookmark opens web pages only, not javascript:'],
    ] as const) {
      const field = all(element, '.bookmark [id$=-url]')[0]!;
      await type(element, `#${field.id}`, url);
      part(element, '#save').focus();
      await press('Enter');
      await until(() => element.shadowRoot!.activeElement === field);
      expect(text(element, `#${field.id}-note`)).to.contain(message);
      expect(text(element, '.status')).to.contain('one thing has to be corrected first');
      await expectAccessible(element);
    }
    expect((await ada.read()).staging!.settings).to.deep.equal(GUARDED);
  });

  it('opens the part where something is wrong that was closed, and leaves it open', async () => {
    const element = await guarded();
    const details = part<HTMLDetailsElement>(element, 'details:has(#guard-graceMs)');
    details.open = true;
    await type(element, '#guard-graceMs', 'soon');
    details.open = false;
    await click(part(element, '#save'));
    await until(() => element.shadowRoot!.activeElement?.id === 'guard-graceMs');
    expect(text(element, '#guard-graceMs-note')).to.contain('number of milliseconds');
    await expectAccessible(element);
    await type(element, '#guard-graceMs', '4000');
    expect(details.open).to.equal(true);
    await click(part(element, '#save'));
    await answered(element, 'Saved to Staging.');
    expect((await ada.read()).staging!.settings.guard).to.deep.equal({ graceMs: 4000 });
  });

  it('warns about a bookmark of the same domain that no rule allows, and saves it', async () => {
    const element = await guarded();
    expect(textOf(all(element, '.warning')[0]!)).to.contain('Warning: No allowed site allows this page');
    await click(part(element, '#escalate'));
    await click(part(element, '#save'));
    await answered(element, 'Saved to Staging.');
  });

  it('moves bookmarks by its buttons and by Alt and the arrows, and keeps the focus on them', async () => {
    const element = await guarded();
    const [first] = all(element, '.bookmark [id$=-title]');
    first!.focus();
    await press('Alt+ArrowDown');
    await until(() => titles(element).join() === 'Contact,Claims,Covers');
    await element.updateComplete;
    expect(element.shadowRoot!.activeElement).to.equal(first);
    const up = all(element, '[id$=-up]')[2]!;
    up.focus();
    await press('Enter');
    await until(() => titles(element).join() === 'Contact,Covers,Claims');
    await element.updateComplete;
    expect(element.shadowRoot!.activeElement).to.equal(up);
  });

  it('moves bookmarks by dragging', async () => {
    const element = await guarded();
    await setViewport({ width: 900, height: 1400 });
    const middle = (selector: string, index: number): [number, number] => {
      const { left, top, width, height } = all(element, selector)[index]!.getBoundingClientRect();
      return [Math.round(left + width / 2), Math.round(top + height / 2)];
    };
    part(element, '.bookmark').scrollIntoView({ block: 'center', behavior: 'instant' });
    await sendMouse({ type: 'move', position: middle('.grip', 0) });
    await sendMouse({ type: 'down' });
    await until(() => hasPart(element, '.dragged'));
    const [x, y] = middle('.bookmark', 2);
    await sendMouse({ type: 'move', position: [x, y + 10] });
    await until(() => titles(element).join() === 'Contact,Covers,Claims');
    await sendMouse({ type: 'up' });
    await until(() => !hasPart(element, '.dragged'));
  });

  it('takes 20 bookmarks and not a 21st', async () => {
    const element = await guarded({ ...DEFAULT_SETTINGS, bookmarks: Array.from({ length: 19 }, (_, index) => ({ title: `B${index}`, url: `https://example.com/${index}`, active: true })) });
    await click(part(element, '#add-bookmark'));
    await until(() => text(element, '#bookmark-count') === '20 of 20');
    expect(isOff(element, '#add-bookmark')).to.equal(true);
    await expectAccessible(element);
    part(element, '#add-bookmark').click();
    await element.updateComplete;
    expect(titles(element)).to.have.length(20);
    expect(text(element, '#bookmarks-full')).to.contain('Remove one to add another.');
  });

  it('brings back what was removed', async () => {
    const element = await guarded();
    await click(part(element, '.item [aria-label^="Remove allowed site"]'));
    await until(() => !hasPart(element, '[id^=site-]:not(#site-new, #site-new-note)'));
    await element.updateComplete;
    expect(element.shadowRoot!.activeElement!.id).to.equal('site-new');
    await click(part(element, '#undo'));
    await until(() => hasPart(element, '.item input'));
    expect((part(element, '.item input') as HTMLInputElement).value).to.equal(RULE);
  });

  it('has the browser ask before something unsaved is left, and not otherwise', async () => {
    const element = await guarded();
    const leaves = (): boolean => dispatchEvent(new Event('beforeunload', { cancelable: true }));
    expect(leaves()).to.equal(true);
    await type(element, '#site-new', 'h');
    expect([element.unsaved, leaves()]).to.deep.equal([true, false]);
    element.remove();
    expect(leaves()).to.equal(true);
  });

  it('keeps everything when a save fails, and says what to do', async () => {
    const store = ada.as('Ada');
    let failing = true;
    const save = store.save.bind(store);
    store.save = (...given) => (failing ? Promise.reject(new SettingsStoreError('not-signed-in')) : save(...given));
    const element = await panel(store);
    await click(part(element, '#escalate'));
    await click(part(element, '#save'));
    await until(() => hasPart(element, '.failure'));
    await expectAccessible(element);
    expect(text(element, '.bar .failure')).to.contain('Everything you typed is still here.').and.to.contain('Sign in again in another tab');
    expect((part(element, '#escalate') as HTMLInputElement).checked).to.equal(false);
    failing = false;
    await click(part(element, '#save'));
    await answered(element, 'Saved to Staging.');
    expect(hasPart(element, '.failure')).to.equal(false);
  });

  it('says that the settings can’t be loaded, and loads them again', async () => {
    const store = ada.as('Ada');
    const read = store.read.bind(store);
    store.read = () => Promise.reject(new SettingsStoreError('unreachable'));
    const element = await panel(store);
    await expectAccessible(element);
    expect(text(element, '.failure')).to.contain('The server could not be reached.');
    store.read = read;
    await click(part(element, '#reload'));
    await until(() => hasPart(element, '#save'));
  });

  it('tells the page’s developer when there are no settings', async () => {
    const element = await fixture<GlanceScreenshareSettings>(html`<glance-screenshare-settings></glance-screenshare-settings>`);
    expect(text(element, '.failure')).to.contain('Set the attribute settings');
    await expectAccessible(element);
  });

  it('shows both versions when another administrator has saved, and goes on with what is chosen', async () => {
    const element = await guarded();
    await click(part(element, '#escalate'));
    const ben = ada.as('Ben');
    await ben.save({ ...GUARDED, bookmarks: [] }, (await ben.read()).staging!.version);
    await until(() => hasPart(element, '#see-conflict'));
    await expectAccessible(element);
    expect(text(element, '.bar .notice')).to.contain('Ben has saved other settings');
    await click(part(element, '#see-conflict'));
    await until(() => dialog(element).open);
    await expectAccessible(element);
    expect(all(element, 'dialog legend').map(textOf)).to.deep.equal(['Escalate to Show', 'Bookmarks']);
    await click(part(element, '#confirm'));
    await until(() => !dialog(element).open);
    await click(part(element, '#save'));
    await answered(element, 'Saved to Staging.');
    expect((await ada.read()).staging!.settings).to.deep.equal({ ...GUARDED, escalateToShow: false, bookmarks: [] });
  });

  it('says for each URL which rule allows it or why none does', async () => {
    const element = await guarded();
    part<HTMLDetailsElement>(element, 'details:has(#try)').open = true;
    const area = part<HTMLTextAreaElement>(element, '#try');
    area.value = 'https://example.com/first/a?b=c\nhttps://www.example.com/second\n\nnonsense';
    area.dispatchEvent(new Event('input'));
    await until(() => all(element, '.verdicts li').length === 3);
    expect(all(element, '.verdicts .why').map(textOf)).to.deep.equal([
      `Allowed by ${RULE}: every page below www.example.com/first/.`,
      'The closest rule allows every page below www.example.com/first/.',
      'This is no URL. A page’s URL begins with https://.',
    ]);
    await expectAccessible(element);
  });

  it('rolls production back to an earlier version once that is confirmed', async () => {
    const element = await guarded();
    await ada.publish((await ada.save({ ...GUARDED, escalateToShow: false }, (await ada.read()).staging!.version)).version);
    part<HTMLDetailsElement>(element, '#history').open = true;
    const button = await until(() => element.shadowRoot!.querySelector<HTMLElement>('.history button'));
    expect(all(element, '.history li')).to.have.length(2);
    await click(button);
    await until(() => dialog(element).open);
    await expectAccessible(element);
    expect(text(element, '.changes')).to.equal('Escalate to Show is switched on.');
    await click(part(element, '#confirm'));
    await until(() => all(element, '.history li').length === 3);
    expect((await ada.read()).production!.settings.escalateToShow).to.equal(true);
  });

  it('reads a long list of changes from its beginning, with the answer in sight', async () => {
    await ada.save({ ...GUARDED, bookmarks: [], allowedSites: Array.from({ length: 200 }, (_, index) => `https://www.example.com/${index}/*`) }, null);
    const element = await panel();
    await click(part(element, '#publish'));
    await until(() => dialog(element).open);
    const { scrollTop, scrollHeight, clientHeight } = dialog(element);
    expect([scrollTop, scrollHeight > 2 * clientHeight]).to.deep.equal([0, true]);
    expect(part(element, '#confirm').matches(':focus')).to.equal(true);
    expect(part(element, '#confirm').getBoundingClientRect().bottom).to.be.below(dialog(element).getBoundingClientRect().bottom);
    await expectAccessible(element);
  });

  it('shows an imported file without saving it, and refuses one that is wrong', async () => {
    const element = await guarded();
    part<HTMLDetailsElement>(element, 'details:has(#import)').open = true;
    const choose = (content: string): void => {
      const files = new DataTransfer();
      files.items.add(new File([content], 'settings.json'));
      const input = part<HTMLInputElement>(element, '#import');
      input.files = files.files;
      input.dispatchEvent(new Event('change'));
    };
    choose('<html>');
    await until(() => hasPart(element, '.failure'));
    expect(text(element, '.failure')).to.contain('The panel is as it was.');
    await expectAccessible(element);
    choose(JSON.stringify({ ...GUARDED, bookmarks: [] }));
    await answered(element, 'It is not saved yet.');
    expect(titles(element)).to.deep.equal([]);
    expect((await ada.read()).staging!.settings).to.deep.equal(GUARDED);
  });

  it('fits into 320 pixels with text twice as large, and is accessible there', async () => {
    await setViewport({ width: 320, height: 640 });
    const element = await guarded();
    element.style.fontSize = '200%';
    await element.updateComplete;
    for (const details of all(element, 'details')) (details as HTMLDetailsElement).open = true;
    expect(document.documentElement.scrollWidth).to.be.at.most(320);
    await expectAccessible(element);
    await setViewport({ width: 800, height: 600 });
  });
});
