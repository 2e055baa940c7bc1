import { expect } from '@open-wc/testing';
import '../../src/define.js';
import { GlanceScreenshareButton } from '../../src/elements/screenshare-button/screenshare-button.element.js';
import { GlanceScreenshareSettings } from '../../src/elements/screenshare-settings/screenshare-settings.element.js';
import { defineElement } from '../../src/elements/shared/define-element.js';
import { GlanceShareView } from '../../src/elements/share-view/share-view.element.js';

describe('defining the elements', () => {
  it('registers each under its tag', () => {
    expect(customElements.get('glance-screenshare-button')).to.equal(GlanceScreenshareButton);
    expect(customElements.get('glance-screenshare-settings')).to.equal(GlanceScreenshareSettings);
    expect(customElements.get('glance-share-view')).to.equal(GlanceShareView);
  });

  it('leaves a tag alone that is taken, as by another version on the page', () => {
    defineElement('glance-share-view', class extends HTMLElement {});
    expect(customElements.get('glance-share-view')).to.equal(GlanceShareView);
  });

  it('gives a page’s own class the tag where the page came first', () => {
    class Own extends HTMLElement {}
    defineElement('glance-own', Own);
    defineElement('glance-own', class extends HTMLElement {});
    expect(customElements.get('glance-own')).to.equal(Own);
  });
});
