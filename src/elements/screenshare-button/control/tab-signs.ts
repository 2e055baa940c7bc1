import type { ControlState } from './control-kit.js';

/** The share's status in the tab, for when there is no always-on-top window. */
type Sign = 'live' | 'held';

/** Filled circles: red while sharing, amber while held. */
const ICONS: Readonly<Record<Sign, string>> = { live: '%23d92d20', held: '%23e6a100' };
const MARKS: Readonly<Record<Sign, string>> = { live: '●', held: '❚❚' };

const iconOf = (sign: Sign): string => `data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="${ICONS[sign]}"/></svg>`;

/**
 * Shows the share's status in the page's title and favicon and, if the host wants,
 * in a notification. The page can still change its own title, which is restored
 * when the share ends.
 */
export class TabSigns {
  readonly #icon = Object.assign(document.createElement('link'), { rel: 'icon', type: 'image/svg+xml' });
  readonly #watch = new MutationObserver(() => this.#write());
  /** The prefix before the page's own title; empty if there is none. */
  #prefix = '';
  #written = '';
  #icons: { readonly link: HTMLLinkElement; readonly rel: string }[] = [];
  #notified = '';

  /** @param notifies Whether the host wants notifications. It asks for the permission itself. */
  update({ session, status, why, countdown, isSharing }: ControlState, notifies: boolean): void {
    if (!isSharing) return this.close();
    const sign: Sign = session.state === 'sharing' ? 'live' : 'held';
    this.#show(sign, `${MARKS[sign]} ${sign === 'held' ? why || status : status} · `);
    const text = sign === 'held' ? [status, why, countdown.said].filter(Boolean).join(' ') : '';
    if (notifies) this.#notify(text);
  }

  close(): void {
    this.#watch.disconnect();
    if (this.#prefix !== '' && document.title === this.#written) document.title = this.#written.slice(this.#prefix.length);
    this.#prefix = '';
    this.#icon.remove();
    for (const { link, rel } of this.#icons) link.rel = rel;
    this.#icons = [];
    this.#notified = '';
  }

  #show(sign: Sign, prefix: string): void {
    const own = this.#prefix !== '' && document.title === this.#written ? document.title.slice(this.#prefix.length) : document.title;
    this.#prefix = prefix;
    this.#write(own);
    this.#watch.observe(document.head, { subtree: true, childList: true, characterData: true });
    if (!this.#icon.isConnected) {
      // Browsers take the last icon or the best one, so only one can remain.
      this.#icons = [...document.querySelectorAll<HTMLLinkElement>('link[rel~="icon"]')].map((link) => ({ link, rel: link.rel }));
      for (const { link } of this.#icons) link.rel = 'glance-put-aside';
      document.head.append(this.#icon);
    }
    this.#icon.href = iconOf(sign);
  }

  #write(own = document.title): void {
    if (document.title === this.#written && own === document.title) return;
    this.#written = this.#prefix + own;
    if (document.title !== this.#written) document.title = this.#written;
    // The browser trims the title.
    this.#written = document.title;
  }

  /** Notifies once for each reason, and only while the agent is elsewhere. */
  #notify(text: string): void {
    if (text === this.#notified) return;
    this.#notified = text;
    if (text === '' || document.hasFocus() || !('Notification' in window) || Notification.permission !== 'granted') return;
    const notification = new Notification(text, { tag: 'glance-screenshare', icon: iconOf('held') });
    notification.onclick = () => window.focus();
  }
}
