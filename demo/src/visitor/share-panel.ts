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

  const show = (visible: boolean): void => {
    clearTimeout(leaving);
    panel.hidden = !visible;
    back.hidden = true;
  };
  const setLarge = (large: boolean): void => {
    panel.classList.toggle('large', large);
    size.setAttribute('aria-pressed', String(large));
    size.setAttribute('aria-label', large ? 'Smaller' : 'Larger');
  };

  view.addEventListener('glance-share-start', () => show(true));
  view.addEventListener('glance-share-end', () => {
    setLarge(false);
    back.hidden = true;
    leaving = setTimeout(() => show(false), STAY_MS);
  });
  size.addEventListener('click', () => setLarge(!panel.classList.contains('large')));
  find('.share-close', panel).addEventListener('click', () => {
    setLarge(false);
    panel.hidden = true;
    back.hidden = false;
    back.focus();
  });
  back.addEventListener('click', () => {
    show(true);
    size.focus();
  });
  panel.addEventListener('keydown', ({ key, defaultPrevented }) => {
    if (key === 'Escape' && !defaultPrevented && panel.classList.contains('large')) setLarge(false);
  });
}
