/** The single file for the administrator's page: registers the panel, and exports it with the stores. */
import './languages.js';
import '../elements/screenshare-settings/screenshare-settings.define.js';
import '../elements/share-history/share-history.define.js';

export { GlanceScreenshareSettings } from '../elements/screenshare-settings/screenshare-settings.element.js';
export { GlanceShareHistory } from '../elements/share-history/share-history.element.js';
export { HttpSettingsStore } from '../store/http-settings-store.js';
export { MemorySettingsStore } from '../store/memory-settings-store.js';
export { PageSettingsStore } from '../store/page-settings-store.js';
export { getLanguage, offerLanguages, setLanguage, setTexts } from '../elements/shared/language.js';
