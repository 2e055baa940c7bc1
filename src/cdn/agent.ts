/** The one file of the agent's page: registers the agent's elements, and exports them with their session. */
import '../elements/screenshare-button/screenshare-button.define.js';

export { GlanceScreenshareButton } from '../elements/screenshare-button/screenshare-button.element.js';
export { AgentSession } from '../session/agent-session.js';
