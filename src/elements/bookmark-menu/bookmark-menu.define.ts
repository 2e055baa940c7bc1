import { defineElement } from '../shared/define-element.js';
import { GlanceBookmarkMenu } from './bookmark-menu.element.js';

defineElement('glance-bookmark-menu', GlanceBookmarkMenu);

export { GlanceBookmarkMenu };

declare global {
  interface HTMLElementTagNameMap {
    'glance-bookmark-menu': GlanceBookmarkMenu;
  }
}
