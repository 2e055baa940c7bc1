import { defineElement } from '../shared/define-element.js';
import { GlanceShareView } from './share-view.element.js';
import { forgetOldPictures } from './last-picture.js';

defineElement('glance-share-view', GlanceShareView);
forgetOldPictures();

export { GlanceShareView };

declare global {
  interface HTMLElementTagNameMap {
    'glance-share-view': GlanceShareView;
  }
}