/** The single file for the visitor's page: registers the view, and exports it with its session. */
import './languages.js';
import '../elements/share-view/share-view.define.js';

export { GlanceShareView } from '../elements/share-view/share-view.element.js';
export { VisitorSession } from '../session/visitor/visitor-session.js';
export { getLanguage, offerLanguages, setLanguage, setTexts } from '../elements/shared/language.js';
