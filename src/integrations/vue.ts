import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';
import type { AnyOf, ElementOf, EventsOf, Tag } from './element-types.js';

/** An element in a template: `session-id="…"`, `:settings="…"`, `@glance-share-start="…"`. */
export type InVue<T extends Tag> = new () => ElementOf<T> & {
  /** @deprecated Only for the types of templates; the element doesn't have this property. */
  $props: HTMLAttributes & AnyOf<T> & PublicProps;
  /** @deprecated Only for the types of templates; the element doesn't have this method. */
  $emit: EmitFn<{ [K in keyof EventsOf<T>]: (event: EventsOf<T>[K]) => void }>;
};

declare module 'vue' {
  interface GlobalComponents {
    'glance-screenshare-button': InVue<'glance-screenshare-button'>;
    'glance-share-panel': InVue<'glance-share-panel'>;
    'glance-share-view': InVue<'glance-share-view'>;
    'glance-share-history': InVue<'glance-share-history'>;
    'glance-bookmark-menu': InVue<'glance-bookmark-menu'>;
    'glance-screenshare-settings': InVue<'glance-screenshare-settings'>;
  }
}
