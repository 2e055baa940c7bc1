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
    await until(() => hasPart(element, '.site'));
    expect(text(element, '.site .rule')).to.equal(RULE);
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
      'Windows may be shared.',
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
    const cell = await until(() => element.shadowRoot!.querySelector<HTMLElement>('.site .rule'));
    await click(cell);
    const row = await until(() => element.shadowRoot!.querySelector<HTMLInputElement>('.site.editing input'));
    await type(element, `#${row.id}`, 'https://www.example.com/fir*');
    expect(row.getAttribute('aria-invalid')).to.equal(null);
    await press('Tab');
    await until(() => row.getAttribute('aria-invalid') === 'true');
    await expectAccessible(element);
    await click(part(element, '.site .small'));
    await until(() => row.value === 'https://www.example.com/fir/*');
    await press('Enter');
    await until(() => text(element, '.site .rule') === 'https://www.example.com/fir/*');
    expect(element.shadowRoot!.activeElement?.className).to.equal('rule');
  });

  it('goes through the list by arrows, edits in place, selects, gives an owner, removes and takes back, by keys alone', async () => {
    const element = await guarded({ ...GUARDED, bookmarks: [], allowedSites: ['c', 'a', 'b'].map((name) => `https://${name}.example.com/*`) });
    const focused = (): string => (element.shadowRoot!.activeElement ? textOf(element.shadowRoot!.activeElement) : '');
    const listed = (): string[] => all(element, '.site .rule').map(textOf);
    part(element, '#site-group').focus();
    await press('Tab');
    expect(focused()).to.equal('https://c.example.com/*');
    await press('ArrowDown', 'Enter');
    await until(() => element.shadowRoot!.activeElement?.matches('.editing input'));
    await press('End', 'Backspace');
    await sendKeys({ type: 'claims/*' });
    await press('Tab');
    await sendKeys({ type: 'Ada' });
    await press('Enter');
    await until(() => focused() === 'https://a.example.com/claims/*');
    expect(text(element, '.site:nth-child(2) .about')).to.equal('Ada');
    await press('Enter');
    await until(() => hasPart(element, '.editing'));
    await sendKeys({ type: 'x' });
    await press('Escape');
    await until(() => !hasPart(element, '.editing'));
    expect(listed()[1]).to.equal('https://a.example.com/claims/*');
    await press('Space', 'Shift+ArrowDown');
    await until(() => all(element, '[aria-selected=true]').length === 2);
    await expectAccessible(element);
    await press('Delete');
    await until(() => listed().join() === 'https://c.example.com/*');
    expect(focused()).to.equal('https://c.example.com/*');
    await click(part(element, '#undo'));
    await until(() => listed().length === 3);
  });

  it('finds, sorts and groups, and keeps the order while a row is edited', async () => {
    const element = await guarded({ ...GUARDED, bookmarks: [], allowedSites: ['https://b.example.com/2/*', 'https://a.example.com/*', 'https://b.example.com/1/*'] });
    const listed = (): string[] => all(element, '.site .rule').map((cell) => textOf(cell).replace('https://', '').replace('.example.com', ''));
    await type(element, '#site-search', 'b.exam');
    await until(() => listed().join() === 'b/2/*,b/1/*');
    expect(part(element, '#site-grid + .note').textContent).to.contain('2 of 3 shown.');
    await type(element, '#site-search', 'zzz');
    await until(() => listed().length === 0);
    await expectAccessible(element);
    await press('Control+a', 'Backspace');
    const sort = part<HTMLSelectElement>(element, '#site-sort');
    sort.value = 'address';
    sort.dispatchEvent(new Event('change'));
    await until(() => listed().join() === 'a/*,b/1/*,b/2/*');
    await click(part(element, '#site-group'));
    await until(() => all(element, '.host').length === 2);
    await expectAccessible(element);
    await click(part(element, '.site .rule'));
    await until(() => hasPart(element, '.editing'));
    await sendKeys({ type: 'zzz' });
    await element.updateComplete;
    expect(part(element, '.editing').parentElement).to.equal(part(element, '.group'));
    await press('Enter');
    await until(() => !hasPart(element, '.editing'));
  });

  it('takes a pasted list with owners and notes, says what it left out, and corrects what is wrong in one go', async () => {
    const element = await guarded({ ...GUARDED, bookmarks: [] });
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', `${RULE}\nhttp://a.example.com/x*\tAda\tFor claims\n"https://b.example.com/*",\nb2.example.com\n`);
    part(element, '#site-new').dispatchEvent(new ClipboardEvent('paste', { clipboardData, cancelable: true }));
    await answered(element, '3 sites added. 1 line was on the list already, or twice.');
    expect(text(element, '.site .about')).to.contain('Ada · For claims');
    expect(all(element, '.site .note.error')).to.have.length(2);
    await expectAccessible(element);
    await click(part(element, '#correct-all'));
    await answered(element, '2 sites corrected.');
    expect(all(element, '.site .rule').map(textOf)).to.deep.equal(['https://a.example.com/x/*', 'https://b.example.com/*', 'https://b2.example.com/*', RULE]);
    await click(part(element, '#save'));
    await answered(element, 'Saved to Staging.');
    expect((await ada.read()).staging!.settings.siteNotes).to.deep.equal([{ site: 'https://a.example.com/x/*', owner: 'Ada', note: 'For claims' }]);
  });

  for (const height of [720, 900, 1080]) {
    it(`keeps what has the focus out from under the bar, ${height} pixels high, however many sites are typed one after the other`, async () => {
      await setViewport({ width: 1100, height });
      const element = await panel();
      const isCovered = (): boolean => element.shadowRoot!.activeElement!.getBoundingClientRect().bottom > part(element, '.bar').getBoundingClientRect().top;
      part(element, '#site-new').focus();
      for (let typed = 1; typed <= 12; typed += 1) {
        await sendKeys({ type: `https://example.com/${typed}/*` });
        expect(isCovered(), `field ${typed}`).to.equal(false);
        await press('Enter');
        await until(() => all(element, '.site').length === typed);
        await element.updateComplete;
        expect([element.shadowRoot!.activeElement!.id, isCovered()]).to.deep.equal(['site-new', false]);
      }
      for (let stop = 0; stop < 40; stop += 1) {
        await press('Tab');
        const focused = element.shadowRoot!.activeElement;
        if (!focused) break;
        if (!focused.closest('.bar')) expect(isCovered(), textOf(focused)).to.equal(false);
      }
      await setViewport({ width: 800, height: 600 });
    });
  }

  it('stays fluid with 5,000 sites: a key costs no reading of the others, and a row out of sight no layout', async () => {
    const element = await guarded({ ...GUARDED, bookmarks: [], allowedSites: Array.from({ length: 5_000 }, (_, index) => `https://www.example.com/${index}/*`) });
    expect(all(element, '.site')).to.have.length(5_000);
    await until(() => !part(element, '.site:nth-child(4000) .rule').checkVisibility({ contentVisibilityAuto: true }));
    await type(element, '#site-search', '/4999/');
    await until(() => all(element, '.site').length === 1);
    await expectAccessible(element);
  });

  it('shows a first, empty row for a bookmark, which counts with its first letter', async () => {
    const element = await panel();
    const field = all(element, '.bookmark [id$=-title]')[0]!;
    expect(text(element, '#bookmark-count')).to.equal('0 of 20');
    field.focus();
    await sendKeys({ type: 'Cl' });
    await until(() => text(element, '#bookmark-count') === '1 of 20');
    expect([element.shadowRoot!.activeElement === field, titles(element)]).to.deep.equal([true, ['Cl']]);
  });

  it('leads to each of its parts from its contents', async () => {
    const element = await guarded();
    for (const button of all(element, '.contents button')) {
      button.focus();
      await press('Enter');
      await element.updateComplete;
      expect((element.shadowRoot!.activeElement as HTMLElement).dataset['title']).to.equal(button.dataset['to']);
    }
  });

  it('refuses more pasted lines than there is room for, and takes what fits', async () => {
    const element = await panel();
    const paste = (lines: number): boolean => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text', Array.from({ length: lines }, (_, index) => `https://www.example.com/${index}`).join('\r\n'));
      return part(element, '#site-new').dispatchEvent(new ClipboardEvent('paste', { clipboardData, cancelable: true }));
    };
    paste(10_000);
    await until(() => text(element, '#site-new-note').includes('room for 5,000 more, and these are 10,000. Nothing was added.'));
    await expectAccessible(element);
    expect(all(element, '.site')).to.have.length(0);
    paste(3);
    await until(() => all(element, '.site').length === 3);
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
      // One rule that changes is read, and none of the others.
      read = 0;
      part(element, '.site .rule').focus();
      await press('Enter');
      await until(() => hasPart(element, '.site.editing'));
      await sendKeys({ press: 'x' });
      await element.updateComplete;
      expect(read).to.be.greaterThan(0).and.lessThan(20);
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
    await click(part(element, '.site [aria-label^="Remove https"]'));
    await until(() => !hasPart(element, '.site'));
    await element.updateComplete;
    expect(element.shadowRoot!.activeElement!.id).to.equal('site-new');
    await click(part(element, '#undo'));
    await until(() => hasPart(element, '.site'));
    expect(text(element, '.site .rule')).to.equal(RULE);
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

  it('asks only about what both have changed, and goes on with what is chosen', async () => {
    const element = await guarded();
    const title = all(element, '.bookmark [id$=-title]')[0]!;
    await type(element, `#${title.id}`, 'Mine');
    await click(part(element, '#escalate'));
    const ben = ada.as('Ben');
    const theirs = { ...GUARDED, bookmarks: [{ ...GUARDED.bookmarks[0]!, title: 'Theirs' }, ...GUARDED.bookmarks.slice(1)] };
    await ben.save(theirs, (await ben.read()).staging!.version);
    await until(() => hasPart(element, '#see-conflict'));
    await expectAccessible(element);
    expect(text(element, '.bar .notice')).to.contain('Ben has changed the same things as you');
    await click(part(element, '#see-conflict'));
    await until(() => dialog(element).open);
    await expectAccessible(element);
    expect(all(element, 'dialog legend').map(textOf)).to.deep.equal(['Bookmarks']);
    await click(part(element, 'dialog input[value=theirs]'));
    await click(part(element, '#confirm'));
    await until(() => !dialog(element).open);
    await click(part(element, '#save'));
    await answered(element, 'Saved to Staging.');
    expect((await ada.read()).staging!.settings).to.deep.equal({ ...theirs, escalateToShow: false });
  });

  it('takes in what another administrator has added meanwhile, and says so', async () => {
    const element = await guarded();
    await click(part(element, '#escalate'));
    const ben = ada.as('Ben');
    await ben.save({ ...GUARDED, allowedSites: ['https://ben.example.com/*', RULE] }, (await ben.read()).staging!.version);
    await answered(element, 'Ben has saved meanwhile. Both their changes and yours are here.');
    expect(all(element, '.site')).to.have.length(2);
    expect(part<HTMLInputElement>(element, '#escalate').checked).to.equal(false);
  });

  it('publishes with a comment, which the history shows with what changed, and compares any two', async () => {
    const element = await guarded();
    await type(element, '#site-new', 'https://second.example.com/*');
    await press('Enter');
    await click(part(element, '#save'));
    await answered(element, 'Saved to Staging.');
    await click(part(element, '#publish'));
    await until(() => dialog(element).open);
    await type(element, '#comment', 'For the claims team');
    await expectAccessible(element);
    await click(part(element, '#confirm'));
    await answered(element, 'Published to Production.');
    part<HTMLDetailsElement>(element, '#history').open = true;
    await until(() => all(element, '.history li').length === 2);
    expect(text(element, '.history li:first-child')).to.contain('For the claims team').and.to.contain('Allowed Sites: +1 −0');
    await expectAccessible(element);
    for (const box of all(element, '.history input')) await click(box);
    await click(part(element, '#compare'));
    await until(() => dialog(element).open);
    await expectAccessible(element);
    expect(all(element, '.changes li').map(textOf)).to.deep.equal(['The allowed site https://second.example.com/* is added.']);
    await click(part(element, '#confirm'));
  });

  it('says who may do what, and lets a second person publish', async () => {
    const store = ada.as('Ada');
    await ada.save(GUARDED, null);
    const { read } = store;
    let you = { name: 'Ada', edit: true, publish: false, secondPerson: false };
    store.read = async () => ({ ...(await read.call(store)), you });
    const editor = await panel(store);
    expect(text(editor, '#publish-why')).to.contain('Somebody else publishes them.');
    you = { name: 'Ada', edit: true, publish: true, secondPerson: true };
    const author = await panel(store);
    expect([text(author, '#publish-why'), isOff(author, '#publish')]).to.deep.equal(['You have saved some of these changes, so somebody else has to publish them.', true]);
    you = { name: 'Eve', edit: false, publish: true, secondPerson: true };
    const publisher = await panel(store);
    await click(part(publisher, '#escalate'));
    expect([isOff(publisher, '#save'), text(publisher, '.bar')]).to.deep.equal([true, text(publisher, '.bar')]);
    expect(text(publisher, '.bar')).to.contain('You may publish what is in Staging, and not change it.');
  });

  it('shows beside each rule which shares needed it, finds those that none did, and proposes pages that were refused', async () => {
    await ada.save({ ...GUARDED, bookmarks: [], allowedSites: [RULE, 'https://unused.example.com/*'] }, null);
    const report = { since: '2026-11-01T00:00:00.000Z', rules: [{ what: RULE, shares: 3, last: Date.UTC(2026, 10, 20) }], refused: [{ what: 'refused.example.com/page', shares: 2, last: Date.UTC(2026, 10, 21) }, { what: 'example.com/first/now-allowed', shares: 1, last: 1 }] };
    const element = await fixture<GlanceScreenshareSettings>(html`<glance-screenshare-settings .settings=${ada} .usage=${() => Promise.resolve(report)}></glance-screenshare-settings>`);
    await until(() => hasPart(element, '.site .used'));
    expect(all(element, '.site .used').map(textOf)[0]).to.contain('In 3 shares, last on Nov 20, 2026');
    const filter = part<HTMLSelectElement>(element, '#site-filter');
    filter.value = 'unused';
    filter.dispatchEvent(new Event('change'));
    await until(() => all(element, '.site .rule').map(textOf).join() === 'https://unused.example.com/*');
    filter.value = 'all';
    filter.dispatchEvent(new Event('change'));
    part<HTMLDetailsElement>(element, '#refused').open = true;
    expect(all(element, '#refused li')).to.have.length(1);
    await expectAccessible(element);
    await click(part(element, '#refused button'));
    await until(() => all(element, '.site').length === 3);
    expect([text(element, '.site .rule'), hasPart(element, '#refused')]).to.deep.equal(['https://refused.example.com/page', false]);
  });

  it('offers a viewer in Staging, and reads a window against the rules', async () => {
    const element = await guarded();
    expect([hasPart(element, '#staging-viewer'), hasPart(element, '#read-window')]).to.deep.equal([false, false]);
    element.stagingViewer = '/agent.html';
    let shown = 'www.example.com/second';
    let closed = 0;
    const reading = () => ({ bar: {}, reading: { text: shown, truncated: false, security: 'secure', editing: false, engine: 'exact' } as const });
    element.windowReader = () => Promise.resolve({ WindowReader: class { read = () => Promise.resolve(reading()); close = () => { closed += 1; return Promise.resolve(); }; } });
    part<HTMLDetailsElement>(element, 'details:has(#try)').open = true;
    await until(() => hasPart(element, '#read-window'));
    expect(part<HTMLAnchorElement>(element, '#staging-viewer').href).to.contain('/agent.html');
    await click(part(element, '#read-window'));
    await until(() => text(element, '#window-look').includes('Not allowed'));
    expect(text(element, '#window-look')).to.contain('The closest rule allows every page below www.example.com/first/.');
    shown = 'www.example.com/first/x';
    await until(() => text(element, '#window-look').startsWith('Allowed'));
    await expectAccessible(element);
    await click(part(element, '#read-window'));
    await until(() => closed === 1);
    expect(text(element, '#read-window')).to.equal('Read a window…');
  });

  it('shows what the server warns of', async () => {
    const store = ada.as('Ada');
    const { read } = store;
    store.read = async () => ({ ...(await read.call(store)), warnings: ['A damaged revision was set aside.'] });
    const element = await panel(store);
    expect(text(element, '.bar .notice')).to.contain('A damaged revision was set aside.');
    await expectAccessible(element);
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
    const button = await until(() => element.shadowRoot!.querySelector<HTMLElement>('.history [aria-label^="Roll back"]'));
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
    for (const details of all(element, 'dialog details')) (details as HTMLDetailsElement).open = true;
    const { scrollTop, scrollHeight, clientHeight } = dialog(element);
    expect([scrollTop, scrollHeight > 2 * clientHeight]).to.deep.equal([0, true]);
    expect(part(element, '#confirm').matches(':focus')).to.equal(true);
    expect(part(element, '#confirm').getBoundingClientRect().bottom).to.be.below(dialog(element).getBoundingClientRect().bottom);
    await expectAccessible(element);
  });

  it('shows an imported file without saving it, and refuses one that is wrong', async () => {
    const element = await guarded();
    part<HTMLDetailsElement>(element, 'details:has(#import-file)').open = true;
    const choose = (content: string): void => {
      const files = new DataTransfer();
      files.items.add(new File([content], 'settings.json'));
      const input = part<HTMLInputElement>(element, '#import-file');
      input.files = files.files;
      input.dispatchEvent(new Event('change'));
    };
    choose('<html>');
    await until(() => hasPart(element, '.failure'));
    expect(text(element, '.failure')).to.contain('The panel is as it was.');
    await expectAccessible(element);
    choose(JSON.stringify({ ...GUARDED, bookmarks: [] }));
    await answered(element, 'It is not saved yet.');
    expect(titles(element)).to.deep.equal(['']);
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
