import type { CobrowseConnection, Said } from './cobrowse-connection.js';
import { find, make } from './page.js';

interface ConversationOptions {
  readonly connection: CobrowseConnection;
  /** The parent of the list `.talk` and the form `.say`. */
  readonly root: ParentNode;
  readonly me: Said['from'];
  readonly onSaid?: (message: Said) => void;
}

/** A session's chat: earlier messages, new ones, and a field to write one. */
export function startConversation({ connection, root, me, onSaid }: ConversationOptions): void {
  const list = find('.talk', root);
  const form = find<HTMLFormElement>('.say', root);
  const show = (message: Said): void => {
    list.append(line(message, me));
    list.scrollTop = list.scrollHeight;
  };

  connection.on('welcome', ({ messages }) => {
    list.replaceChildren();
    messages.forEach(show);
  });
  connection.on('said', (message) => {
    show(message);
    onSaid?.(message);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const data = new FormData(form);
    const text = String(data.get('text')).trim();
    if (text === '' || !connection.connected) return;
    connection.emit('say', { to: data.get('to') === 'agents' ? 'agents' : 'all', text });
    find<HTMLInputElement>('[name=text]', form).value = '';
  });
}

function line({ from, to, text }: Said, me: Said['from']): HTMLParagraphElement {
  const mine = from.role === me.role && from.name === me.name;
  const kind = to === 'agents' ? 'note' : mine ? 'mine' : '';
  const item = make('p', kind);
  const by = to === 'agents' ? `${from.name}, for agents` : mine ? 'You' : from.name;
  item.append(make('span', 'by', by), make('span', 'text', text));
  return item;
}
