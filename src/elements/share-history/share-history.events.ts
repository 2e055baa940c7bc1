/** The events of `<glance-share-history>`, which doesn't have its own events. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- The same name as each element's map has.
export interface GlanceShareHistoryEventMap {}
