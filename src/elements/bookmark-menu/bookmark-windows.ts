import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { placeWindow } from './window-place.js';

/** Milliseconds between two looks at which windows are still open: no event tells of it. */
const LOOK_MS = 500;

/** Milliseconds that a window manager has to bring a window to the front. */
const RAISE_MS = 500;

/**
 * The windows that bookmarks have been opened in. A page that isolates itself
 * (`Cross-Origin-Opener-Policy`) cuts the tie: its window counts as closed from
 * then on, and choosing its bookmark opens another.
 */
export class BookmarkWindows implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #windows = new Map<string, Window>();
  #looking: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    if (this.#windows.size > 0) this.#look();
  }

  hostDisconnected(): void {
    this.#rest();
  }

  isOpen(url: string): boolean {
    return this.#windows.get(url)?.closed === false;
  }

  /**
   * Brings the bookmark's window to the front, or opens one. Has to be called in a click or key handler.
   * @returns false when the browser has blocked the window.
   */
  show(url: string): boolean {
    const present = this.#windows.get(url);
    if (present && !present.closed) {
      present.focus();
      void this.#insist(url, present);
      return true;
    }
    return this.#open(url);
  }

  /**
   * Chromium lets only its opener bring a window to the front, and these have
   * none. Where this page still has the focus after a while, another window with
   * the bookmark comes to the front instead; a click counts for some seconds.
   */
  async #insist(url: string, present: Window): Promise<void> {
    const left = new Promise<boolean>((resolve) => {
      addEventListener('blur', () => resolve(true), { once: true });
      setTimeout(() => resolve(false), RAISE_MS);
    });
    if (!(await left) && !present.closed && document.hasFocus()) this.#open(url);
  }

  #open(url: string): boolean {
    const opened = openApart(url);
    if (!opened) return false;
    this.#windows.set(url, opened);
    this.#look();
    this.#host.requestUpdate();
    return true;
  }

  #look(): void {
    this.#looking ??= setInterval(() => this.#forgetClosed(), LOOK_MS);
  }

  #rest(): void {
    clearInterval(this.#looking);
    this.#looking = undefined;
  }

  #forgetClosed(): void {
    for (const [url, { closed }] of this.#windows) {
      if (!closed) continue;
      this.#windows.delete(url);
      this.#host.requestUpdate();
    }
    if (this.#windows.size === 0) this.#rest();
  }
}

/**
 * Opens a page that can't reach this one. `noopener` would keep its window from
 * us as well, so that an empty window loses its opener first. A link in there
 * navigates it, because only a link can keep the referrer back.
 */
function openApart(url: string): Window | null {
  const { left, top, width, height } = placeWindow(viewerRect(), availableRect());
  const opened = window.open('about:blank', '_blank', `popup,left=${left},top=${top},width=${width},height=${height}`);
  if (!opened) return null;
  opened.opener = null;
  const link = opened.document.createElement('a');
  link.href = url;
  link.rel = 'noreferrer';
  link.referrerPolicy = 'no-referrer';
  opened.document.body.append(link);
  link.click();
  return opened;
}

function viewerRect(): { left: number; top: number; width: number; height: number } {
  return { left: screenX, top: screenY, width: outerWidth, height: outerHeight };
}

function availableRect(): { left: number; top: number; width: number; height: number } {
  // Where there are several screens, the origin of this one; browsers have it, the standard doesn't.
  const { availLeft = 0, availTop = 0, availWidth, availHeight } = screen as Screen & { availLeft?: number; availTop?: number };
  return { left: availLeft, top: availTop, width: availWidth, height: availHeight };
}
