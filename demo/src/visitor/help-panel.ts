import type { ConnectionState } from '../cobrowse-connection.js';
import { find } from '../page.js';

const OPEN = 'help-open';

interface HelpPanel {
  readonly root: HTMLElement;
  showConnection(state: ConnectionState): void;
  showAgents(names: readonly string[]): void;
  showPaused(paused: boolean): void;
  /** Marks a new message from an agent without opening the panel. */
  announceMessage(): void;
}

/** The visitor's side of the cobrowse: who is watching, what they see, and a way to stop it. */
export function startHelpPanel({ onPause }: { onPause: (paused: boolean) => void }): HelpPanel {
  const root = find('.help');
  const panel = find('.help-panel', root);
  const button = find<HTMLButtonElement>('.help-open', root);
  const badge = find('.help-badge', root);
  const pause = find<HTMLButtonElement>('.help-pause', root);
  const state = { connection: 'connecting' as ConnectionState, agents: [] as readonly string[], paused: false, unread: 0 };

  const setOpen = (open: boolean): void => {
    panel.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
    sessionStorage.setItem(OPEN, open ? 'yes' : 'no');
    if (open) state.unread = 0;
    show();
  };
  const show = (): void => {
    find('.help-who', root).textContent = who(state);
    find('.help-label', root).textContent = label(state);
    badge.hidden = state.unread === 0;
    badge.textContent = `${state.unread}`;
    badge.setAttribute('aria-label', `${state.unread} new`);
    pause.setAttribute('aria-pressed', String(state.paused));
    pause.textContent = state.paused ? 'Show my page' : 'Hide my page';
    pause.disabled = state.connection !== 'online';
  };

  button.addEventListener('click', () => {
    setOpen(panel.hidden !== false);
    if (!panel.hidden) find('#say', panel).focus();
  });
  find('.help-close', root).addEventListener('click', () => {
    setOpen(false);
    button.focus();
  });
  panel.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    setOpen(false);
    button.focus();
  });
  pause.addEventListener('click', () => onPause(!state.paused));
  setOpen(sessionStorage.getItem(OPEN) === 'yes');

  const update = (change: Partial<typeof state>): void => {
    Object.assign(state, change);
    show();
  };
  return {
    root,
    showConnection: (connection) => update({ connection }),
    showAgents: (agents) => update({ agents }),
    showPaused: (paused) => update({ paused }),
    announceMessage: () => {
      if (panel.hidden) update({ unread: state.unread + 1 });
    },
  };
}

interface Situation {
  readonly connection: ConnectionState;
  readonly agents: readonly string[];
  readonly paused: boolean;
}

function who({ connection, agents, paused }: Situation): string {
  if (connection === 'refused') return 'The demo has been started anew. Reload this page.';
  if (connection === 'full') return 'This session is full.';
  if (connection !== 'online') return 'Connecting…';
  if (agents.length === 0) return 'No agent is here yet.';
  const names = new Intl.ListFormat('en').format(agents);
  return paused ? `${names} ${agents.length === 1 ? 'is' : 'are'} here; your page is hidden.` : `${names} can see this page.`;
}

function label({ agents, paused }: Situation): string {
  if (agents.length === 0) return 'Get help';
  return paused ? 'Your page is hidden' : `${agents[0] ?? ''} is with you`;
}
