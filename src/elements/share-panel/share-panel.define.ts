import '../share-view/share-view.define.js';
import { defineElement } from '../shared/define-element.js';
import { GlanceSharePanel } from './share-panel.element.js';

defineElement('glance-share-panel', GlanceSharePanel);

export { GlanceSharePanel };

declare global {
  interface HTMLElementTagNameMap {
    'glance-share-panel': GlanceSharePanel;
  }
}
