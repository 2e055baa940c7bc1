import type { Publication, SettingsVersion } from '../../store/settings-store.js';

/** The events of `<glance-screenshare-settings>`. They don't bubble. */
export interface GlanceScreenshareSettingsEventMap {
  /** The settings have been saved to staging. */
  'glance-settings-save': CustomEvent<SettingsVersion>;
  /** The settings, or an earlier publication, have been published to production. In the latter case, `republished` names it. */
  'glance-settings-publish': CustomEvent<Publication>;
}
