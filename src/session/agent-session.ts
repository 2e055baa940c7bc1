import type { Message, PausedBy } from '../channel/messages.js';
import { captureObstacle } from '../capture/capture-support.js';
import type { CapturedSource } from '../capture/captured-source.js';
import { pickSource } from '../capture/pick-source.js';
import { guardSupport } from '../guard/guard-support.js';
import { ReadyWorker } from '../guard/ready-worker.js';
import type { LinkQuality } from '../peer/link-stats.js';
import { supportsLinks } from '../peer/link-support.js';
import { openSimplePeerLink } from '../peer/simple-peer-link.js';
import { isScreenShareError, ScreenShareError } from '../policy/screen-share-error.js';
import type { ScreenShareSettings } from '../policy/settings.js';
import type { AgentSessionEvents } from './agent-session-events.js';
import type { AgentSessionOptions } from './agent-session-options.js';
import { Audience } from './audience.js';
import type { AuditEntry, AuditFact } from './audit-entry.js';
import { FloorKeeper } from './floor-keeper.js';
import { noteTo, troubleOf, type Note } from './log.js';
import type { Hold } from './outlet.js';
import { onPageHide } from './page-life.js';
import { Reach } from './reach.js';
import { SessionSettings } from './session-settings.js';
import type { SessionStats } from './session-stats.js';
import { Share } from './share.js';
import type { ShareEndReason, ShareInfo } from './share-info.js';
import { newParticipantId, Signaling } from './signaling.js';
import { TypedEventTarget } from './typed-event-target.js';

/**
 * - `idle`: nothing is shared.
 * - `choosing`: the browser's picker is open.
 * - `checking`: something was picked and is not shown to visitors yet.
 * - `sharing`: visitors see it.
 * - `paused`: visitors keep the last picture.
 */
export type AgentState = 'idle' | 'choosing' | 'checking' | 'sharing' | 'paused';

/** The caller of {@link AgentSession.start} who waits for the first picture to be let out. */
interface Opening {
  readonly resolve: (sharing: boolean) => void;
  readonly reject: (error: ScreenShareError) => void;
}

/** The agent's side of the screen share of one cobrowse session. Importable anywhere, usable in a page. */
export class AgentSession extends TypedEventTarget<AgentSessionEvents> {
  readonly #options: AgentSessionOptions;
  readonly #signaling: Signaling;
  readonly #floor: FloorKeeper;
  readonly #links: Audience;
  readonly #reach: Reach;
  readonly #note: Note;
  readonly #settings: SessionSettings;
  readonly #forgetPage: () => void;
  #state: AgentState = 'idle';
  #error: ScreenShareError | null = null;
  #share: Share | null = null;
  #opening: Opening | null = null;
  /** What visitors were told last. */
  #pausedBy: PausedBy | null = null;
  /** Counts starts, so that a picker that outlives its start finds out. */
  #attempt = 0;
  #closed = false;
  /** What listeners were told last. */
  #viewers = 0;
  #reached = 'null false';

