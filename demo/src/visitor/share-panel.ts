import { find } from '../page.js';

/** How long the panel stays after a share's end, for its last sentence to be read. */
const STAY_MS = 8_000;

/** The floating window that `<glance-share-view>` sits in: comes with a share, goes after it. */
export function startSharePanel(): void {
  const panel = find('.share');
  const view = find('glance-share-view', panel);
  const size = find<HTMLButtonElement>('.share-size', panel);
  const back = find<HTMLButtonElement>('.share-back');
  let leaving: ReturnType<typeof setTimeout> | undefined;

  const show = (what: 'panel' | 'back' | 'nothing'): void => {
    clearTimeout(leaving);
    panel.hidden = what !== 'panel';
    back.hidden = what !== 'back';
  };
  const setLarge = (large: boolean): void => {
    panel.classList.toggle('large', large);
    size.setAttribute('aria-pressed', String(large));
    size.setAttribute('aria-label', large ? 'Smaller' : 'Larger');
  };

  onState(view, (state) => {
    if (state === 'running') return show('panel');
    setLarge(false);
    back.hidden = true;
    leaving = setTimeout(() => show('nothing'), STAY_MS);
  });
  size.addEventListener('click', () => setLarge(!panel.classList.contains('large')));
  find('.share-close', panel).addEventListener('click', () => {
    setLarge(false);
    show('back');
    back.focus();
  });
  back.addEventListener('click', () => {
    show('panel');
    size.focus();
  });
  panel.addEventListener('keydown', ({ key, defaultPrevented }) => {
    if (key === 'Escape' && !defaultPrevented) setLarge(false);
  });
}

/** Follows the view's `state`, from a share's first sign on, which is before its first picture. */
function onState(view: HTMLElement, follow: (state: 'running' | 'over') => void): void {
  let running = false;
  new MutationObserver(() => {
    const state = view.getAttribute('state') ?? 'waiting';
    const now = state !== 'waiting' && state !== 'ended';
    if (now === running) return;
    running = now;
    follow(running ? 'running' : 'over');
  }).observe(view, { attributeFilter: ['state'] });
}
