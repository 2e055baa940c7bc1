import { defineElement } from '../shared/define-element.js';
import { GlanceScreenshareSettings } from './screenshare-settings.element.js';

defineElement('glance-screenshare-settings', GlanceScreenshareSettings);

export { GlanceScreenshareSettings };

declare global {
  interface HTMLElementTagNameMap {
    'glance-screenshare-settings': GlanceScreenshareSettings;
  }
}
