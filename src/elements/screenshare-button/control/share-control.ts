import type { ControlHost, ControlKit, ControlState, ShareControl } from './control-kit.js';
import { controlStyles } from './control-styles.js';
import { copyTheme, documentPictureInPicture, sheetIn } from './control-window.js';
export { TabSigns } from './tab-signs.js';
import { Pointing } from './control-pointing.js';

/** In CSS pixels. The agent can resize the window, and the browser remembers the size. */
const SIZE = { width: 400, height: 460 } as const;

/**
 * Opens the control in a Document Picture-in-Picture window, which stays on top of
 * all others. Call it in a click or key handler.
 *
 * @throws DOMException if the browser doesn't open it.
 * @see https://wicg.github.io/document-picture-in-picture/
 */
export async function openControl(kit: ControlKit, host: ControlHost): Promise<ShareControl> {
  const floating = documentPictureInPicture();
  if (!floating) throw new DOMException('This browser has no Document Picture-in-Picture windows.', 'NotSupportedError');
  const view = await floating.requestWindow(SIZE);
  const { html, nothing, render, msg, styles, icons } = kit;
  const page = view.document;
  const { documentElement } = host.element.ownerDocument;
  page.title = msg('Screen Share');
  page.documentElement.lang = documentElement.lang;
  page.body.style.margin = '0';
  const place = page.body.appendChild(page.createElement('div'));
  const root = place.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [...styles.map(({ cssText }) => sheetIn(view, cssText)), sheetIn(view, controlStyles)];
  copyTheme(host.element, place);
  const pointing = new Pointing(kit);
  let last: ControlState | null = null;
  let showsBookmarks = false;

  const draw = (): void => {
    if (!last) return;
    page.documentElement.dir = host.element.ownerDocument.defaultView?.getComputedStyle(host.element).direction ?? 'ltr';
    render(template(last), root);
    const video = root.querySelector('video');
    if (video && video.srcObject !== last.session.stream) video.srcObject = last.session.stream;
    pointing.follow(last.session, root);
  };
  const toggleBookmarks = (): void => {
    showsBookmarks = !showsBookmarks;
    draw();
  };

  const template = (state: ControlState): unknown => html`
    <main class="control ${state.session.state}">
      ${state.isSharing
        ? html`
            <div class="picture">
              <video aria-label=${msg('What visitors see')} .muted=${true} muted autoplay playsinline disablepictureinpicture></video>
              ${pointing.render(state.session)}
            </div>
          `
        : nothing}
      <div class="words">
        <p class="status" role="status">${state.status} ${state.why} <span class="visually-hidden">${state.countdown.said}</span></p>
        ${state.countdown.shown ? html`<p class="countdown" role="timer">${state.countdown.shown}</p>` : nothing}
        ${state.details} ${state.notice ?? nothing}
      </div>
      ${state.isSharing ? actions(state) : nothing}
    </main>
  `;

  const actions = ({ isPaused, pauseLabel, switchLabel, stopLabel, bookmarks }: ControlState): unknown => html`
    <div class="actions">
      <button type="button" id="pause" @click=${host.onPause}>${isPaused ? icons.playIcon : icons.pauseIcon} ${pauseLabel}</button>
      <button type="button" id="stop" class="danger" @click=${host.onStop}>${icons.stopIcon} ${stopLabel}</button>
      ${switchLabel === null ? nothing : html`<button type="button" id="switch" @click=${host.onSwitch}>${icons.screenIcon} ${switchLabel}</button>`}
      ${bookmarks.length === 0
        ? nothing
        : html`<button type="button" id="bookmarks" aria-expanded=${String(showsBookmarks)} @click=${toggleBookmarks}>${icons.openIcon} ${msg('Bookmarks')}</button>`}
    </div>
    ${showsBookmarks
      ? html`<ul class="bookmarks">
          ${bookmarks.map(
            (bookmark) => html`<li>
              <button type="button" class="quiet" aria-disabled=${bookmark.refused ? 'true' : nothing} @click=${() => host.onBookmark(bookmark)}>${bookmark.title}</button>
              ${bookmark.trouble ? html`<p>${bookmark.trouble}</p>` : nothing}
            </li>`,
          )}
        </ul>`
      : nothing}
  `;

  view.addEventListener('keydown', host.onKeydown);
  view.addEventListener('pagehide', () => {
    pointing.close();
    host.onClosed();
  }, { once: true });
  return {
    update: (state) => {
      last = state;
      draw();
    },
    close: () => view.close(),
  };
}
