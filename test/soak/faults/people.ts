import { isScreenShareError, SCREEN_SHARE_ERROR_CODES, ScreenShareError } from '../../../src/policy/screen-share-error.js';
import type { ScreenShareSettings } from '../../../src/policy/settings.js';
import { AgentSession } from '../../../src/session/agent/agent-session.js';
import { VisitorSession } from '../../../src/session/visitor/visitor-session.js';
import type { Network, Place } from './network.js';
import { endSource } from './page-stand-ins.js';
import type { Random } from '../../seeded-random.mjs';

export const REASONS: readonly string[] = ['stopped', 'agent-left', ...SCREEN_SHARE_ERROR_CODES];
const GOOD: ScreenShareSettings = { escalateToShow: true, surfaces: ['window'], allowedSites: [], bookmarks: [] };

/** What everybody in a schedule shares. */
export interface World {
  readonly random: Random;
  readonly network: Network;
  readonly page: { picker: { pick(): Promise<void> }; picked: MediaStream | null };
  /** What must not be. */
  readonly wrongs: string[];
}

/** An agent, what became of each of their shares, and everything that can happen to them. */
export class Agent {
  readonly place: Place;
  readonly session: AgentSession;
  readonly #world: World;
  #follow: (settings: unknown) => void = () => undefined;
  #source: MediaStream | null = null;
  #shares = 0;
  #ends = 0;

  constructor(world: World, name: string) {
    const { network, random } = world;
    this.#world = world;
    this.place = network.place(name);
    this.session = new AgentSession({
      channel: network.channel(this.place),
      name,
      openLink: network.openLink(this.place),
      settings: { load: () => Promise.resolve(GOOD), subscribe: (follow) => ((this.#follow = follow), () => undefined) },
      iceServers: () => (network.bad && random.chance(0.2) ? Promise.reject(new Error('no servers')) : Promise.resolve([])),
    });
    let before = false;
    this.session.addEventListener('statechange', () => {
      const sharing = this.sharing;
      if (sharing && !before) this.#shares += 1;
      before = sharing;
    });
    this.session.addEventListener('end', ({ detail }) => {
      this.#ends += 1;
      if (!REASONS.includes(detail.reason)) world.wrongs.push(`${name} ended for no reason that there is: ${detail.reason}`);
    });
  }

  get sharing(): boolean {
    return this.session.state === 'sharing' || this.session.state === 'paused';
  }

  /** Clicks the button; what the picker does is chance. */
  start(): void {
    const { random, page, wrongs } = this.#world;
    const [wait, luck] = [random.below(3_000), random.next()];
    page.picker = {
      pick: async () => {
        await new Promise((resolve) => setTimeout(resolve, wait));
        if (luck < 0.1) throw new DOMException('Permission denied by user', 'NotAllowedError');
        if (luck < 0.2) throw new DOMException('Could not start video source', 'NotReadableError');
      },
    };
    this.session.start().then(
      (sharing) => {
        if (sharing) this.#source = page.picked;
      },
      (error: unknown) => {
        if (!isScreenShareError(error)) wrongs.push(`${this.place.name}: start() rejected with ${String(error)}`);
      },
    );
  }

  closeSource(): void {
    if (this.#source) endSource(this.#source);
  }

  setSettings(kind: 'good' | 'off' | 'invalid'): void {
    this.#follow(kind === 'invalid' ? { ...GOOD, surfaces: [] } : { ...GOOD, escalateToShow: kind !== 'off' });
  }

  /** Every share that is over has said so, once. */
  checkEnds(): void {
    if (this.place.dead) return;
    const running = this.sharing ? 1 : 0;
    if (this.#shares !== this.#ends + running) this.#world.wrongs.push(`${this.place.name}: ${this.#shares} shares, ${running} running, ${this.#ends} ends`);
    const { error } = this.session;
    if (error && !(error instanceof ScreenShareError)) this.#world.wrongs.push(`${this.place.name}: an error of another kind`);
  }
}

export class Visitor {
  readonly place: Place;
  readonly session: VisitorSession;

  constructor(world: World, name: string) {
    const { network, random, wrongs } = world;
    this.place = network.place(name);
    this.session = new VisitorSession({
      channel: network.channel(this.place),
      openLink: network.openLink(this.place),
      iceServers: () => (network.bad && random.chance(0.2) ? Promise.reject(new Error('no servers')) : Promise.resolve([])),
    });
    this.session.addEventListener('end', ({ detail }) => {
      if (!REASONS.includes(detail.reason)) wrongs.push(`${name} heard of an end for no reason that there is: ${detail.reason}`);
    });
    this.session.addEventListener('statechange', () => {
      const { state, endReason, share } = this.session;
      if (state === 'ended' && endReason === null) wrongs.push(`${name}: ended without a reason`);
      if ((state === 'waiting' || state === 'ended') !== (share === null)) wrongs.push(`${name}: ${state}, and share is ${JSON.stringify(share)}`);
    });
  }
}
