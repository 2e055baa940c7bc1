import type { GlanceBookmarkMenu } from '../elements/bookmark-menu/bookmark-menu.element.js';
import type { GlanceBookmarkMenuEventMap } from '../elements/bookmark-menu/bookmark-menu.events.js';
import type { GlanceScreenshareButton } from '../elements/screenshare-button/screenshare-button.element.js';
import type { GlanceScreenshareButtonEventMap } from '../elements/screenshare-button/screenshare-button.events.js';
import type { GlanceScreenshareSettings } from '../elements/screenshare-settings/screenshare-settings.element.js';
import type { GlanceScreenshareSettingsEventMap } from '../elements/screenshare-settings/screenshare-settings.events.js';
import type { GlanceShareHistory } from '../elements/share-history/share-history.element.js';
import type { GlanceShareHistoryEventMap } from '../elements/share-history/share-history.events.js';
import type { GlanceSharePanel } from '../elements/share-panel/share-panel.element.js';
import type { GlanceSharePanelEventMap } from '../elements/share-panel/share-panel.events.js';
import type { GlanceShareView } from '../elements/share-view/share-view.element.js';
import type { GlanceShareViewEventMap } from '../elements/share-view/share-view.events.js';

/** The properties that identify the cobrowse session and how to connect to it. */
type Connection = 'sessionId' | 'server' | 'token' | 'channel' | 'iceServers' | 'iceTransportPolicy' | 'mediaRelay' | 'stats' | 'session';

/** Each element with its class, the properties that a page can set, and its events. The frameworks' types derive from it. */
export interface ElementTypes {
  'glance-screenshare-button': {
    element: GlanceScreenshareButton;
    properties: Pick<GlanceScreenshareButton, Connection | 'settings' | 'cobrowseVersion' | 'agentName' | 'guardWorker' | 'ocrAssets' | 'stopShortcut' | 'pauseShortcut' | 'notify'>;
    events: GlanceScreenshareButtonEventMap;
  };
  'glance-share-view': {
    element: GlanceShareView;
    properties: Pick<GlanceShareView, Connection | 'visitorName'>;
    events: GlanceShareViewEventMap;
  };
  'glance-share-history': {
    element: GlanceShareHistory;
    properties: Pick<GlanceShareHistory, 'records'>;
    events: GlanceShareHistoryEventMap;
  };
  'glance-share-panel': {
    element: GlanceSharePanel;
    properties: Pick<GlanceSharePanel, Connection | 'visitorName' | 'ask' | 'corner'>;
    events: GlanceSharePanelEventMap;
  };
  'glance-bookmark-menu': {
    element: GlanceBookmarkMenu;
    properties: Pick<GlanceBookmarkMenu, 'settings'>;
    events: GlanceBookmarkMenuEventMap;
  };
  'glance-screenshare-settings': {
    element: GlanceScreenshareSettings;
    properties: Pick<GlanceScreenshareSettings, 'settings' | 'stagingViewer' | 'windowReader' | 'usage'>;
    events: GlanceScreenshareSettingsEventMap;
  };
}

export type Tag = keyof ElementTypes;
export type ElementOf<T extends Tag> = ElementTypes[T]['element'];
export type EventsOf<T extends Tag> = ElementTypes[T]['events'];

/** The properties, with values of any type. */
export type PropertiesOf<T extends Tag> = Optional<ElementTypes[T]['properties']>;
/** The properties that can be strings, as attributes. */
export type AttributesOf<T extends Tag> = {
  [K in keyof ElementTypes[T]['properties'] & string as string extends ElementTypes[T]['properties'][K] ? Kebab<K> : never]?: string | null | undefined;
};
/** If a name can be an attribute or a property, the property's type applies. */
export type AnyOf<T extends Tag> = Omit<AttributesOf<T>, keyof PropertiesOf<T>> & PropertiesOf<T>;
/** Event handlers, with a framework's prefix before the event's name. */
export type HandlersOf<T extends Tag, Before extends string> = {
  [K in keyof EventsOf<T> & string as `${Before}${K}`]?: ((event: EventsOf<T>[K]) => void) | undefined;
};

type Optional<P> = { [K in keyof P]?: P[K] | undefined };
type Kebab<Name extends string> = Name extends `${infer First}${infer Rest}` ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Kebab<Rest>}` : Name;
