import { bindToItself } from '../../built-ins/bind-to-itself.js';
import type { ChannelState } from '../channel-reach.js';
import type { Message, Participant, PausedBy } from '../../channel/messages.js';
import type { FocusAfterPick } from '../../capture/pick-source.js';
import type { TabControl } from '../../capture/tab-control.js';
import type { ReadyWorker } from '../../guard/page/ready-worker.js';
import type { LinkQuality } from '../../peer/link-stats.js';
import { openSimplePeerLink } from '../../peer/simple-peer-link.js';
import { isScreenShareError, ScreenShareError } from '../../policy/screen-share-error.js';
import type { ScreenShareSettings } from '../../policy/settings.js';
import type { Surface } from '../../policy/surface.js';
import type { AgentSessionEvents } from './agent-session-events.js';
import type { AgentSessionOptions } from './agent-session-options.js';
import { Audience } from './audience.js';
import type { AuditEntry } from '../receipt/audit-entry.js';
import { rememberedFocus, rememberFocus } from './focus-choice.js';
import { FloorKeeper } from '../floor/floor-keeper.js';
import { checkName, checkOptions } from '../check-options.js';
import { logTo, warningEntry, type Log } from '../log.js';
import type { Hold } from './outlet.js';
import { onPageHide } from '../page-life.js';
import { Pointing, type Point, type PointDetail } from '../pointing.js';
import { Reach } from './reach.js';
import { partsOf, type SessionParts } from './session-parts.js';
import { SessionSettings } from './session-settings.js';
import type { SessionStats } from '../session-stats.js';
import { ShareAudit } from './share-audit.js';
import { ShareMachine, type AgentState, type SwitchState } from './share-machine.js';
import type { ShareEndReason, ShareInfo } from '../share-info.js';
import { newParticipantId, Signaling } from '../signaling.js';
import { SleepWatch } from './sleep-watch.js';
import type { Viewer } from './viewer.js';
import { TypedEventTarget } from '../typed-event-target.js';

/** How long a page without an audience can be suspended, in milliseconds, before its share is held. */
const UNWATCHED_MS = 90_000;
/** The maximum number of visitors waiting to be shown a share again. */
const MAX_RETURNING = 100;

/** The agent's side of screen sharing in one cobrowse session. It can be imported anywhere, but works only in a page. */
export class AgentSession extends TypedEventTarget<AgentSessionEvents> {
  readonly #options: AgentSessionOptions;
  readonly #parts: SessionParts;
  readonly #machine: ShareMachine;
  readonly #audit: ShareAudit;
  readonly #sleep: SleepWatch;
  readonly #signaling: Signaling;
  readonly #floor: FloorKeeper;
  readonly #links: Audience;
  readonly #reach: Reach;
  readonly #log: Log;
  readonly #settings: SessionSettings;
  readonly #forgetPage: () => void;
  #name: string | undefined;
  #focus = rememberedFocus();
  #error: ScreenShareError | null = null;
  /** The state that was last announced. */
  #state: AgentState = 'idle';
  #pausedBy: PausedBy | null = null;
  #announcedShare = '';
  /** Visitors were told that the share had ended while this page was suspended. They can't see it until the agent resumes. */
  #absent = false;
  /** Counts starts, so that an abandoned one can't affect the current share. */
  #attempt = 0;
  #closed = false;
  /** Visitors who can be shown the share again, by id. */
  readonly #returning = new Map<string, string | undefined>();
  readonly #points: Pointing;
  readonly #mayPoint: boolean;
  /** The count that listeners last received. */
  #viewers = 0;
  #audienceTold = '[[],[]]';
  #reached = 'null false';

