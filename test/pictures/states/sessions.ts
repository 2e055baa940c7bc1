import { AgentSession, VisitorSession, type ScreenShareSettings } from '../../../src/index.js';
import { until } from '../../harness/until.js';
import { Hub } from '../../session/hub.js';
import { openLinkInPage } from './stand-in-links.js';

export const SETTINGS: ScreenShareSettings = { escalateToShow: true, surfaces: ['screen', 'window', 'tab'], allowedSites: [], bookmarks: [] };

export const BOOKMARKS: ScreenShareSettings['bookmarks'] = [
  { title: 'How to file a claim', url: 'https://www.example.com/guides/claims', active: true },
  { title: 'What your policy covers', url: 'https://www.example.com/guides/cover', active: true },
  { title: 'Prices', url: 'https://www.example.com/prices', active: true },
];

/** The cobrowse session of one picture. */
export class Cobrowse {
  readonly #hub = new Hub();
  readonly #open: { close(): void }[] = [];

  agent({ settings = SETTINGS, name = 'Ann' }: { settings?: ConstructorParameters<typeof AgentSession>[0]['settings']; name?: string } = {}): AgentSession {
    const agent = new AgentSession({ channel: this.#hub.channel(), settings, name, openLink: openLinkInPage });
    this.#open.push(agent);
    return agent;
  }

  visitor(): VisitorSession {
    const visitor = new VisitorSession({ channel: this.#hub.channel(), openLink: openLinkInPage });
    this.#open.push(visitor);
    return visitor;
  }

  /** No link comes about from now on. */
  dropSignals(): void {
    this.#hub.carry = (message) => ((message as { type: string }).type === 'signal' ? [] : [message]);
  }

  close(): void {
    for (const session of this.#open) session.close();
  }
}

/** The sessions of the picture that is shown now. */
let current = new Cobrowse();

export function newCobrowse(): Cobrowse {
  current.close();
  current = new Cobrowse();
  return current;
}

/** An element in its place, with properties set. */
export async function put<K extends keyof HTMLElementTagNameMap>(place: HTMLElement, tag: K, properties: Partial<HTMLElementTagNameMap[K]>): Promise<HTMLElementTagNameMap[K]> {
  const element = Object.assign(document.createElement(tag), properties);
  place.append(element);
  await ('updateComplete' in element ? element.updateComplete : undefined);
  return element;
}

/** A part of an element, once it is there. */
export function partOf<E extends HTMLElement = HTMLElement>(element: Element, selector: string): Promise<E> {
  return until(() => element.shadowRoot?.querySelector<E>(selector));
}

/** Has a session say what it would in earnest, when `value`s are as given. */
export function pretend(session: EventTarget, values: Readonly<Record<string, unknown>>, event = 'statechange'): void {
  for (const [key, value] of Object.entries(values)) Object.defineProperty(session, key, { value, configurable: true });
  session.dispatchEvent(new Event(event));
}

/** Waits until a video shows a picture. The browser may tell of a first frame before it lets it be drawn. */
export async function untilPlaying(video: HTMLVideoElement): Promise<void> {
  await new Promise((shown) => video.requestVideoFrameCallback(shown));
  await until(() => video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA);
}
