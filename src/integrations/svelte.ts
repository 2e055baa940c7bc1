import type { HTMLAttributes } from 'svelte/elements';
import type { AnyOf, ElementOf, HandlersOf, PropertiesOf, Tag } from './element-types.js';

/** An element in a component: `session-id="…"`, `settings={…}`, `onglance-share-start={…}`. */
export type InSvelte<T extends Tag> = Omit<HTMLAttributes<ElementOf<T>>, keyof PropertiesOf<T>> & AnyOf<T> & HandlersOf<T, 'on'>;

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'glance-screenshare-button': InSvelte<'glance-screenshare-button'>;
    'glance-share-panel': InSvelte<'glance-share-panel'>;
    'glance-share-view': InSvelte<'glance-share-view'>;
    'glance-share-history': InSvelte<'glance-share-history'>;
    'glance-bookmark-menu': InSvelte<'glance-bookmark-menu'>;
    'glance-screenshare-settings': InSvelte<'glance-screenshare-settings'>;
  }
}
