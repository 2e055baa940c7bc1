import { defineElement } from '../shared/define-element.js';
import { GlanceShareView } from './share-view.element.js';

defineElement('glance-share-view', GlanceShareView);

export { GlanceShareView };

declare global {
  interface HTMLElementTagNameMap {
    'glance-share-view': GlanceShareView;
  }
}