  /** @throws TypeError that names the option with an invalid value. */
  constructor(options: AgentSessionOptions) {
    super();
    checkOptions(options);
    const { channel, settings, iceServers, iceTransportPolicy, name, logger, connectionLostMs = 30_000, mediaRelay, maxDirectViewers, openLink = openSimplePeerLink, guard = {}, frameRate = 15, pointing = true } = options;
    this.#options = options;
    this.#parts = partsOf(options);
    this.#name = name;
    this.#log = logTo(logger, 'agent');
    const id = newParticipantId();
    this.#signaling = new Signaling(channel, { id, role: 'agent', ...(name !== undefined && { name }) }, {
      onMessage: (message) => this.#receive(message),
      onConnected: () => {
        this.#sleep.check();
        this.#floor.repeat();
        this.#channelChanged(true);
      },
      onDisconnected: () => this.#channelChanged(false),
      onReach: () => this.dispatchEvent(new Event('statechange')),
      onTrouble: (cause) => this.#warn('The channel had trouble.', cause),
    });
    this.#floor = new FloorKeeper({
      self: id,
      send: (message) => this.#signaling.send(message),
      share: () => this.#shareMessage(),
      beforeBeat: () => this.#sleep.check(),
      onSuperseded: () => this.#superseded(),
      onOtherAgent: () => this.#otherAgentChanged(),
    });
    this.#links = new Audience({
      openLink,
      mediaRelay,
      maxDirectViewers,
      iceServers,
      iceTransportPolicy,
      send: (message) => this.#signaling.send(message),
      log: this.#log,
      onCount: () => this.#viewersChanged(),
      onLost: (viewer) => this.#audit.add({ event: 'viewer-lost', viewer }),
      onResource: () => this.#floor.repeat(),
      onTrouble: (cause) => this.#warn('A link had trouble.', cause),
    });
    this.#reach = new Reach({
      lostMs: connectionLostMs,
      sharing: () => this.#isShown(),
      links: this.#links,
      onLost: () => this.#machine.end('connection-lost', new ScreenShareError('connection-lost')),
    });
    this.#machine = new ShareMachine({
      parts: this.#parts,
      guardParts: guard,
      frameRate,
      focus: () => this.#focus,
      requireSettings: () => this.#requireSettings(),
      isOverdue: () => this.#settings.overdue,
      getReady: (inForce) => this.#getReady(inForce),
      onChange: () => this.#shareChanged(),
      onBegin: () => this.#begin(),
      onSwitch: (from) => this.#switched(from),
      onSwitchRefused: ({ code }) => this.#audit.add({ event: 'switch-refused', reason: code }),
      onTrack: (track) => this.#links.replaceTrack(track),
      onDecision: (decision, surface) => this.#audit.add({ event: 'page', ...decision }, surface),
      onEnd: (reason, error) => this.#ended(reason, error),
    });
    this.#audit = new ShareAudit({
      agent: () => this.#name,
      share: () => this.#machine.share?.info(undefined) ?? null,
      onEntry: (detail) => this.dispatchEvent(new CustomEvent<AuditEntry>('audit', { detail })),
    });
    this.#mayPoint = pointing;
    this.#points = new Pointing((message) => this.#signaling.send(message));
    this.#sleep = new SleepWatch((missedMs) => this.#awake(missedMs, connectionLostMs), options.clocks);
    this.#settings = new SessionSettings(settings, () => this.#settingsChanged());
    bindToItself(this);
    this.#signaling.open();
    this.#forgetPage = onPageHide(() => this.#leave());
  }

  get state(): AgentState {
    return this.#machine.state;
  }

  /**
   * The agent's name, which visitors and other agents see; at most 200 characters.
   * You can change it at any time, and everybody gets the new name.
   * @throws TypeError (when set) if it isn't a valid name.
   */
  get name(): string | undefined {
    return this.#name;
  }

  set name(name: string | undefined) {
    checkName(name);
    if (name === this.#name) return;
    this.#name = name;
    this.#signaling.rename(name);
    if (this.#isShown()) this.#floor.repeat();
    this.dispatchEvent(new Event('statechange'));
  }

  /** Why the last start failed, or the error that ended the last share. Null after a start or an ordinary end. */
  get error(): ScreenShareError | null {
    return this.#error;
  }

  /**
   * What gets the focus after the agent picks a tab or window: `shared` is the
   * picked surface, `viewer` is this page. The agent's choice is remembered in this
   * browser. Default null: the browser decides.
   */
  get focusAfterPick(): FocusAfterPick | null {
    return this.#focus;
  }

  set focusAfterPick(focus: FocusAfterPick | null) {
    this.#focus = focus;
    rememberFocus(focus);
  }

  /** Scrolls and zooms the shared tab from this page. Null if no tab is shared or the browser doesn't support it. */
  get tabControl(): TabControl | null {
    return this.#machine.isSharing ? (this.#machine.share?.source.control ?? null) : null;
  }

  /** What is being shared, or null. */
  get share(): ShareInfo | null {
    return this.#machine.isSharing ? (this.#machine.share?.info(this.#name) ?? null) : null;
  }

  /** Why visitors keep the last picture or don't have one yet. Null if nothing is held. */
  get hold(): Hold | null {
    return this.#machine.share?.hold ?? null;
  }

  /** The stream that visitors see, for a preview. Null if nothing is shared. */
  get stream(): MediaStream | null {
    return this.#machine.isSharing ? (this.#machine.share?.stream ?? null) : null;
  }

  /**
   * The progress of a switch to another source: `choosing` while the picker is
   * open, then `checking` until visitors can see the new source. Null if no switch
   * is running.
   */
  get switching(): SwitchState | null {
    return this.#machine.switching;
  }

  /**
   * When the open picker was opened, by `performance.now()`; null if none is open.
   * A picker may never settle. {@link AgentSession.stop} and {@link
   * AgentSession.cancelSwitch} abandon it.
   */
  get pickingSince(): number | null {
    return this.#machine.pickingSince;
  }

  /** How many visitors are connected. */
  get viewers(): number {
    return this.#links.connected;
  }

  /** The visitors who get the share. */
  get audience(): readonly Viewer[] {
    return this.#links.viewers;
  }

  /**
   * Visitors who are reachable again after a long connection loss, and were told
   * that this share had ended. They can't see it until you call {@link
   * AgentSession.admit}.
   */
  get returning(): readonly { readonly id: string; readonly name: string | undefined }[] {
    return [...this.#returning].map(([id, name]) => ({ id, name }));
  }

  /** Whether pointing works now: something is shared, and the option `pointing` is on. */
  get pointing(): boolean {
    return this.#isShown() && this.#mayPoint;
  }

  /** The quality of the worst connection to a visitor or the media server. `lost` if no data arrives on any of them, null if there are none. */
  get quality(): LinkQuality | null {
    return this.#links.quality;
  }

  /** Whether something is shared but currently doesn't reach anybody because a connection was lost. */
  get reconnecting(): boolean {
    return this.#reach.reconnecting;
  }

  /** Whether this session's messages get through: `connecting`, `unreachable`, `connected` or `lost`. */
  get channelState(): ChannelState {
    return this.#signaling.reach.state;
  }

  /** Why messages don't get through, if the cause isn't just a bad network: the server refuses, or the key differs. Otherwise null. */
  get channelError(): ScreenShareError | null {
    return this.#signaling.reach.error;
  }

  /** Current figures of the share's connections and guard. */
  get stats(): SessionStats {
    return { links: this.#links.stats, guard: this.#machine.share?.guardStats ?? null };
  }

  /** The other agent who is sharing now, or null. */
  get otherAgent(): { readonly name: string | undefined } | null {
    return this.#floor.otherAgent;
  }

  /** The settings in force. Null while they load, and if they're unavailable or invalid. */
  get settings(): ScreenShareSettings | null {
    return this.#settings.value;
  }

  /** Why there are no settings: `settings-unavailable` or `settings-invalid`. */
  get settingsError(): ScreenShareError | null {
    return this.#settings.error;
  }

  /** The reason why nothing can be shared here, which is known before any click. Null if a start can succeed. */
  get unavailableReason(): ScreenShareError | null {
    const { value, error } = this.#settings;
    if (error) return error;
    return value ? this.#unavailableReasonUnder(value) : null;
  }

  /** Loads the settings again, for example after `settings-unavailable`. */
  async reloadSettings(): Promise<void> {
    await this.#settings.load();
  }

  /**
   * Opens the browser's picker and shares what the agent picks. Call it first in a
   * click or key handler, because browsers open the picker only in response to one.
   *
   * @returns true when visitors see the share; false if the agent dismissed the
   * picker or stopped meanwhile, which isn't an error.
   * @throws ScreenShareError (as a rejection) if the share couldn't start for
   * another reason. {@link AgentSession.error} holds the same error.
   */
  async start(): Promise<boolean> {
    if (this.#machine.state !== 'idle') return this.#machine.isSharing;
    const attempt = ++this.#attempt;
    this.#error = null;
    try {
      return await this.#machine.start();
    } catch (cause) {
      const error = isScreenShareError(cause) ? cause : new ScreenShareError('capture-failed', { cause });
      if (attempt === this.#attempt) this.#fail(error);
      throw error;
    }
  }

  /**
   * Opens the browser's picker and replaces the shared source with what the agent
   * picks, without ending the share. Visitors keep the picture from the moment of
   * the pick until the new source can be shown. Like {@link AgentSession.start},
   * call it first in a click or key handler.
   *
   * @returns true when visitors see the new source. False if the agent dismissed
   * the picker or cancelled, the share ended meanwhile, or nothing was shared. In
   * these cases, nothing else changes.
   * @throws ScreenShareError (as a rejection) if the new source couldn't be shared
   * for another reason. The share continues with the old one, and {@link
   * AgentSession.error} isn't set.
   */
  switchSource(): Promise<boolean> {
    if (this.#absent) return Promise.resolve(false);
    return this.#machine.switchSource();
  }

  /** Cancels a switch, whether its picker is open or its source is being checked. The share continues with the old source. */
  cancelSwitch(): void {
    this.#machine.cancelSwitch();
  }

  /** Ends the share, or the attempt to start one. The cobrowse session continues. */
  stop(): void {
    this.#attempt++;
    this.#machine.stop();
  }

  /** Pauses the share: visitors keep the current picture until {@link AgentSession.resume}. */
  pause(): void {
    if (this.#machine.isSharing) this.#machine.share?.pause();
  }

  /** Ends the agent's pause, or a hold by `absence`. */
  resume(): void {
    if (this.#machine.isSharing) this.#machine.share?.resume();
  }

  /**
   * Shows the share again to visitors who were told that it had ended.
   * @param id A visitor in {@link AgentSession.returning}. Default: all of them.
   */
  admit(id?: string): void {
    const term = this.#floor.term;
    for (const each of id === undefined ? [...this.#returning.keys()] : [id]) {
      if (this.#returning.delete(each) && term !== null && this.#isShown()) this.#signaling.send({ type: 'again', to: each, term });
    }
    this.#viewersChanged();
  }

  /**
   * Shows visitors a place in the picture. You can call it on every pointer move:
   * updates are throttled, and the latest place is always sent.
   * @returns false if it can't be shown because nothing is shared, pointing is off,
   * or the place is outside the picture.
   */
  point(place: Point): boolean {
    return this.pointing && this.#points.point(place);
  }

  /** Ends the share, the links and the channel. The session can't be used again. */
  close(): void {
    if (this.#closed) return;
    this.stop();
    this.#closed = true;
    this.#forgetPage();
    this.#sleep.stop();
    this.#floor.close();
    this.#settings.close();
    this.#signaling.close();
  }

  /** The page is being unloaded, so the agent leaves. The agent didn't press Stop, so the reason differs. */
  #leave(): void {
    this.#machine.end('agent-left');
    this.close();
  }

  /** The share's description in messages to everybody. */
  #shareMessage(): NonNullable<(Message & { type: 'floor' })['share']> {
    const { share } = this;
    const { resource } = this.#links;
    return {
      surface: share?.surface,
      since: share?.since ?? Date.now(),
      paused: this.state === 'paused',
      ...(share?.page !== undefined && { page: share.page }),
      ...(this.#pausedBy && { pausedBy: this.#pausedBy }),
      ...(this.#mayPoint && { points: true }),
      ...(resource !== null && { relay: resource }),
    };
  }

  /** Whether a share is running and visitors can get it. */
  #isShown(): boolean {
    return this.#machine.isSharing && !this.#absent;
  }

  #requireSettings(): ScreenShareSettings {
    const { value, error } = this.#settings;
    if (this.#closed) throw new ScreenShareError('source-ended', { message: 'This session has been closed.', remedy: 'Make a new session.' });
    if (!value) throw error ?? loading();
    const unavailableReason = this.#unavailableReasonUnder(value);
    if (unavailableReason) throw unavailableReason;
    return value;
  }

  #unavailableReasonUnder({ escalateToShow, surfaces, allowedSites }: ScreenShareSettings): ScreenShareError | null {
    if (!escalateToShow) return new ScreenShareError('escalation-disabled');
    // Another WebRTC implementation may not need the browser's.
    if (!this.#options.openLink && !this.#parts.supportsLinks()) return new ScreenShareError('unsupported-browser');
    if (allowedSites.length > 0 && !this.#parts.supportsGuard()) return new ScreenShareError('unsupported-browser');
    return this.#parts.captureObstacle(surfaces);
  }

  /** Starts slow preparations while the agent is still picking. */
  #getReady({ allowedSites }: ScreenShareSettings): ReadyWorker | undefined {
    this.#links.getReady();
    return allowedSites.length > 0 ? this.#parts.prepareWorker(this.#options.guard?.workerUrl) : undefined;
  }

  #begin(): void {
    this.#floor.take();
    this.#sleep.start();
    this.#audit.begin();
    this.#audit.pausedBy(this.#pausedBy);
  }

  #switched(from: Surface | undefined): void {
    this.#audit.add({ event: 'switch', from });
    this.#floor.repeat();
  }

  /** Called after the page was suspended. Visitors who were unreachable for `toldMs` were told that the share had ended. */
  #awake(missedMs: number, toldMs: number): void {
    // Browsers wake a hidden page without connections once a minute. Without an audience, no visitor was told anything.
    const limit = this.audience.length > 0 ? toldMs : Math.max(toldMs, UNWATCHED_MS);
    if (missedMs < limit || !this.#isShown()) return;
    this.#absent = true;
    this.#machine.share?.holdForAbsence();
    this.#audit.pausedBy('absence');
    this.#floor.giveUp('connection-lost');
    this.#links.closeAll();
    // Another agent may have started sharing meanwhile.
    this.#otherAgentChanged();
  }

  /** The agent is back and resumed the share, so pictures can be sent again. */
  #resumeAfterAbsence(): void {
    this.#absent = false;
    this.#floor.take();
  }

  #superseded(): void {
    this.#machine.end('superseded', new ScreenShareError('superseded'));
  }

  #otherAgentChanged(): void {
    if (this.#absent && this.#floor.otherAgent) this.#superseded();
    this.dispatchEvent(new Event('statechange'));
  }

  #shareChanged(): void {
    if (this.#absent && this.#machine.share?.state === 'open') this.#resumeAfterAbsence();
    const { state, hold } = this;
    const pausedByBefore = this.#pausedBy;
    const stateBefore = this.#state;
    this.#state = state;
    if (stateBefore !== state) this.#log({ event: 'state', state });
    // A starting share is announced separately.
    if (state === 'checking' ? stateBefore !== 'checking' : stateBefore === 'checking' && state === 'idle') this.#signaling.send({ type: 'soon', on: state === 'checking' });
    this.#reach.update();
    this.#pausedBy = state === 'paused' ? (hold?.by === 'agent' ? 'agent' : 'page') : null;
    if (this.#isShown() && (stateBefore === 'sharing' || stateBefore === 'paused')) {
      // Visitors also need to know about pauses, resumes and page changes.
      const announced = JSON.stringify(this.#shareMessage());
      if (announced !== this.#announcedShare) this.#floor.repeat();
      this.#announcedShare = announced;
      if (pausedByBefore !== this.#pausedBy || state === 'sharing') this.#audit.pausedBy(this.#pausedBy);
    }
    this.dispatchEvent(new Event('statechange'));
  }

  #ended(reason: ShareEndReason, error: ScreenShareError | null): void {
    this.#audit.end(reason);
    this.#log({ event: 'end', reason });
    this.#sleep.stop();
    this.#pausedBy = null;
    if (!this.#absent) this.#floor.giveUp(reason);
    this.#absent = false;
    this.#returning.clear();
    this.#points.close();
    this.#links.closeAll();
    this.#viewersChanged();
    this.#shareChanged();
    this.dispatchEvent(new CustomEvent('end', { detail: { reason } }));
    if (error) this.#fail(error);
  }

  #settingsChanged(): void {
    const { value, error } = this.#settings;
    if (error) this.#machine.end(error.code, error);
    else if (value && !value.escalateToShow) this.#machine.end('escalation-disabled', new ScreenShareError('escalation-disabled'));
    else if (value) this.#machine.share?.update(value);
    this.#machine.share?.suspend(this.#settings.overdue);
    this.dispatchEvent(new Event('settingschange'));
  }

  #receive(message: Message): void {
    // After sleep, a message can arrive before any timer fires.
    this.#sleep.check();
    const { from } = message;
    if (from.role === 'visitor') this.#links.noteSender(from);
    switch (message.type) {
      case 'hello':
        if (this.state === 'checking') this.#signaling.send({ type: 'soon', on: true });
        return this.#floor.repeat();
      case 'floor':
        return this.#floor.receive(message);
      case 'watch':
        return message.relay ? this.#watchRelay(from.id) : this.#watch(from.id, message.generation);
      case 'signal':
        return this.#links.signal(from.id, message.generation, message.data);
      case 'unlink':
        return this.#links.unlink(from.id, message.generation);
      case 'seen':
        return this.#audit.seen({ event: 'seen', viewer: from.id, viewerName: from.name, first: message.first, last: message.last ?? null }, message.share);
      case 'away':
        return this.#links.setAway(from.id, message.away);
      case 'over':
        return this.#askedAgain(from, message.term);
      case 'point':
        return this.#pointedAt(message);
      case 'soon':
      case 'again':
        return;
      case 'leave':
        if (this.#returning.delete(from.id)) this.#viewersChanged();
        this.#links.leave(from.id);
        return this.#floor.leave(from.id);
    }
  }

  #askedAgain({ id, name }: Participant, term: number): void {
    if (!this.#isShown() || term !== this.#floor.term || this.#returning.has(id) || this.#returning.size >= MAX_RETURNING) return;
    this.#returning.set(id, name);
    this.#viewersChanged();
  }

  #pointedAt({ from, x, y, stroke }: Message & { type: 'point' }): void {
    if (from.role !== 'visitor' || !this.pointing || !this.#points.accepts(from.id)) return;
    this.dispatchEvent(new CustomEvent<PointDetail>('point', { detail: { x, y, stroke: stroke ?? null, from: { id: from.id, name: from.name } } }));
  }

  #watch(visitor: string, generation: number): void {
    if (this.#returning.delete(visitor)) this.#viewersChanged();
    const { stream } = this;
    if (stream && this.#isShown()) void this.#links.open(visitor, generation, stream);
    // The visitor doesn't know yet that our share has ended.
    else this.#floor.repeat();
  }

  #watchRelay(visitor: string): void {
    if (this.#isShown()) this.#links.watchesRelay(visitor);
  }

  #viewersChanged(): void {
    const { viewers } = this;
    if (viewers !== this.#viewers) this.#machine.share?.repeat();
    this.#viewers = viewers;
    const announced = JSON.stringify([this.audience, this.returning]);
    if (announced !== this.#audienceTold) {
      this.#audienceTold = announced;
      this.dispatchEvent(new Event('viewerschange'));
    }
    this.#reachChanged();
  }

  #channelChanged(connected: boolean): void {
    this.#log({ event: 'channel', connected });
    this.#reach.channel(connected);
    this.#reachChanged();
  }

  #reachChanged(): void {
    this.#reach.update();
    const reached = `${this.quality} ${this.reconnecting}`;
    if (reached === this.#reached) return;
    this.#reached = reached;
    // No data arrives from any visitor, so our own network may be down or may have changed.
    if (this.quality === 'lost') this.#signaling.reconnect();
    this.dispatchEvent(new Event('qualitychange'));
  }

  #fail(error: ScreenShareError): void {
    this.#error = error;
    this.dispatchEvent(new Event('error'));
  }

  #warn(message: string, cause: unknown): void {
    this.#log(warningEntry(message, cause));
    this.dispatchEvent(new CustomEvent('warning', { detail: { message, cause } }));
  }
}

function loading(): ScreenShareError {
  return new ScreenShareError('settings-unavailable', { message: 'The screen-share settings are still loading.', remedy: 'Try again in a moment.' });
}
