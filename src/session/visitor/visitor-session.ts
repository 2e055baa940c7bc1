import { bindToItself } from '../../built-ins/bind-to-itself.js';
import type { ChannelState } from '../channel-reach.js';
import type { Channel } from '../../channel/channel.js';
import type { Message, Participant, PausedBy } from '../../channel/messages.js';
import type { IceServers } from '../../peer/ice-servers.js';
import { supportsLinks } from '../../peer/link-support.js';
import type { OpenLink } from '../../peer/link.js';
import type { MediaRelay } from '../../peer/media-relay.js';
import { openSimplePeerLink } from '../../peer/simple-peer-link.js';
import { ScreenShareError } from '../../policy/screen-share-error.js';
import { checkName, checkOptions } from '../check-options.js';
import { logTo, warningEntry, type Logger, type Log } from '../log.js';
import { Floor, type Claim } from '../floor/floor.js';
import { FLOOR_TIMEOUT_MS } from '../floor/floor-timing.js';
import { onPageHide } from '../page-life.js';
import { Pointing, type Point, type PointDetail } from '../pointing.js';
import { PictureReport } from './picture-report.js';
import type { SessionStats } from '../session-stats.js';
import { shareEndReasonFrom, type ShareEndReason, type ShareInfo } from '../share-info.js';
import { ShareReceiver } from './share-receiver.js';
import { newParticipantId, Signaling } from '../signaling.js';
import { TypedEventTarget } from '../typed-event-target.js';

/**
 * - `waiting`: nothing has been shared yet.
 * - `connecting`: an agent shares, and the picture is on its way.
 * - `viewing`: the share is live.
 * - `paused`: the agent's side has paused the share; the last picture stays.
 * - `ended`: the share has ended. The session follows the next one automatically.
 */
export type VisitorState = 'waiting' | 'connecting' | 'viewing' | 'paused' | 'ended';

export interface VisitorSessionOptions {
  /** Carries the signalling messages of this cobrowse session. */
  readonly channel: Channel;
  /** STUN and TURN servers, or a function that fetches them. Default: none. */
  readonly iceServers?: IceServers;
  /** With `relay`, all media goes through TURN. Default `all`. */
  readonly iceTransportPolicy?: RTCIceTransportPolicy;
  /** The visitor's name, at most 200 characters. */
  readonly name?: string;
  /** Milliseconds before a lost connection ends the share for this visitor. Default 30,000. */
  readonly connectionLostMs?: number;
  /** Whether the agent and the visitors can point at places in the picture. Default true. */
  readonly pointing?: boolean;
  /** Receives the session's log. Default: nothing is logged. */
  readonly logger?: Logger;
  /** Creates the WebRTC links. Default: `simple-peer`. */
  readonly openLink?: OpenLink;
  /**
   * The media server that agents publish to when many visitors watch, such as a
   * `WhipWhepRelay`. Default: none. Without one, this visitor can't see a share
   * that's only on the media server.
   */
  readonly mediaRelay?: MediaRelay;
}

export interface VisitorSessionEvents {
  /** {@link VisitorSession.state}, `share`, `stream`, `opening`, `reconnecting`, `channelState` or `channelError` has changed. */
  statechange: Event;
  /** A share has ended. */
  end: CustomEvent<{ readonly reason: ShareEndReason }>;
  /** The agent points at a place in the picture. */
  point: CustomEvent<PointDetail>;
  /** Something went wrong and the session recovered. For the developer's log, not for people. */
  warning: CustomEvent<{ readonly message: string; readonly cause: unknown }>;
}

/** Milliseconds without a repeated announcement after which an agent no longer counts as about to share. */
const OPENING_MS = 60_000;
/** How long an agent may take to answer whether the share is shown again, in milliseconds, before the request is repeated. */
const ASK_AGAIN_MS = 15_000;

/** The share being followed. */
interface Followed {
  readonly id: string;
  readonly term: number;
  readonly info: ShareInfo;
  readonly paused: boolean;
  readonly pausedBy: PausedBy | null;
  readonly points: boolean;
}

