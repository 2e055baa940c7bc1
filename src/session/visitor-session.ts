import type { Channel } from '../channel/channel.js';
import type { Message, PausedBy } from '../channel/messages.js';
import type { IceServers } from '../peer/ice-servers.js';
import { supportsLinks } from '../peer/link-support.js';
import type { OpenLink } from '../peer/link.js';
import type { MediaRelay } from '../peer/media-relay.js';
import { openSimplePeerLink } from '../peer/simple-peer-link.js';
import { ScreenShareError } from '../policy/screen-share-error.js';
import { noteTo, troubleOf, type Logger, type Note } from './log.js';
import { Floor, type Claim } from './floor.js';
import { FLOOR_TIMEOUT_MS } from './floor-timing.js';
import { onPageHide } from './page-life.js';
import { PictureReport } from './picture-report.js';
import type { SessionStats } from './session-stats.js';
import type { ShareEndReason, ShareInfo } from './share-info.js';
import { ShareReceiver } from './share-receiver.js';
import { newParticipantId, Signaling } from './signaling.js';
import { TypedEventTarget } from './typed-event-target.js';

/**
 * - `waiting`: nobody has shared anything yet.
 * - `connecting`: somebody shares, and the picture is on its way, for the first time or again.
 * - `viewing`: the share is live.
 * - `paused`: the share stands still on the agent's side; the last picture stays.
 * - `ended`: the share is over; the next one is followed by itself.
 */
export type VisitorState = 'waiting' | 'connecting' | 'viewing' | 'paused' | 'ended';

export interface VisitorSessionOptions {
  /** Carries the signalling messages of this cobrowse session. */
  readonly channel: Channel;
  /** STUN and TURN servers, or a function that fetches them. Default: none. */
  readonly iceServers?: IceServers;
  /** `relay` sends everything through TURN. Default `all`. */
  readonly iceTransportPolicy?: RTCIceTransportPolicy;
  /** The visitor's name, at most 200 characters. */
  readonly name?: string;
  /** Milliseconds that a lost connection may take to come back before the share counts as over. Default 30,000. */
  readonly connectionLostMs?: number;
  /** Where the session's log goes. Default: nowhere. */
  readonly logger?: Logger;
  /** Makes the connections. Default: `simple-peer`. */
  readonly openLink?: OpenLink;
  /**
   * The media server that agents' pages publish to when many watch, such as a
   * `WhipWhepRelay`. Default: none, and what is only there can't be seen here.
   */
  readonly mediaRelay?: MediaRelay;
}

export interface VisitorSessionEvents {
  /** {@link VisitorSession.state}, `share`, `stream` or `reconnecting` has changed. */
  statechange: Event;
  /** A share is over. */
  end: CustomEvent<{ readonly reason: ShareEndReason }>;
  /** Something went wrong that the session copes with: for the developer's log, not for people. */
  warning: CustomEvent<{ readonly message: string; readonly cause: unknown }>;
}

/** The share that is followed now. */
interface Followed {
  readonly id: string;
  readonly term: number;
  readonly info: ShareInfo;
  readonly paused: boolean;
  readonly pausedBy: PausedBy | null;
}

/** The visitor's side of the screen share of one cobrowse session: follows whoever has the floor. */
export class VisitorSession extends TypedEventTarget<VisitorSessionEvents> {
  readonly #signaling: Signaling;
  readonly #floor = new Floor({ self: null, timeoutMs: FLOOR_TIMEOUT_MS });
  /** The newest word of each agent who claims the floor. */
  readonly #words = new Map<string, Message & { type: 'floor' }>();
  readonly #link: ShareReceiver;
  readonly #report = new PictureReport((message) => this.#signaling.send(message));
  readonly #note: Note;
  readonly #connectionLostMs: number;
  readonly #obstacle: ScreenShareError | null;
  #followed: Followed | null = null;
  #endReason: ShareEndReason | null = null;
  #stream: MediaStream | null = null;
  /** The share that is followed has been seen. */
  #hadPicture = false;
  /** The agent who is followed hasn't been heard of over the channel for a while. */
  #silent = false;
  #silenceTimer: ReturnType<typeof setTimeout> | undefined;
  #lostTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #forgetPage: () => void;
  /** The state that was logged last. */
  #noted: VisitorState = 'waiting';
  #closed = false;

