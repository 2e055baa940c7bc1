/**
 * For tests of pages that embed the elements: a picker, a guard and a network that
 * the test controls. Not for production.
 *
 * @module glance-screenshare/testing
 */
export { ShareStage, type PickedWindow } from './share-stage.js';
export type { FakeSource } from './fake-source.js';
