/** The single file for a visitor's page with the panel: registers the panel and the view, and exports both with their session. */
import './languages.js';
import '../elements/share-panel/share-panel.define.js';

export { GlanceSharePanel } from '../elements/share-panel/share-panel.element.js';
export { GlanceShareView } from '../elements/share-view/share-view.element.js';
export { VisitorSession } from '../session/visitor/visitor-session.js';
export { getLanguage, offerLanguages, setLanguage, setTexts } from '../elements/shared/language.js';
