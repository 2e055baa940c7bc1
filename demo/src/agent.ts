import { MirrorView } from './agent/mirror-view.js';
import { Log, showPeople } from './agent/session-panel.js';
import { startNotices } from './agent/notices.js';
import { connect, type ConnectionState } from './cobrowse-connection.js';
import { startConversation } from './conversation.js';
import { find, given } from './page.js';

const STATES: Record<ConnectionState, string> = {
  connecting: 'Connecting…',
  online: 'Connected',
  lost: 'Connection lost, trying again…',
  refused: 'The demo has been started anew. Reload this page.',
  full: 'This session is full.',
};

const status = find('.connection');
const connection = connect(given('token'), (state) => {
  status.dataset['state'] = state;
  status.textContent = STATES[state];
});
const mirror = new MirrorView(find('.mirror'));
const log = new Log(find('.log'));

startNotices({ connection, mirror });
startConversation({ connection, root: find('.side'), me: { role: 'agent', name: given('name') } });

connection.on('people', (people) => {
  showPeople(find('.people'), people, connection.id);
  log.compare(people);
});
connection.on('page', ({ page, batches }) => {
  find('.page-title').textContent = page.title;
  find('.page-address').textContent = page.address;
  mirror.open(page, batches);
  log.add(`The visitor opened “${page.title}”`, page.id);
});
connection.on('events', ({ page, batch }) => mirror.add(page, batch));
connection.on('paused', (paused) => log.add(paused ? 'The visitor hid their page' : 'The visitor shows their page again'));

const button = find('glance-screenshare-button');
button.addEventListener('glance-share-start', () => log.add('You are sharing your screen'));
button.addEventListener('glance-share-end', () => log.add('Your screen share has ended'));

find('.refresh').addEventListener('click', () => connection.emit('picture-please'));
for (const choice of document.querySelectorAll<HTMLButtonElement>('[data-zoom]:is(button)')) {
  choice.addEventListener('click', () => {
    mirror.zoom = choice.dataset['zoom'] === 'full' ? 'full' : 'fit';
    for (const each of document.querySelectorAll('[data-zoom]:is(button)')) each.setAttribute('aria-pressed', String(each === choice));
  });
}
find('.copy').addEventListener('click', () => {
  const link = `${location.origin}/visitor.html?session=${encodeURIComponent(given('session'))}`;
  navigator.clipboard.writeText(link).then(
    () => log.add('The visitor\'s link is on your clipboard'),
    () => log.add(`The visitor's link: ${link}`),
  );
});
