import { expect } from '@open-wc/testing';
import '../../src/define.js';
import { GlanceScreenshareButton } from '../../src/elements/screenshare-button/screenshare-button.element.js';
import { GlanceScreenshareSettings } from '../../src/elements/screenshare-settings/screenshare-settings.element.js';
import { GlanceSharePanel } from '../../src/elements/share-panel/share-panel.element.js';
import { defineElement } from '../../src/elements/shared/define-element.js';
import { GlanceShareView } from '../../src/elements/share-view/share-view.element.js';

describe('defining the elements', () => {
  it('registers each under its tag', () => {
    expect(customElements.get('glance-screenshare-button')).to.equal(GlanceScreenshareButton);
    expect(customElements.get('glance-screenshare-settings')).to.equal(GlanceScreenshareSettings);
    expect(customElements.get('glance-share-view')).to.equal(GlanceShareView);
    expect(customElements.get('glance-share-panel')).to.equal(GlanceSharePanel);
  });

  it('says nothing of the same class a second time', () => {
    expect(warningsOf(() => defineElement('glance-share-view', GlanceShareView))).to.deep.equal([]);
  });

  it('leaves a tag alone that is taken, as by another version on the page, and says so', () => {
    const warnings = warningsOf(() => defineElement('glance-share-view', class extends HTMLElement {}));
    expect(customElements.get('glance-share-view')).to.equal(GlanceShareView);
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.match(/^<glance-share-view> is already defined.*only once/);
  });

  it('gives a page’s own class the tag where the page came first', () => {
    class Own extends HTMLElement {}
    customElements.define('glance-own', Own);
    warningsOf(() => defineElement('glance-own', class extends HTMLElement {}));
    expect(customElements.get('glance-own')).to.equal(Own);
  });
});

/** What the console is warned of meanwhile. */
function warningsOf(act: () => void): string[] {
  const told: string[] = [];
  const { warn } = console;
  console.warn = (message: string) => told.push(message);
  try {
    act();
  } finally {
    console.warn = warn;
  }
  return told;
}
