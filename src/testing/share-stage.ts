import { CapturedSource } from '../capture/captured-source.js';
import type { LinkQuality } from '../peer/link-stats.js';
import { ScreenShareError, type ScreenShareErrorCode } from '../policy/screen-share-error.js';
import { DEFAULT_SETTINGS, type ScreenShareSettings } from '../policy/settings.js';
import type { Surface } from '../policy/surface.js';
import { AgentSession } from '../session/agent/agent-session.js';
import type { AgentSessionOptions } from '../session/agent/agent-session-options.js';
import { replaceParts, type SessionParts } from '../session/agent/session-parts.js';
import { VisitorSession, type VisitorSessionOptions } from '../session/visitor/visitor-session.js';
import { FakeGuard } from './fake-guard.js';
import { FakeLinks } from './fake-links.js';
import { standInForMedia } from './fake-media.js';
import { FakeSource } from './fake-source.js';
import { MessageHub } from './message-hub.js';

/** What the picker will do next. */
type Pick = { readonly source: FakeSource } | { readonly error: ScreenShareError } | null;

/** Microtasks without a message after which everything has settled. The longest chain between two messages takes about twelve. */
const QUIET_TURNS = 50;

export interface PickedWindow {
  /** Default `window`. */
  readonly surface?: Surface;
  /** The URL of the page in it. Default: none. Without a URL, a share with Allowed Sites can't start. */
  readonly page?: string;
}

/**
 * One cobrowse session in a test: agents and visitors in one page, with a picker, a
 * guard and a network that the test controls. The sessions, their states, events
 * and errors are the real ones.
 *
 * Runs in Node with jsdom or happy-dom (Vitest, Jest) and in browsers (Playwright,
 * Web Test Runner). Outside browsers it replaces `MediaStream`, and `play` and
 * `pause` of videos, until {@link ShareStage.close}.
 *
 * @example
 * ```ts
 * const stage = new ShareStage();
 * const agent = stage.agent();
 * const visitor = stage.visitor();
 * stage.pick({ surface: 'window' });
 * await agent.start();
 * await stage.settled();
 * expect(visitor.state).toBe('viewing');
 * stage.close();
 * ```
 */
export class ShareStage {
  readonly #hub = new MessageHub();
  readonly #links = new FakeLinks();
  readonly #sessions: { close(): void }[] = [];
  readonly #sources = new WeakMap<MediaStreamTrack, FakeSource>();
  readonly #takeBack = standInForMedia();
  #pick: Pick = null;

  /**
   * Creates an agent's session, for a button's property `session`.
   * @param options The options of `AgentSession`. By default everything can be
   * shared.
   */
  agent(options: Partial<Omit<AgentSessionOptions, 'channel' | 'openLink'>> = {}): AgentSession {
    const whole: AgentSessionOptions = { settings: DEFAULT_SETTINGS, ...options, channel: this.#hub.channel(), openLink: this.#links.open };
    replaceParts(whole, this.#parts());
    return this.#keep(new AgentSession(whole));
  }

  /** Creates a visitor's session, for a view's property `session`. */
  visitor(options: Partial<Omit<VisitorSessionOptions, 'channel' | 'openLink'>> = {}): VisitorSession {
    return this.#keep(new VisitorSession({ ...options, channel: this.#hub.channel(), openLink: this.#links.open }));
  }

  /** Sets what agents pick from now on. Before the first call, they dismiss the picker. */
  pick({ surface = 'window', page }: PickedWindow = {}): FakeSource {
    const source = new FakeSource(surface, page ?? null);
    this.#pick = { source };
    return source;
  }

  /** Makes agents dismiss the picker from now on. */
  dismiss(): void {
    this.#pick = null;
  }

  /** Makes the picker fail with this error from now on. */
  refuse(code: ScreenShareErrorCode): void {
    this.#pick = { error: new ScreenShareError(code) };
  }

  /**
   * Another agent starts sharing, which ends the current share.
   * @returns That agent's session.
   */
  async supersede(name = 'Another agent', settings: ScreenShareSettings = DEFAULT_SETTINGS): Promise<AgentSession> {
    const other = this.agent({ name, settings });
    const before = this.#pick;
    this.pick();
    // The clock decides who started later.
    await this.settled();
    await other.start();
    this.#pick = before;
    await this.settled();
    return other;
  }

  /** Sets the quality of every link; `lost` means that no data arrives at the moment. */
  setLinks(quality: LinkQuality): void {
    this.#links.setQuality(quality);
  }

  /** Breaks all links. Visitors ask for new ones, which fail until {@link ShareStage.mendLinks}. */
  breakLinks(): void {
    this.#links.break();
  }

  /** Lets links connect again. Visitors ask after a pause of up to four seconds. */
  mendLinks(): void {
    this.#links.mend();
  }

  /** Stops all messages from getting through. */
  disconnect(): void {
    this.#hub.connect(false);
  }

  /** Lets messages get through again. */
  reconnect(): void {
    this.#hub.connect(true);
  }

  /** Resolves once all messages have arrived and been handled. It uses no timers, so it works with fake ones. */
  async settled(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) {
      await Promise.resolve();
      if (this.#hub.underway > 0) quiet = 0;
    }
  }

  /** Closes all sessions and restores the page's media. */
  close(): void {
    for (const session of this.#sessions.splice(0)) session.close();
    this.#takeBack();
  }

  #parts(): SessionParts {
    return {
      pickSource: () => this.#opened(),
      captureObstacle: () => null,
      supportsLinks: () => true,
      supportsGuard: () => true,
      prepareWorker: () => undefined,
      startGuard: (options) => {
        const source = this.#sources.get(options.track);
        if (!source) throw new TypeError('Only sources created by ShareStage.pick() can be guarded here.');
        return new FakeGuard(options, source);
      },
    };
  }

  async #opened(): Promise<CapturedSource | null> {
    const picked = this.#pick;
    // Asynchronous, like a real picker.
    await Promise.resolve();
    if (picked === null) return null;
    if ('error' in picked) throw picked.error;
    const captured = new CapturedSource(picked.source.stream);
    this.#sources.set(captured.track, picked.source);
    return captured;
  }

  #keep<S extends { close(): void }>(session: S): S {
    this.#sessions.push(session);
    return session;
  }
}
