import type { Channel } from '../channel/channel.js';
import type { Message } from '../channel/messages.js';
import { pickSource } from '../capture/pick-source.js';
import { captureObstacle } from '../capture/capture-support.js';
import type { IceServers } from '../peer/ice-servers.js';
import type { OpenLink } from '../peer/link.js';
import { openSimplePeerLink } from '../peer/simple-peer-link.js';
import { isScreenShareError, ScreenShareError } from '../policy/screen-share-error.js';
import type { ScreenShareSettings } from '../policy/settings.js';
import type { SettingsSource } from '../store/settings-source.js';
import { Floor, type Claim } from './floor.js';
import { FLOOR_BEAT_MS, FLOOR_TIMEOUT_MS } from './floor-timing.js';
import { SessionSettings } from './session-settings.js';
import { Share } from './share.js';
import { onPageHide } from './page-life.js';
import type { ShareEndReason, ShareInfo } from './share-info.js';
import { newParticipantId, Signaling } from './signaling.js';
import { TypedEventTarget } from './typed-event-target.js';
import { VisitorLinks } from './visitor-links.js';

/**
 * - `idle`: nothing is shared.
 * - `choosing`: the browser's picker is open.
 * - `checking`: something was picked and is not shown to visitors yet.
 * - `sharing`: visitors see it.
 * - `paused`: visitors keep the last picture.
 */
export type AgentState = 'idle' | 'choosing' | 'checking' | 'sharing' | 'paused';

export interface AgentSessionOptions {
  /** Carries the signalling messages of this cobrowse session. */
  readonly channel: Channel;
  /** What the administrator allows: the settings themselves, or where they come from. */
  readonly settings: ScreenShareSettings | SettingsSource;
  /** STUN and TURN servers, or a function that fetches them. Default: none. */
  readonly iceServers?: IceServers;
  /** `relay` sends everything through TURN. Default `all`. */
  readonly iceTransportPolicy?: RTCIceTransportPolicy;
  /** The agent's name, which visitors and other agents see; at most 200 characters. */
  readonly name?: string;
  /** Frames a second asked of the capture, 1 to 60. Default 15: text stays sharp and the computer cool. */
  readonly frameRate?: number;
  /** Makes the connections. Default: `simple-peer`. */
  readonly openLink?: OpenLink;
}

export interface AgentSessionEvents {
  /** {@link AgentSession.state}, {@link AgentSession.share} or {@link AgentSession.otherAgent} has changed. */
  statechange: Event;
  /** {@link AgentSession.error} has been set. */
  error: Event;
  /** A share that had begun is over. */
  end: CustomEvent<{ readonly reason: ShareEndReason }>;
  /** {@link AgentSession.viewers} has changed. */
  viewerschange: Event;
  /** {@link AgentSession.settings} or {@link AgentSession.settingsError} has changed. */
  settingschange: Event;
  /** Something went wrong that the session copes with: for the developer's log, not for people. */
  warning: CustomEvent<{ readonly message: string; readonly cause: unknown }>;
}

/** The agent's side of the screen share of one cobrowse session. Importable anywhere, usable in a page. */
export class AgentSession extends TypedEventTarget<AgentSessionEvents> {
  readonly #name: string | undefined;
  readonly #frameRate: number;
  readonly #signaling: Signaling;
  readonly #channel: Channel;
  readonly #floor: Floor;
  readonly #links: VisitorLinks;
  readonly #settings: SessionSettings;
  #state: AgentState = 'idle';
  #error: ScreenShareError | null = null;
  #share: Share | null = null;
  /** Counts starts, so that a picker that outlives its start finds out. */
  #attempt = 0;
  #beatTimer: ReturnType<typeof setInterval> | undefined;
  #otherTimer: ReturnType<typeof setTimeout> | undefined;
  #otherAgent: { readonly name: string | undefined } | null = null;
  #names = new Map<string, string | undefined>();
  readonly #forgetPage: () => void;
  #closed = false;

