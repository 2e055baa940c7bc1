import type { HTMLAttributes } from 'preact';
import type { AnyOf, ElementOf, HandlersOf, PropertiesOf, Tag } from './element-types.js';

/** An element in Preact's JSX: `session-id="…"`, `settings={…}`, `onglance-share-start={…}`. */
export type InPreact<T extends Tag> = Omit<HTMLAttributes<ElementOf<T>>, keyof PropertiesOf<T>> & AnyOf<T> & HandlersOf<T, 'on'>;

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'glance-screenshare-button': InPreact<'glance-screenshare-button'>;
      'glance-share-view': InPreact<'glance-share-view'>;
      'glance-share-history': InPreact<'glance-share-history'>;
      'glance-bookmark-menu': InPreact<'glance-bookmark-menu'>;
      'glance-screenshare-settings': InPreact<'glance-screenshare-settings'>;
    }
  }
}
