import type { Publication, SettingsVersion } from '../../store/settings-store.js';

/** The events of `<glance-screenshare-settings>`. None of them bubbles. */
export interface GlanceScreenshareSettingsEventMap {
  /** The settings have been saved to staging. */
  'glance-settings-save': CustomEvent<SettingsVersion>;
  /** The settings have been published to production, or an earlier publication once more: then `republished` names it. */
  'glance-settings-publish': CustomEvent<Publication>;
}
