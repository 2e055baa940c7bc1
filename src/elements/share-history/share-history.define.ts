import { defineElement } from '../shared/define-element.js';
import { GlanceShareHistory } from './share-history.element.js';

defineElement('glance-share-history', GlanceShareHistory);

export { GlanceShareHistory };

declare global {
  interface HTMLElementTagNameMap {
    'glance-share-history': GlanceShareHistory;
  }
}
