import type { CobrowseConnection } from '../cobrowse-connection.js';
import { find } from '../page.js';
import type { MirrorView } from './mirror-view.js';

const NOTICES = {
  waiting: { title: 'Waiting for the visitor', text: 'Their page appears here as soon as they open it.' },
  loading: { title: 'The visitor is here', text: 'Their page is on its way.' },
  paused: { title: 'The visitor has hidden their page', text: 'You see it again when they show it. You can still write and share your screen.' },
  gone: { title: 'The visitor has left', text: 'Their page shows again when they come back.' },
  offline: { title: 'The connection is lost', text: 'What you see may be old. It comes back by itself.' },
} as const;

/** Navigation takes a visitor a moment, so only a longer absence is reported. */
const PATIENCE_MS = 2_500;

/** Explains, over the mirrored page, why nothing is shown or why it's paused. */
export function startNotices({ connection, mirror }: { connection: CobrowseConnection; mirror: MirrorView }): void {
  const state = { visitors: 0, paused: false, online: false, gone: false };
  let leaving: ReturnType<typeof setTimeout> | undefined;

  const update = (change: Partial<typeof state>): void => {
    Object.assign(state, change);
    show(pick(state, mirror.isShowing), mirror.isShowing && !state.paused);
  };
  const stay = (): void => {
    clearTimeout(leaving);
    update({ gone: false });
  };

  mirror.onChange = () => update({});
  connection.on('connect', () => update({ online: true }));
  connection.on('disconnect', () => update({ online: false }));
  connection.on('welcome', ({ paused }) => update({ paused }));
  connection.on('paused', (paused) => update({ paused }));
  connection.on('people', (people) => update({ visitors: people.filter(({ role }) => role === 'visitor').length }));
  connection.on('page', stay);
  connection.on('page-gone', () => {
    clearTimeout(leaving);
    leaving = setTimeout(() => update({ gone: true }), PATIENCE_MS);
  });
}

interface Situation {
  readonly visitors: number;
  readonly paused: boolean;
  readonly online: boolean;
  readonly gone: boolean;
}

function pick({ visitors, paused, online, gone }: Situation, showing: boolean): keyof typeof NOTICES | null {
  if (showing && !online) return 'offline';
  if (paused && visitors > 0) return 'paused';
  if (showing) return gone ? 'gone' : null;
  return visitors > 0 ? 'loading' : 'waiting';
}

function show(name: keyof typeof NOTICES | null, over: boolean): void {
  const notice = find('.notice');
  notice.hidden = name === null;
  notice.classList.toggle('over', over);
  if (name === null) return;
  find('.notice-title', notice).textContent = NOTICES[name].title;
  find('.notice-text', notice).textContent = NOTICES[name].text;
}