  /** @throws TypeError when `channel` is no channel. */
  constructor(options: AgentSessionOptions) {
    super();
    const { channel, settings, iceServers, iceTransportPolicy, name, logger, connectionLostMs = 30_000, mediaRelay, relayFrom, openLink = openSimplePeerLink } = options;
    this.#options = options;
    this.#note = noteTo(logger, 'agent');
    const id = newParticipantId();
    this.#signaling = new Signaling(channel, { id, role: 'agent', ...(name !== undefined && { name }) }, {
      onMessage: (message) => this.#receive(message),
      onConnected: () => {
        this.#floor.repeat();
        this.#channelChanged(true);
      },
      onDisconnected: () => this.#channelChanged(false),
      onTrouble: (cause) => this.#warn('The channel had trouble.', cause),
    });
    this.#floor = new FloorKeeper({
      self: id,
      send: (message) => this.#signaling.send(message),
      share: () => this.#told(),
      onSuperseded: () => this.#share?.end('superseded', new ScreenShareError('superseded')),
      onOtherAgent: () => this.dispatchEvent(new Event('statechange')),
    });
    this.#links = new Audience({
      openLink,
      mediaRelay,
      relayFrom,
      iceServers,
      iceTransportPolicy,
      send: (message) => this.#signaling.send(message),
      note: this.#note,
      onCount: () => this.#viewersChanged(),
      onLost: (viewer) => this.#audit({ event: 'viewer-lost', viewer }),
      onResource: () => this.#floor.repeat(),
      onTrouble: (cause) => this.#warn('A link had trouble.', cause),
    });
    this.#reach = new Reach({
      lostMs: connectionLostMs,
      sharing: () => this.#isSharing(),
      links: this.#links,
      onLost: () => this.#share?.end('connection-lost', new ScreenShareError('connection-lost')),
    });
    this.#settings = new SessionSettings(settings, () => this.#settingsChanged());
    this.#signaling.open();
    this.#forgetPage = onPageHide(() => this.#leave());
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
    return this.#isSharing() && this.#share ? this.#share.info(this.#options.name) : null;
  }

  /** Why visitors keep the last picture, or don't see the first one yet; null when nothing holds it. */
  get hold(): Hold | null {
    return this.#share?.hold ?? null;
  }

  /** What visitors see, for a small picture of it; null when nothing is shared. */
  get stream(): MediaStream | null {
    return this.#isSharing() && this.#share ? this.#share.stream : null;
  }

  /** How many visitors are connected. */
  get viewers(): number {
    return this.#links.connected;
  }

  /** How good the worst line to a visitor, or to the media server, is; `lost` while nothing is heard of any, null without one. */
  get quality(): LinkQuality | null {
    return this.#links.quality;
  }

  /** Something is shared and reaches nobody at the moment, because a connection was lost. */
  get reconnecting(): boolean {
    return this.#reach.reconnecting;
  }

  /** How the share is doing at the moment. */
  get stats(): SessionStats {
    return { links: this.#links.stats, guard: this.#share?.guardStats ?? null };
  }

  /** The other agent who is sharing now; null when nobody else is. */
  get otherAgent(): { readonly name: string | undefined } | null {
    return this.#floor.otherAgent;
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
    return value ? this.#obstacleUnder(value) : null;
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
   * @returns true when visitors see it; false when the agent dismissed the picker or has stopped meanwhile, which is no error.
   * @throws ScreenShareError (as a rejection) for everything that kept the share from starting; {@link AgentSession.error} holds it too.
   */
  async start(): Promise<boolean> {
    if (this.#state !== 'idle') return this.#isSharing();
    const attempt = ++this.#attempt;
    try {
      const settings = this.#requireSettings();
      const picking = pickSource({ allowed: settings.surfaces, frameRate: this.#options.frameRate ?? 15 });
      this.#error = null;
      this.#enter('choosing');
      return await this.#openPicked(picking, attempt, this.#getReady(settings));
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
    else if (this.#state !== 'idle') this.#enter('idle');
  }

  /** Visitors keep the picture of this moment until {@link AgentSession.resume}. */
  pause(): void {
    if (this.#isSharing()) this.#share?.pause();
  }

  resume(): void {
    this.#share?.resume();
  }

  /** Ends everything: the share, the links and the channel. The session can't be used again. */
  close(): void {
    if (this.#closed) return;
    this.stop();
    this.#closed = true;
    this.#forgetPage();
    this.#floor.close();
    this.#settings.close();
    this.#signaling.close();
  }

  /** The page goes, and with it the agent: nobody has stopped anything. */
  #leave(): void {
    this.#share?.end('agent-left');
    this.close();
  }

  /** What everybody is told of the share. */
  #told(): NonNullable<(Message & { type: 'floor' })['share']> {
    const { share } = this;
    const { resource } = this.#links;
    return {
      surface: share?.surface,
      since: share?.since ?? Date.now(),
      paused: this.#state === 'paused',
      ...(share?.page !== undefined && { page: share.page }),
      ...(this.#pausedBy && { pausedBy: this.#pausedBy }),
      ...(resource !== null && { relay: resource }),
    };
  }

  #isSharing(): boolean {
    return this.#state === 'sharing' || this.#state === 'paused';
  }

  #requireSettings(): ScreenShareSettings {
    const { value, error } = this.#settings;
    if (this.#closed) throw new ScreenShareError('source-ended', { message: 'This session has been closed.', remedy: 'Make a new session.' });
    if (!value) throw error ?? loading();
    const obstacle = this.#obstacleUnder(value);
    if (obstacle) throw obstacle;
    return value;
  }

  #obstacleUnder({ escalateToShow, surfaces, allowedSites }: ScreenShareSettings): ScreenShareError | null {
    if (!escalateToShow) return new ScreenShareError('escalation-disabled');
    // Another WebRTC stack may do without the browser's.
    if (!this.#options.openLink && !supportsLinks()) return new ScreenShareError('unsupported-browser');
    if (allowedSites.length > 0 && guardSupport() === 'none') return new ScreenShareError('unsupported-browser');
    return captureObstacle(surfaces);
  }

  /** Starts what takes its time while the agent still picks. */
  #getReady({ allowedSites }: ScreenShareSettings): ReadyWorker | undefined {
    this.#links.getReady();
    return allowedSites.length > 0 ? new ReadyWorker(this.#options.guard?.workerUrl) : undefined;
  }

  async #openPicked(picking: Promise<CapturedSource | null>, attempt: number, ready: ReadyWorker | undefined): Promise<boolean> {
    try {
      const source = await picking;
      if (attempt !== this.#attempt) source?.stop();
      else if (source) return await this.#open(source, ready);
      else this.#enter('idle');
      return false;
    } finally {
      ready?.close();
    }
  }

  /** Lets out what was picked, and waits until visitors may see it. */
  #open(source: CapturedSource, ready: ReadyWorker | undefined): Promise<boolean> {
    this.#enter('checking');
    let settings: ScreenShareSettings;
    try {
      // What was published while the picker was open counts already.
      settings = this.#requireSettings();
    } catch (error) {
      source.stop();
      throw error;
    }
    return new Promise<boolean>((resolve, reject) => {
      this.#opening = { resolve, reject };
      this.#share = new Share({ source, settings, guardParts: this.#options.guard ?? {}, ready }, {
        onChange: () => this.#shareChanged(),
        onTrack: (track) => this.#links.replaceTrack(track),
        onDecision: (decision) => this.#audit({ event: 'page', ...decision }),
        onEnd: (reason, error) => this.#shareEnded(reason, error),
      });
      this.#shareChanged();
    });
  }

  #shareChanged(): void {
    if (!this.#share) return;
    const { state } = this.#share;
    if (this.#opening && state === 'checking') {
      this.dispatchEvent(new Event('statechange'));
      return;
    }
    const begins = this.#opening;
    this.#opening = null;
    this.#enter(state === 'open' ? 'sharing' : 'paused');
    if (!begins) return;
    this.#floor.take();
    this.#audit({ event: 'start' });
    this.#auditPause(null);
    begins.resolve(true);
  }

  #shareEnded(reason: ShareEndReason, error: ScreenShareError | null): void {
    const opening = this.#opening;
    this.#opening = null;
    if (opening) {
      // It never began: whoever called start() hears of it, and nobody else.
      this.#share = null;
      this.#enter('idle');
      if (error) opening.reject(error);
      else opening.resolve(false);
      return;
    }
    this.#audit({ event: 'end', reason });
    this.#note({ event: 'end', reason });
    this.#share = null;
    this.#floor.giveUp(reason);
    this.#links.closeAll();
    this.#enter('idle');
    this.dispatchEvent(new CustomEvent('end', { detail: { reason } }));
    if (error) this.#fail(error);
  }

  #settingsChanged(): void {
    const { value, error } = this.#settings;
    if (error) this.#share?.end(error.code, error);
    else if (value && !value.escalateToShow) this.#share?.end('escalation-disabled', new ScreenShareError('escalation-disabled'));
    else if (value) this.#share?.update(value);
    this.dispatchEvent(new Event('settingschange'));
  }

  #receive(message: Message): void {
    const { from } = message;
    switch (message.type) {
      case 'hello':
        return this.#floor.repeat();
      case 'floor':
        return this.#floor.hear(message);
      case 'watch':
        return message.relay ? this.#watchRelay(from.id) : this.#watch(from.id, message.generation);
      case 'signal':
        return this.#links.signal(from.id, message.generation, message.data);
      case 'unlink':
        return this.#links.unlink(from.id, message.generation);
      case 'seen':
        return this.#audit({ event: 'seen', viewer: from.id, viewerName: from.name, first: message.first, last: message.last ?? null }, message.share);
      case 'leave':
        this.#links.leave(from.id);
        return this.#floor.leave(from.id);
    }
  }

  #watch(visitor: string, generation: number): void {
    const { stream } = this;
    if (stream) void this.#links.open(visitor, generation, stream);
    // The visitor hasn't heard that our share is over.
    else this.#floor.repeat();
  }

  #watchRelay(visitor: string): void {
    if (this.stream) this.#links.watchesRelay(visitor);
  }

  #viewersChanged(): void {
    const { viewers } = this;
    if (viewers !== this.#viewers) {
      this.#viewers = viewers;
      this.#share?.repeat();
      this.dispatchEvent(new Event('viewerschange'));
    }
    this.#reachChanged();
  }

  #channelChanged(connected: boolean): void {
    this.#note({ event: 'channel', connected });
    this.#reach.channel(connected);
    this.#reachChanged();
  }

  #reachChanged(): void {
    this.#reach.look();
    const reached = `${this.quality} ${this.reconnecting}`;
    if (reached === this.#reached) return;
    this.#reached = reached;
    // Nothing is heard of any visitor: it may be our own network that has gone, or has become another.
    if (this.quality === 'lost') this.#signaling.reconnect();
    this.dispatchEvent(new Event('qualitychange'));
  }

  #fail(error: ScreenShareError): void {
    this.#error = error;
    this.dispatchEvent(new Event('error'));
  }

  #enter(state: AgentState): void {
    const before = this.#state;
    const pausedBefore = this.#pausedBy;
    this.#state = state;
    if (before !== state) this.#note({ event: 'state', state });
    this.#reach.look();
    this.#pausedBy = state === 'paused' ? (this.hold?.by === 'agent' ? 'agent' : 'page') : null;
    // Pausing and resuming are news for visitors too.
    if ((before !== state || pausedBefore !== this.#pausedBy) && this.#isSharing() && !this.#opening) this.#floor.repeat();
    if (before === 'sharing' || before === 'paused') this.#auditPause(pausedBefore);
    this.dispatchEvent(new Event('statechange'));
  }

  #audit(fact: AuditFact, share = this.#share?.since): void {
    // A visitor's last word comes when its share is over.
    const surface = this.#share?.since === share ? this.#share?.info(undefined).surface : undefined;
    const about = { time: Date.now(), share, agent: this.#options.name, surface };
    this.dispatchEvent(new CustomEvent<AuditEntry>('audit', { detail: { ...about, ...fact } }));
  }

  #auditPause(before: PausedBy | null): void {
    if (this.#pausedBy === before || !this.#isSharing()) return;
    this.#audit(this.#pausedBy ? { event: 'pause', by: this.#pausedBy } : { event: 'resume' });
  }

  #warn(message: string, cause: unknown): void {
    this.#note(troubleOf(message, cause));
    this.dispatchEvent(new CustomEvent('warning', { detail: { message, cause } }));
  }
}

function loading(): ScreenShareError {
  return new ScreenShareError('settings-unavailable', { message: 'The screen-share settings are still loading.', remedy: 'Try again in a moment.' });
}
