import type { JSX } from 'solid-js';
import type { AttributesOf, ElementOf, HandlersOf, PropertiesOf, Tag } from './element-types.js';

/** An element in JSX: `session-id="…"`, `prop:settings={…}`, `on:glance-share-start={…}`. */
export type InSolid<T extends Tag> = Omit<JSX.HTMLAttributes<ElementOf<T>>, keyof PropertiesOf<T>> &
  AttributesOf<T> &
  HandlersOf<T, 'on:'> & { [K in keyof PropertiesOf<T> & string as `prop:${K}`]?: PropertiesOf<T>[K] };

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
      'glance-screenshare-button': InSolid<'glance-screenshare-button'>;
      'glance-share-panel': InSolid<'glance-share-panel'>;
      'glance-share-view': InSolid<'glance-share-view'>;
      'glance-share-history': InSolid<'glance-share-history'>;
      'glance-bookmark-menu': InSolid<'glance-bookmark-menu'>;
      'glance-screenshare-settings': InSolid<'glance-screenshare-settings'>;
    }
  }
}
