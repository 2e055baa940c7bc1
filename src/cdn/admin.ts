/** The one file of the administrator's page: registers the panel, and exports it with the stores. */
import './languages.js';
import '../elements/screenshare-settings/screenshare-settings.define.js';

export { GlanceScreenshareSettings } from '../elements/screenshare-settings/screenshare-settings.element.js';
export { HttpSettingsStore } from '../store/http-settings-store.js';
export { MemorySettingsStore } from '../store/memory-settings-store.js';
export { PageSettingsStore } from '../store/page-settings-store.js';
export { getLanguage, offerLanguages, setLanguage, setTexts } from '../elements/shared/language.js';
