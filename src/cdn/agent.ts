/** The single file for the agent's page: registers the agent's elements, and exports them with their session. */
import './languages.js';
import { GlanceBookmarkMenu } from '../elements/bookmark-menu/bookmark-menu.element.js';
import '../elements/bookmark-menu/bookmark-menu.define.js';
import { GlanceScreenshareButton } from '../elements/screenshare-button/screenshare-button.element.js';
import '../elements/screenshare-button/screenshare-button.define.js';

export { GlanceBookmarkMenu, GlanceScreenshareButton };
export { AgentSession } from '../session/agent/agent-session.js';
export { getLanguage, offerLanguages, setLanguage, setTexts } from '../elements/shared/language.js';
