import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { placeWindow } from './window-place.js';

/** Milliseconds between checks for closed windows. There is no event for this. */
const POLL_MS = 500;

/** Milliseconds for the window manager to bring a window to the front. */
const RAISE_MS = 500;

/**
 * The windows opened for bookmarks. If a page isolates itself with
 * `Cross-Origin-Opener-Policy`, its window counts as closed from then on, and
 * choosing its bookmark opens another.
 */
export class BookmarkWindows implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #windows = new Map<string, Window>();
  #pollTimer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    if (this.#windows.size > 0) this.#startPolling();
  }

  hostDisconnected(): void {
    this.#stopPolling();
  }

  isOpen(url: string): boolean {
    return this.#windows.get(url)?.closed === false;
  }

  /**
   * Brings the bookmark's window to the front, or opens one. Call it in a click or
   * key handler.
   * @returns false if the browser has blocked the window.
   */
  show(url: string): boolean {
    const present = this.#windows.get(url);
    if (present && !present.closed) {
      present.focus();
      void this.#openUnlessRaised(url, present);
      return true;
    }
    return this.#open(url);
  }

  /**
   * Chromium lets only the opener bring a window to the front, and these windows
   * have none. If this page still has the focus after a while, the bookmark opens
   * in another window. The click counts as a user activation for a few seconds.
   */
  async #openUnlessRaised(url: string, present: Window): Promise<void> {
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
    this.#startPolling();
    this.#host.requestUpdate();
    return true;
  }

  #startPolling(): void {
    this.#pollTimer ??= setInterval(() => this.#forgetClosed(), POLL_MS);
  }

  #stopPolling(): void {
    clearInterval(this.#pollTimer);
    this.#pollTimer = undefined;
  }

  #forgetClosed(): void {
    for (const [url, { closed }] of this.#windows) {
      if (!closed) continue;
      this.#windows.delete(url);
      this.#host.requestUpdate();
    }
    if (this.#windows.size === 0) this.#stopPolling();
  }
}

/**
 * Opens a page that can't access this one. `noopener` would also hide the window
 * from us, so an empty window is opened and its opener removed. A link in it then
 * navigates, because only a link can suppress the referrer.
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
  // With several screens, this is the current screen's origin. Browsers support it, but the standard doesn't define it.
  const { availLeft = 0, availTop = 0, availWidth, availHeight } = screen as Screen & { availLeft?: number; availTop?: number };
  return { left: availLeft, top: availTop, width: availWidth, height: availHeight };
}