/** The visitor's side of screen sharing in one cobrowse session. It follows the agent who holds the floor. */
export class VisitorSession extends TypedEventTarget<VisitorSessionEvents> {
  readonly #signaling: Signaling;
  readonly #floor = new Floor({ self: null, timeoutMs: FLOOR_TIMEOUT_MS });
  /** The newest message of each agent who claims the floor. */
  readonly #words = new Map<string, Message & { type: 'floor' }>();
  readonly #link: ShareReceiver;
  readonly #report = new PictureReport((message) => this.#signaling.send(message));
  readonly #log: Log;
  readonly #connectionLostMs: number;
  readonly #unavailableReason: ScreenShareError | null;
  #followed: Followed | null = null;
  #endReason: ShareEndReason | null = null;
  #stream: MediaStream | null = null;
  /** Whether the followed share has been seen. */
  #hadPicture = false;
  /** Whether no message from the followed agent has arrived for a while. */
  #silent = false;
  #silenceTimer: ReturnType<typeof setTimeout> | undefined;
  #lostTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #points: Pointing;
  readonly #mayPoint: boolean;
  #name: string | undefined;
  #away = false;
  #opening: { readonly id: string; readonly agentName: string | undefined } | null = null;
  #openingTimer: ReturnType<typeof setTimeout> | undefined;
  /** The share that ended for this visitor because its connection was lost. It stays ended until the agent shows it again. */
  #lostShare: { readonly id: string; readonly term: number } | null = null;
  #askedAt = -Infinity;
  readonly #forgetPage: () => void;
  /** The state that was logged last. */
  #loggedState: VisitorState = 'waiting';
  #closed = false;

