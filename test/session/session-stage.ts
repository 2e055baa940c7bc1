import { sendKeys } from '@web/test-runner-commands';
import type { ScreenShareSettings } from '../../src/policy/settings.js';
import { AgentSession } from '../../src/session/agent/agent-session.js';
import type { AgentSessionOptions } from '../../src/session/agent/agent-session-options.js';
import { VisitorSession, type VisitorSessionOptions } from '../../src/session/visitor/visitor-session.js';
import { Hub } from './hub.js';

/** The browser runs with a fake picker that gives a moving picture and calls it a window. */
export const WINDOWS: ScreenShareSettings = { escalateToShow: true, surfaces: ['window'], allowedSites: [], bookmarks: [] };

/** Resolves once `condition` holds, looked at now and after each event of the session. */
export function until(session: EventTarget, condition: () => boolean, event = 'statechange'): Promise<void> {
  if (condition()) return Promise.resolve();
  return new Promise((resolve) => {
    const look = (): void => {
      if (!condition()) return;
      session.removeEventListener(event, look);
      resolve();
    };
    session.addEventListener(event, look);
  });
}

/** Agents and visitors of one cobrowse session in one page, and the picker. */
export class SessionStage {
  readonly hub = new Hub();
  readonly #open: { close(): void }[] = [];
  readonly #pick = navigator.mediaDevices.getDisplayMedia.bind(navigator.mediaDevices);

  agent(options: Partial<AgentSessionOptions> = {}): AgentSession {
    const agent = new AgentSession({ channel: this.hub.channel(), settings: WINDOWS, name: 'Ann', ...options });
    this.#open.push(agent);
    return agent;
  }

  visitor(options: Partial<VisitorSessionOptions> = {}): VisitorSession {
    const visitor = new VisitorSession({ channel: this.hub.channel(), ...options });
    this.#open.push(visitor);
    return visitor;
  }

  /** Does what a click handler would: browsers open their picker only after a real key or click. */
  async click<R>(work: () => Promise<R>): Promise<R> {
    await sendKeys({ press: 'a' });
    return work();
  }

  /** A share that a visitor sees. */
  async share(agent = this.agent(), visitor = this.visitor()): Promise<{ agent: AgentSession; visitor: VisitorSession }> {
    await this.click(() => agent.start());
    await until(visitor, () => visitor.state === 'viewing');
    return { agent, visitor };
  }

  /** What the picker does from now on. `pick` picks what the fake picker always gives. */
  picker(answer: (pick: () => Promise<MediaStream>) => Promise<MediaStream>): void {
    navigator.mediaDevices.getDisplayMedia = (options) => answer(() => this.#pick(options));
  }

  close(): void {
    for (const session of this.#open) session.close();
    navigator.mediaDevices.getDisplayMedia = this.#pick;
  }
}
