import { expect, fixture, html } from '@open-wc/testing';
import '../../src/define.js';
import type { GlanceShareHistory } from '../../src/elements/share-history/share-history.element.js';
import type { ShareHistoryEntry } from '../../src/session/receipt/share-history.js';
import type { ShareHistorySource } from '../../src/session/receipt/share-history-source.js';
import { SettingsStoreError } from '../../src/store/settings-store-error.js';
import { press } from '../harness/user.js';
import { until } from '../harness/until.js';
import { expectAccessible } from './axe.js';
import { hasPart, part, textOf } from './stage.js';

const AT = Date.UTC(2026, 10, 20, 12);

function share(index: number, more: Partial<ShareHistoryEntry> = {}): ShareHistoryEntry {
  return {
    summary: {
      session: `s${index}`,
      share: AT - index * 60_000,
      agent: 'Ann',
      surface: 'window',
      began: AT,
      ended: AT + 90_000,
      reason: 'agent',
      pages: [{ time: AT + 1_000, verdict: 'allowed', shown: 'www.example.com/first/a', rule: 'https://www.example.com/first/*', proof: 'exact', reason: null }],
      pauses: [],
      switches: [],
      viewers: [{ viewer: 'v1', name: 'Vera', first: AT + 2_000, last: AT + 80_000, lost: null }],
    },
    gaps: [],
    broken: null,
    closed: true,
    heard: AT + 91_000,
    ...more,
  };
}

async function history(records: ShareHistorySource): Promise<GlanceShareHistory> {
  return fixture<GlanceShareHistory>(html`<glance-share-history .records=${records}></glance-share-history>`);
}

const all = (element: Element, selector: string): string[] => [...element.shadowRoot!.querySelectorAll(selector)].map(textOf);

describe('the history of shares', () => {
  it('shows who shared what with whom, from the newest on, and older ones when asked, by keys alone', async () => {
    const pages = [[share(0), share(1)], [share(2)], []];
    const asked: (number | undefined)[] = [];
    const element = await history({ list: (before) => (asked.push(before), Promise.resolve(pages.shift()!)), export: () => Promise.resolve('') });
    await until(() => all(element, '.share').length === 2);
    expect(all(element, '.share')[0]).to.contain('Ann').and.to.contain('Session s0').and.to.contain('It lasted 90 seconds.').and.to.contain('1 viewer · 1 page decision');
    part<HTMLDetailsElement>(element, 'details').open = true;
    await expectAccessible(element);
    expect(all(element, 'tbody tr')[0]).to.contain('www.example.com/first/a').and.to.contain('Allowed');
    part(element, '#more').focus();
    await press('Enter');
    await until(() => all(element, '.share').length === 3);
    await press('Enter');
    await until(() => !hasPart(element, '#more'));
    expect(asked).to.deep.equal([undefined, AT - 60_000, AT - 120_000]);
  });

  it('shows what is missing as missing, and what doesn’t fit as that', async () => {
    const cut = share(1, { closed: false, summary: { ...share(1).summary, ended: null } });
    const element = await history({ list: () => Promise.resolve([share(0, { gaps: [{ from: 2, to: 4 }, { from: 7, to: 7 }], broken: 9 }), cut]), export: () => Promise.resolve('') });
    await until(() => hasPart(element, '.share'));
    expect(all(element, '.gap')).to.deep.equal(['Records 3 to 5 are missing.', 'Record 8 is missing.', 'From record 10 on, the records don’t fit together: something was changed or left out.']);
    expect(all(element, '.share')[1]).to.contain('No end was recorded. The last record came');
    await expectAccessible(element);
  });

  it('hands the records of a share out as a file', async () => {
    const asked: unknown[] = [];
    const element = await history({ list: () => Promise.resolve([share(0)]), export: (...given) => (asked.push(given), Promise.resolve('{"records":[]}')) });
    const saved: string[] = [];
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function click(this: HTMLAnchorElement) {
      saved.push(this.download);
    };
    try {
      await until(() => hasPart(element, '.export'));
      part(element, '.export').click();
      await until(() => saved.length === 1);
    } finally {
      HTMLAnchorElement.prototype.click = click;
    }
    expect([asked, saved]).to.deep.equal([[['s0', AT]], [`share-s0-${AT}.json`]]);
  });

  it('says what is wrong and tries again', async () => {
    let fail = true;
    const element = await history({ list: () => (fail ? Promise.reject(new SettingsStoreError('forbidden')) : Promise.resolve([])), export: () => Promise.resolve('') });
    await until(() => all(element, '.error').length === 1);
    expect(all(element, '.error')[0]).to.contain('You may not do this.');
    await expectAccessible(element);
    fail = false;
    part(element, '#more').click();
    await until(() => textOf(part(element, '[role=status]')) === 'No share has been recorded yet.');
    expect(all(element, '.error')).to.deep.equal([]);
  });

  it('tells the page’s developer what to set', async () => {
    const element = await fixture<GlanceShareHistory>(html`<glance-share-history></glance-share-history>`);
    expect(textOf(part(element, '.error'))).to.contain('Set the attribute records');
    await expectAccessible(element);
  });
});
