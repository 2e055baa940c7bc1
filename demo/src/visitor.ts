import { connect } from './cobrowse-connection.js';
import { startConversation } from './conversation.js';
import { given } from './page.js';
import { startHelpPanel } from './visitor/help-panel.js';
import { PageRecorder } from './visitor/page-recorder.js';
import { startForms } from './visitor/site-forms.js';

startForms();

const panel = startHelpPanel({ onPause: (paused) => connection.emit('paused', paused) });
const connection = connect(given('token'), (state) => panel.showConnection(state));
new PageRecorder(connection);

startConversation({
  connection,
  root: panel.root,
  me: { role: 'visitor', name: 'Visitor' },
  onSaid: ({ from }) => {
    if (from.role === 'agent') panel.announceMessage();
  },
});
connection.on('people', (people) => panel.showAgents(people.filter(({ role }) => role === 'agent').map(({ name }) => name)));
connection.on('welcome', ({ paused }) => panel.showPaused(paused));
connection.on('paused', (paused) => panel.showPaused(paused));