  /** @throws TypeError that names the option with an invalid value. */
  constructor(options: VisitorSessionOptions) {
    super();
    checkOptions(options);
    const { channel, iceServers, iceTransportPolicy, name, logger, connectionLostMs = 30_000, mediaRelay, openLink = openSimplePeerLink, pointing = true } = options;
    this.#name = name;
    this.#mayPoint = pointing;
    const id = newParticipantId();
    this.#log = logTo(logger, 'visitor');
    this.#connectionLostMs = connectionLostMs;
    // Another WebRTC implementation may not need the browser's.
    this.#unavailableReason = openLink === openSimplePeerLink && !supportsLinks() ? cannotReceive() : null;
    this.#signaling = new Signaling(channel, { id, role: 'visitor', ...(name !== undefined && { name }) }, {
      onMessage: (message) => this.#receive(message),
      onConnected: () => {
        this.#log({ event: 'channel', connected: true });
        this.#link.retryNow();
      },
      onDisconnected: () => this.#log({ event: 'channel', connected: false }),
      onReach: () => this.dispatchEvent(new Event('statechange')),
      onTrouble: (cause) => this.#warn('The channel could not send.', cause),
    });
    this.#link = new ShareReceiver({
      openLink,
      mediaRelay,
      iceServers,
      iceTransportPolicy,
      send: (message) => this.#signaling.send(message),
      log: this.#log,
      onStream: (stream) => this.#show(stream),
      onLive: () => this.#changed(),
      onLost: () => this.#linkLost(),
      onTrouble: (cause) => this.#warn('A link had trouble.', cause),
    });
    this.#points = new Pointing((message) => this.#signaling.send(message));
    bindToItself(this);
    this.#signaling.open();
    this.#forgetPage = onPageHide(() => this.close());
  }

  get state(): VisitorState {
    const followed = this.#followed;
    if (!followed) return this.#endReason === null ? 'waiting' : 'ended';
    if (!this.#link.live) return 'connecting';
    return followed.paused ? 'paused' : 'viewing';
  }

  /**
   * The visitor's name, which the agent sees; at most 200 characters. You can
   * change it at any time.
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
    // The greeting carries the name to the agent.
    this.#signaling.send({ type: 'hello' });
  }

  /** Whether the visitor has hidden the view and isn't watching. The agent is notified. Default false. */
  get away(): boolean {
    return this.#away;
  }

  set away(away: boolean) {
    if (away === this.#away) return;
    this.#away = away;
    this.#tellAway();
  }

  /** The agent who has picked a source and is about to show it. Null if there is none, and while a share is followed. */
  get opening(): { readonly agentName: string | undefined } | null {
    return this.#followed || !this.#opening ? null : { agentName: this.#opening.agentName };
  }

  /** Whether pointing works now: there is a picture, and neither side has turned pointing off. */
  get pointing(): boolean {
    return this.#mayPoint && this.#followed?.points === true && this.#link.live;
  }

  /** The stream to play. It's kept while a lost connection recovers, so that the last picture stays. Null if nothing is shared. */
  get stream(): MediaStream | null {
    return this.#stream;
  }

  /** What is being shared and by whom, or null. */
  get share(): ShareInfo | null {
    return this.#followed?.info ?? null;
  }

  /**
   * Who paused the share while the state is `paused`: the agent, or the guard
   * checking the agent's page. Null otherwise, and if the agent's side doesn't
   * report it.
   */
  get pausedBy(): PausedBy | null {
    return this.state === 'paused' ? (this.#followed?.pausedBy ?? null) : null;
  }

  /** Why the last share ended. Null before the first end, and while another share runs. */
  get endReason(): ShareEndReason | null {
    return this.#endReason;
  }

  /** Why this browser can't receive a share, which is known before a share starts. Null if it can. */
  get unavailableReason(): ScreenShareError | null {
    return this.#unavailableReason;
  }

  /** Whether the picture had arrived, was lost, and is being restored. */
  get reconnecting(): boolean {
    return this.#hadPicture && !this.#link.live;
  }

  /** Whether this session's messages get through: `connecting`, `unreachable`, `connected` or `lost`. */
  get channelState(): ChannelState {
    return this.#signaling.reach.state;
  }

  /** Why messages don't get through, if the cause isn't just a bad network: the server refuses, or the key differs. Otherwise null. */
  get channelError(): ScreenShareError | null {
    return this.#signaling.reach.error;
  }

  /** Current figures of the share's connection. */
  get stats(): SessionStats {
    const { stats } = this.#link;
    return { links: stats ? [stats] : [], guard: null };
  }

  /**
   * Shows the agent a place in the picture. You can call it on every pointer move:
   * updates are throttled, and the latest place is always sent.
   * @returns false if it can't be shown because there is no picture, pointing is
   * off, or the place is outside the picture.
   */
  point(place: Point): boolean {
    return this.pointing && this.#followed !== null && this.#points.point(place, this.#followed.id);
  }

  /** Leaves the session and ends the followed share for this visitor. The session can't be used again. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#silenceTimer);
    clearTimeout(this.#openingTimer);
    this.#stopWaiting();
    this.#forgetPage();
    this.#report.end();
    this.#points.close();
    this.#link.close();
    this.#signaling.close();
    if (!this.#followed && !this.#opening) return;
    this.#opening = null;
    this.#followed = null;
    this.#stream = null;
    this.#hadPicture = false;
    this.dispatchEvent(new Event('statechange'));
  }

  #receive(message: Message): void {
    const { from } = message;
    switch (message.type) {
      case 'floor':
        return this.#hearClaim(message);
      case 'signal':
        return this.#link.signal(from.id, message.generation, message.data);
      case 'unlink':
        return this.#link.unlink(from.id, message.generation);
      case 'soon':
        return this.#hearOpening(from, message.on);
      case 'again':
        return this.#hearAgain(from.id, message.term);
      case 'point':
        return this.#pointedAt(message);
      case 'leave':
        this.#hearOpening(from, false);
        this.#floor.leave(from.id);
        this.#words.delete(from.id);
        if (this.#followed?.id === from.id) this.#end('agent-left');
        return this.#follow();
      case 'hello':
      case 'watch':
      case 'seen':
      case 'away':
      case 'over':
    }
  }

  #hearClaim(message: Message & { type: 'floor' }): void {
    const { from, term, tie, beat, held, reason } = message;
    if (this.#floor.receive({ id: from.id, term, tie, beat, held }, performance.now()) === 'stale') return;
    this.#words.set(from.id, message);
    this.#forgetWords();
    if (held) this.#hearOpening(from, false);
    if (this.#followed?.id === from.id) this.#holderResponded();
    if (!held && this.#followed?.id === from.id && this.#followed.term <= term) this.#end(shareEndReasonFrom(reason));
    this.#follow();
  }

  /** Follows the agent who holds the floor now. */
  #follow(): void {
    clearTimeout(this.#silenceTimer);
    const holder = this.#floor.holder(performance.now());
    if (!holder || this.#closed) return;
    // A silent holder may have left. The state of its link decides.
    this.#silenceTimer = setTimeout(() => this.#holderSilent(), FLOOR_TIMEOUT_MS);
    const word = this.#words.get(holder.id);
    if (!word) return;
    if (this.#lostShare?.id === holder.id && this.#lostShare.term === holder.term) return this.#askAgain(holder);
    this.#lostShare = null;
    const before = this.#followed;
    this.#followed = followed(holder, word);
    this.#endReason = null;
    if (before?.id !== holder.id || before.term !== holder.term) {
      this.#stream = null;
      this.#hadPicture = false;
      this.#silent = false;
      this.#report.end();
      this.#stopWaiting();
      if (!this.#unavailableReason) this.#link.open(holder.id, word.share?.relay ?? null);
      if (this.#away) this.#tellAway();
    } else {
      this.#link.moved(word.share?.relay ?? null);
      if (this.#link.live) this.#stopWaiting();
      if (JSON.stringify(before) === JSON.stringify(this.#followed)) return;
    }
    this.#changed();
  }

  /** The agent is reachable, so a connection that hasn't recovered by now is retried at once. */
  #holderResponded(): void {
    if (this.#silent || this.#link.lost) this.#link.retryNow();
    this.#silent = false;
  }

  #holderSilent(): void {
    this.#silent = true;
    // A picture from the media server doesn't prove that the agent is there.
    if (!this.#followed || (this.#link.live && !this.#link.relayed)) return;
    this.#waitForReturn();
    this.#signaling.reconnect();
  }

  #show(stream: MediaStream): void {
    this.#stream = stream;
    this.#changed();
  }

  #linkLost(): void {
    this.#report.end();
    this.#waitForReturn();
    if (this.#silent && this.#link.lost) this.#signaling.reconnect();
    this.#changed();
  }

  #tellAway(): void {
    if (this.#followed) this.#signaling.send({ type: 'away', to: this.#followed.id, away: this.#away });
  }

  #hearOpening({ id, name }: Participant, on: boolean): void {
    if (!on && this.#opening?.id !== id) return;
    clearTimeout(this.#openingTimer);
    this.#opening = on ? { id, agentName: name } : null;
    if (on) this.#openingTimer = setTimeout(() => this.#hearOpening({ id, role: 'agent' }, false), OPENING_MS);
    this.dispatchEvent(new Event('statechange'));
  }

  /** A share that has been reported as ended isn't shown again automatically: the agent decides. */
  #askAgain({ id, term }: Claim): void {
    const now = performance.now();
    if (now - this.#askedAt < ASK_AGAIN_MS) return;
    this.#askedAt = now;
    this.#signaling.send({ type: 'over', to: id, term });
  }

  #hearAgain(id: string, term: number): void {
    if (this.#lostShare?.id !== id || this.#lostShare.term !== term) return;
    this.#lostShare = null;
    this.#follow();
  }

  #pointedAt({ from, x, y, stroke }: Message & { type: 'point' }): void {
    if (from.id !== this.#followed?.id || !this.pointing || !this.#points.accepts(from.id)) return;
    this.dispatchEvent(new CustomEvent<PointDetail>('point', { detail: { x, y, stroke: stroke ?? null, from: { id: from.id, name: from.name } } }));
  }

  /** Drops the messages of agents whom the floor no longer knows. */
  #forgetWords(): void {
    for (const id of this.#words.keys()) if (!this.#floor.knows(id)) this.#words.delete(id);
  }

  /** Starts the time limit for a lost connection. */
  #waitForReturn(): void {
    this.#lostTimer ??= setTimeout(() => {
      if (this.#followed) this.#lostShare = { id: this.#followed.id, term: this.#followed.term };
      this.#askedAt = -Infinity;
      this.#end('connection-lost');
    }, this.#connectionLostMs);
  }

  #stopWaiting(): void {
    clearTimeout(this.#lostTimer);
    this.#lostTimer = undefined;
  }

  #end(reason: ShareEndReason): void {
    if (!this.#followed) return;
    this.#stopWaiting();
    this.#log({ event: 'end', reason });
    this.#followed = null;
    this.#endReason = reason;
    this.#stream = null;
    this.#hadPicture = false;
    this.#report.end();
    this.#link.close();
    this.#changed();
    this.dispatchEvent(new CustomEvent('end', { detail: { reason } }));
  }

  #changed(): void {
    if (this.#link.live) {
      this.#hadPicture = true;
      if (this.#followed) this.#report.begin(this.#followed.id, this.#followed.info.since);
      this.#stopWaiting();
    }
    const { state } = this;
    if (state !== this.#loggedState) this.#log({ event: 'state', state });
    this.#loggedState = state;
    this.dispatchEvent(new Event('statechange'));
  }

  #warn(message: string, cause: unknown): void {
    this.#log(warningEntry(message, cause));
    this.dispatchEvent(new CustomEvent('warning', { detail: { message, cause } }));
  }
}

function followed({ id, term }: Claim, { from, share }: Message & { type: 'floor' }): Followed {
  return {
    id,
    term,
    info: { surface: share?.surface, since: share?.since ?? Date.now(), agentName: from.name, page: share?.page },
    paused: share?.paused ?? false,
    pausedBy: (share?.paused && share.pausedBy) || null,
    points: share?.points ?? false,
  };
}

function cannotReceive(): ScreenShareError {
  return new ScreenShareError('unsupported-browser', {
    message: 'This browser cannot show a shared screen.',
    remedy: 'Open this page in a current Chrome, Edge, Firefox or Safari.',
  });
}
