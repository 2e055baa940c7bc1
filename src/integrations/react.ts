import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { AnyOf, ElementOf, HandlersOf, Tag } from './element-types.js';

/** An element in JSX: `session-id="…"` or `sessionId={…}`, `settings={…}`, `onglance-share-start={…}`. */
export type InReact<T extends Tag> = DetailedHTMLProps<HTMLAttributes<ElementOf<T>>, ElementOf<T>> & AnyOf<T> & HandlersOf<T, 'on'>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'glance-screenshare-button': InReact<'glance-screenshare-button'>;
      'glance-share-panel': InReact<'glance-share-panel'>;
      'glance-share-view': InReact<'glance-share-view'>;
      'glance-share-history': InReact<'glance-share-history'>;
      'glance-bookmark-menu': InReact<'glance-bookmark-menu'>;
      'glance-screenshare-settings': InReact<'glance-screenshare-settings'>;
    }
  }
}
