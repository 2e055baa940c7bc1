import { defineElement } from '../shared/define-element.js';
import { GlanceScreenshareButton } from './screenshare-button.element.js';

defineElement('glance-screenshare-button', GlanceScreenshareButton);

export { GlanceScreenshareButton };

declare global {
  interface HTMLElementTagNameMap {
    'glance-screenshare-button': GlanceScreenshareButton;
  }
}
