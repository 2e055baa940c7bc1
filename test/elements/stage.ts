import { fixture, html } from '@open-wc/testing';
import type { GlanceScreenshareButton } from '../../src/elements/screenshare-button/screenshare-button.element.js';
import type { GlanceShareView } from '../../src/elements/share-view/share-view.element.js';
import type { ScreenShareSettings } from '../../src/policy/settings.js';
import { AgentSession } from '../../src/session/agent/agent-session.js';
import type { AgentSessionOptions } from '../../src/session/agent/agent-session-options.js';
import { VisitorSession, type VisitorSessionOptions } from '../../src/session/visitor/visitor-session.js';
import { click } from '../harness/user.js';
import { until } from '../harness/until.js';
import { Hub } from '../session/hub.js';

export const SETTINGS: ScreenShareSettings = { escalateToShow: true, surfaces: ['screen', 'window', 'tab'], allowedSites: [], bookmarks: [] };

export const BOOKMARKS = [
  { title: 'Claims', url: 'https://example.com/claims', active: true },
  { title: 'Contact', url: 'https://example.com/contact', active: true },
  { title: 'Old page', url: 'https://example.com/old', active: false },
  { title: 'Policies', url: 'https://example.com/policies', active: true },
];

/** Sessions of one hub, all closed at the end of the test. */
export class Stage {
  readonly hub = new Hub();
  readonly #open: { close(): void }[] = [];

  agent(options: Partial<AgentSessionOptions> = {}): AgentSession {
    const agent = new AgentSession({ channel: this.hub.channel(), settings: SETTINGS, name: 'Ann', ...options });
    this.#open.push(agent);
    return agent;
  }

  visitor(options: Partial<VisitorSessionOptions> = {}): VisitorSession {
    const visitor = new VisitorSession({ channel: this.hub.channel(), ...options });
    this.#open.push(visitor);
    return visitor;
  }

  /** The button of an agent. */
  async button(session: AgentSession | null = this.agent(), version = '5.3'): Promise<GlanceScreenshareButton> {
    return fixture(html`<glance-screenshare-button .session=${session} cobrowse-version=${version}></glance-screenshare-button>`);
  }

  /** The view of a visitor. */
  async view(session: VisitorSession = this.visitor()): Promise<GlanceShareView> {
    return fixture(html`<glance-share-view .session=${session}></glance-share-view>`);
  }

  close(): void {
    for (const session of this.#open) session.close();
  }
}

/** A part of an element's shadow tree. */
export function part<E extends HTMLElement = HTMLElement>(element: Element, selector: string): E {
  const found = element.shadowRoot!.querySelector<E>(selector);
  if (!found) throw new Error(`There is no ${selector} in ${element.localName}.`);
  return found;
}

/** Whether there is such a part. */
export function hasPart(element: Element, selector: string): boolean {
  return element.shadowRoot!.querySelector(selector) !== null;
}

/** An element's text as people read it. */
export function textOf(element: Element): string {
  return element.textContent.replaceAll(/\s+/g, ' ').trim();
}

/** Clicks Screen Share and waits until visitors see the share. */
export async function startSharing(button: GlanceScreenshareButton): Promise<void> {
  await click(part(button, '#main'));
  await until(() => button.state === 'sharing');
  await button.updateComplete;
}

/** Waits until the view shows a picture. */
export async function untilPicture(view: GlanceShareView): Promise<HTMLVideoElement> {
  const video = part<HTMLVideoElement>(view, 'video');
  await until(() => view.state === 'viewing' && video.videoWidth > 0 && video.clientWidth > 0);
  await view.updateComplete;
  return video;
}

/** From now on the agent picks a window, whatever the picker was asked for. @returns how to undo it. */
export function pickWindowAnyway(): () => void {
  const { mediaDevices } = navigator;
  const pick = mediaDevices.getDisplayMedia.bind(mediaDevices);
  mediaDevices.getDisplayMedia = () => pick({ video: { displaySurface: 'window' } });
  return () => Reflect.deleteProperty(mediaDevices, 'getDisplayMedia');
}