  /** @throws TypeError when `channel` is no channel. */
  constructor(options: VisitorSessionOptions) {
    super();
    const { channel, iceServers, iceTransportPolicy, name, logger, connectionLostMs = 30_000, mediaRelay, openLink = openSimplePeerLink } = options;
    const id = newParticipantId();
    this.#note = noteTo(logger, 'visitor');
    this.#connectionLostMs = connectionLostMs;
    // Another WebRTC stack may do without the browser's.
    this.#obstacle = openLink === openSimplePeerLink && !supportsLinks() ? cannotReceive() : null;
    this.#signaling = new Signaling(channel, { id, role: 'visitor', ...(name !== undefined && { name }) }, {
      onMessage: (message) => this.#receive(message),
      onConnected: () => {
        this.#note({ event: 'channel', connected: true });
        this.#link.hurry();
      },
      onDisconnected: () => this.#note({ event: 'channel', connected: false }),
      onTrouble: (cause) => this.#warn('The channel could not send.', cause),
    });
    this.#link = new ShareReceiver({
      openLink,
      mediaRelay,
      iceServers,
      iceTransportPolicy,
      send: (message) => this.#signaling.send(message),
      note: this.#note,
      onStream: (stream) => this.#show(stream),
      onLive: () => this.#changed(),
      onLost: () => this.#linkLost(),
      onTrouble: (cause) => this.#warn('A link had trouble.', cause),
    });
    this.#signaling.open();
    this.#forgetPage = onPageHide(() => this.close());
  }

  get state(): VisitorState {
    const followed = this.#followed;
    if (!followed) return this.#endReason === null ? 'waiting' : 'ended';
    if (!this.#link.live) return 'connecting';
    return followed.paused ? 'paused' : 'viewing';
  }

  /** What to play. Kept while a lost connection comes back, so that the last picture stays; null when nothing is shared. */
  get stream(): MediaStream | null {
    return this.#stream;
  }

  /** What is being shared, and by whom; null when nothing is. */
  get share(): ShareInfo | null {
    return this.#followed?.info ?? null;
  }

  /** While it is `paused`: by the agent, or because the agent's page is being checked. Null otherwise, and where the agent's side doesn't say. */
  get pausedBy(): PausedBy | null {
    return this.state === 'paused' ? (this.#followed?.pausedBy ?? null) : null;
  }

  /** Why the last share ended; null before one has, and while another runs. */
  get endReason(): ShareEndReason | null {
    return this.#endReason;
  }

  /** Why this browser can't receive a share at all, known before there is one; null when it can. */
  get obstacle(): ScreenShareError | null {
    return this.#obstacle;
  }

  /** The picture was there and is being fetched again. */
  get reconnecting(): boolean {
    return this.#hadPicture && !this.#link.live;
  }

  /** How the share is doing at the moment. */
  get stats(): SessionStats {
    const { stats } = this.#link;
    return { links: stats ? [stats] : [], guard: null };
  }

  /** Leaves the session. It can't be used again. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#silenceTimer);
    clearTimeout(this.#lostTimer);
    this.#forgetPage();
    this.#report.end();
    this.#link.close();
    this.#signaling.close();
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
      case 'leave':
        this.#floor.leave(from.id);
        this.#words.delete(from.id);
        if (this.#followed?.id === from.id) this.#end('agent-left');
        return this.#follow();
      case 'hello':
      case 'watch':
      case 'seen':
    }
  }

  #hearClaim(message: Message & { type: 'floor' }): void {
    const { from, term, tie, beat, held, reason } = message;
    if (this.#floor.hear({ id: from.id, term, tie, beat, held }, Date.now()) === 'stale') return;
    this.#words.set(from.id, message);
    if (this.#followed?.id === from.id) this.#holderHeard();
    if (!held && this.#followed?.id === from.id && this.#followed.term <= term) this.#end(reason ?? 'stopped');
    this.#follow();
  }

  /** Turns to whoever holds the floor now. */
  #follow(): void {
    clearTimeout(this.#silenceTimer);
    const holder = this.#floor.holder(Date.now());
    if (!holder) return;
    // A holder that falls silent may have gone; its link tells.
    this.#silenceTimer = setTimeout(() => this.#holderSilent(), FLOOR_TIMEOUT_MS);
    const word = this.#words.get(holder.id);
    if (!word) return;
    const before = this.#followed;
    this.#followed = followed(holder, word);
    this.#endReason = null;
    if (before?.id !== holder.id || before.term !== holder.term) {
      this.#stream = null;
      this.#hadPicture = false;
      this.#silent = false;
      this.#report.end();
      this.#stopWaiting();
      if (!this.#obstacle) this.#link.open(holder.id, word.share?.relay ?? null);
    } else {
      this.#link.moved(word.share?.relay ?? null);
      if (this.#link.live) this.#stopWaiting();
      if (before.paused === this.#followed.paused && before.pausedBy === this.#followed.pausedBy && before.info.page === this.#followed.info.page) return;
    }
    this.#changed();
  }

  /** The agent can be reached: what hasn't come back by itself until now need not be waited for. */
  #holderHeard(): void {
    if (this.#silent || this.#link.lost) this.#link.hurry();
    this.#silent = false;
  }

  #holderSilent(): void {
    this.#silent = true;
    // The media server's picture says nothing of the agent.
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

  /** Gives a lost connection its time to come back. */
  #waitForReturn(): void {
    this.#lostTimer ??= setTimeout(() => this.#end('connection-lost'), this.#connectionLostMs);
  }

  #stopWaiting(): void {
    clearTimeout(this.#lostTimer);
    this.#lostTimer = undefined;
  }

  #end(reason: ShareEndReason): void {
    if (!this.#followed) return;
    this.#stopWaiting();
    this.#note({ event: 'end', reason });
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
    if (state !== this.#noted) this.#note({ event: 'state', state });
    this.#noted = state;
    this.dispatchEvent(new Event('statechange'));
  }

  #warn(message: string, cause: unknown): void {
    this.#note(troubleOf(message, cause));
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
  };
}

function cannotReceive(): ScreenShareError {
  return new ScreenShareError('unsupported-browser', {
    message: 'This browser cannot show a shared screen.',
    remedy: 'Open this page in a current Chrome, Edge, Firefox or Safari.',
  });
}
