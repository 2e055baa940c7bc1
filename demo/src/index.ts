import { find, make } from './page.js';

interface RunningSession {
  readonly session: string;
  readonly agents: number;
  readonly visitors: number;
}

const REFRESH_MS = 4_000;
const input = find<HTMLInputElement>('#session');
const form = find<HTMLFormElement>('.choose');

function linkTo(page: string, session: string, query = ''): string {
  return `/${page}?session=${encodeURIComponent(session)}${query === '' ? '' : `&${query}`}`;
}

function useSession(): void {
  if (!input.checkValidity()) return;
  find('.current').textContent = input.value;
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-page]')) {
    link.href = linkTo(link.dataset['page'] ?? '', input.value, link.dataset['query']);
  }
}

input.addEventListener('input', useSession);
form.addEventListener('submit', (event) => event.preventDefault());
find('.new').addEventListener('click', () => {
  input.value = String(1_000 + Math.floor(Math.random() * 9_000));
  useSession();
});

function row({ session, agents, visitors }: RunningSession): HTMLTableRowElement {
  const item = make('tr', '');
  const links = make('td', '');
  for (const [label, href] of [['Visitor', linkTo('visitor.html', session)], ['Agent', linkTo('agent.html', session, 'name=Anna')]] as const) {
    const link = make('a', '', label);
    link.href = href;
    link.target = '_blank';
    link.setAttribute('aria-label', `${label} of session ${session}`);
    links.append(link);
  }
  item.append(make('td', '', session), make('td', '', `${agents}`), make('td', '', `${visitors}`), links);
  return item;
}

async function showRunning(): Promise<void> {
  if (document.hidden) return;
  const response = await fetch('/sessions.json');
  const sessions = (await response.json()) as RunningSession[];
  const active = sessions.filter(({ agents, visitors }) => agents + visitors > 0);
  find('.nothing').hidden = active.length > 0;
  find('.running').hidden = active.length === 0;
  const body = find('.running tbody');
  // A focused link must not be replaced while somebody is using it.
  if (!body.contains(document.activeElement)) body.replaceChildren(...active.map(row));
}

const refresh = (): void => void showRunning().catch(() => undefined);
refresh();
setInterval(refresh, REFRESH_MS);
document.addEventListener('visibilitychange', refresh);