  /** @throws TypeError when `channel` is no channel or `settings` are missing. */
  constructor(options: AgentSessionOptions) {
    super();
    const { channel, settings, iceServers, iceTransportPolicy, name, frameRate = 15, openLink = openSimplePeerLink } = options;
    const id = newParticipantId();
    this.#name = name;
    this.#frameRate = frameRate;
    this.#channel = channel;
    this.#floor = new Floor({ self: id, timeoutMs: FLOOR_TIMEOUT_MS });
    this.#signaling = new Signaling(channel, { id, role: 'agent', ...(name !== undefined && { name }) }, {
      onMessage: (message) => this.#receive(message),
      onConnected: () => this.#beat(),
      onTrouble: (cause) => this.#warn('The channel could not send.', cause),
    });
    this.#links = new VisitorLinks({
      openLink,
      iceServers,
      iceTransportPolicy,
      send: (message) => this.#signaling.send(message),
      onCount: () => this.dispatchEvent(new Event('viewerschange')),
      onTrouble: (cause) => this.#warn('A link had trouble.', cause),
    });
    this.#settings = new SessionSettings(settings, () => this.#settingsChanged());
    this.#signaling.open();
    this.#forgetPage = onPageHide(() => this.close());
  }

  get state(): AgentState {
    return this.#state;
  }

  /** Why the last start failed or the last share had to end; null after a start or an ordinary end. */
  get error(): ScreenShareError | null {
    return this.#error;
  }

  /** What is being shared; null when nothing is. */
  get share(): ShareInfo | null {
    return this.#share && (this.#state === 'sharing' || this.#state === 'paused') ? this.#share.info(this.#name) : null;
  }

  /** What visitors see, for a small picture of it; null when nothing is shared. */
  get stream(): MediaStream | null {
    return this.share && this.#share ? this.#share.stream : null;
  }

  /** How many visitors are connected. */
  get viewers(): number {
    return this.#links.connected;
  }

  /** The other agent who is sharing now; null when nobody else is. */
  get otherAgent(): { readonly name: string | undefined } | null {
    return this.#otherAgent;
  }

  /** The settings in force; null while they load, and when they can't be had or are invalid. */
  get settings(): ScreenShareSettings | null {
    return this.#settings.value;
  }

  /** Why there are no settings: `settings-unavailable` or `settings-invalid`. */
  get settingsError(): ScreenShareError | null {
    return this.#settings.error;
  }

  /** Why nothing can be shared here at all, known before any click; null when a start may succeed. */
  get obstacle(): ScreenShareError | null {
    const { value, error } = this.#settings;
    if (error) return error;
    if (!value) return null;
    return value.escalateToShow ? captureObstacle(value.surfaces) : new ScreenShareError('escalation-disabled');
  }

  /** Loads the settings again, after they could not be had. */
  async reloadSettings(): Promise<void> {
    await this.#settings.load();
  }

  /**
   * Opens the browser's picker and shares what the agent picks. Has to be the
   * first thing that a click or key handler calls, because browsers open the
   * picker only then.
   *
   * @returns true when sharing; false when the agent dismissed the picker or has stopped meanwhile, which is no error.
   * @throws ScreenShareError (as a rejection) for everything that kept the share from starting; {@link AgentSession.error} holds it too.
   */
  async start(): Promise<boolean> {
    if (this.#state !== 'idle') return this.#share !== null;
    const attempt = ++this.#attempt;
    try {
      const settings = this.#requireSettings();
      const picking = pickSource({ allowed: settings.surfaces, frameRate: this.#frameRate });
      this.#error = null;
      this.#enter('choosing');
      const source = await picking;
      if (attempt !== this.#attempt || !source) {
        source?.stop();
        if (attempt === this.#attempt) this.#enter('idle');
        return false;
      }
      this.#enter('checking');
      // What was published while the picker was open counts already.
      this.#share = new Share(source, this.#requireSettings(), {
        onEnd: (reason, error) => this.#shareEnded(reason, error),
        onTrack: (track) => this.#links.replaceTrack(track),
        onPauseChange: () => this.#enter(this.#share?.paused ? 'paused' : 'sharing'),
      });
      this.#takeFloor();
      this.#enter('sharing');
      return true;
    } catch (cause) {
      const error = isScreenShareError(cause) ? cause : new ScreenShareError('capture-failed', { cause });
      if (attempt === this.#attempt) this.#enter('idle');
      this.#fail(error);
      throw error;
    }
  }

  /** Ends the share, or the attempt to start one. The cobrowse session goes on. */
  stop(): void {
    this.#attempt++;
    if (this.#share) this.#share.end('stopped');
    else this.#enter('idle');
  }

  /** Visitors keep the picture of this moment until {@link AgentSession.resume}. */
  pause(): void {
    this.#share?.pause();
  }

  resume(): void {
    this.#share?.resume();
  }

  /** Ends everything: the share, the links and the channel. The session can't be used again. */
  close(): void {
    if (this.#closed) return;
    this.stop();
    this.#closed = true;
    clearTimeout(this.#otherTimer);
    this.#forgetPage();
    this.#settings.close();
    this.#signaling.close();
    this.#channel.close?.();
  }

  #requireSettings(): ScreenShareSettings {
    const { value, error } = this.#settings;
    if (!value) throw error ?? new ScreenShareError('settings-unavailable', { message: 'The screen-share settings are still loading.', remedy: 'Try again in a moment.' });
    if (!value.escalateToShow) throw new ScreenShareError('escalation-disabled');
    return value;
  }

  #settingsChanged(): void {
    const { value, error } = this.#settings;
    if (value) this.#share?.update(value);
    else if (error?.code === 'settings-invalid') this.#share?.end(error.code, error);
    this.dispatchEvent(new Event('settingschange'));
  }

  #takeFloor(): void {
    this.#floor.claim(Date.now());
    this.#announce(this.#floor.own);
    this.#beatTimer = setInterval(() => this.#beat(), FLOOR_BEAT_MS);
    this.#updateOtherAgent();
  }

  #beat(): void {
    const claim = this.#floor.beat();
    if (claim) this.#announce(claim);
  }

  #announce(claim: Claim | null, reason?: string): void {
    if (!claim) return;
    const { term, tie, beat, held } = claim;
    const share = this.#share;
    this.#signaling.send({
      type: 'floor',
      term,
      tie,
      beat,
      held,
      ...(reason !== undefined && { reason }),
      ...(held && share && { share: { surface: share.info(this.#name).surface, since: share.since, paused: share.paused } }),
    });
  }

  #receive(message: Message): void {
    const { from } = message;
    switch (message.type) {
      case 'hello':
        return this.#beat();
      case 'floor':
        return this.#hearClaim(message);
      case 'watch':
        return this.#watch(from.id, message.generation);
      case 'signal':
        return this.#links.signal(from.id, message.generation, message.data);
      case 'unlink':
        return this.#links.unlink(from.id, message.generation);
      case 'leave':
        this.#links.leave(from.id);
        this.#floor.leave(from.id);
        return this.#updateOtherAgent();
    }
  }

  #hearClaim({ from, term, tie, beat, held }: Message & { type: 'floor' }): void {
    this.#names.set(from.id, from.name);
    const heard = this.#floor.hear({ id: from.id, term, tie, beat, held }, Date.now());
    if (heard === 'contested') this.#beat();
    if (heard === 'superseded') this.#share?.end('superseded', new ScreenShareError('superseded'));
    if (heard !== 'stale') this.#updateOtherAgent();
  }

  #watch(visitor: string, generation: number): void {
    const { stream } = this;
    if (stream) void this.#links.open(visitor, generation, stream);
    // The visitor hasn't heard that our share is over.
    else this.#announce(this.#floor.own);
  }

  #updateOtherAgent(): void {
    clearTimeout(this.#otherTimer);
    const holder = this.#floor.holder(Date.now());
    const other = holder && holder.id !== this.#signaling.self.id ? { name: this.#names.get(holder.id) } : null;
    // A holder that falls silent holds no longer.
    if (other) this.#otherTimer = setTimeout(() => this.#updateOtherAgent(), FLOOR_TIMEOUT_MS);
    if (other?.name === this.#otherAgent?.name && !other === !this.#otherAgent) return;
    this.#otherAgent = other;
    this.dispatchEvent(new Event('statechange'));
  }

  #shareEnded(reason: ShareEndReason, error: ScreenShareError | null): void {
    this.#share = null;
    clearInterval(this.#beatTimer);
    // Superseded, the claim is given up already, and its last word still has to be said.
    this.#announce(this.#floor.release() ?? this.#floor.own, reason);
    this.#links.closeAll();
    this.#enter('idle');
    this.dispatchEvent(new CustomEvent('end', { detail: { reason } }));
    if (error) this.#fail(error);
  }

  #fail(error: ScreenShareError): void {
    this.#error = error;
    this.dispatchEvent(new Event('error'));
  }

  #enter(state: AgentState): void {
    if (state === this.#state) return;
    this.#state = state;
    // Pausing and resuming are news for visitors too.
    if (state === 'paused' || state === 'sharing') this.#beat();
    this.dispatchEvent(new Event('statechange'));
  }

  #warn(message: string, cause: unknown): void {
    this.dispatchEvent(new CustomEvent('warning', { detail: { message, cause } }));
  }
}
