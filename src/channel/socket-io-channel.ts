/**
 * The channel through a Socket.IO server.
 *
 * @module glance-screenshare/socket-io
 */
import { bindToItself } from '../built-ins/bind-to-itself.js';
import { withinTime } from '../built-ins/within-time.js';
import type { Socket } from 'socket.io-client';
import type { ScreenShareError } from '../policy/screen-share-error.js';
import type { Channel } from './channel.js';
import { Outbox } from './outbox.js';
import { libraryMissing, refusalOf, serverDisconnected, tokenMissing, type Refusal } from './refusal.js';
import { assertSessionId } from './session-id.js';
import { MESSAGE_EVENT, NAMESPACE, rememberInstance, speakerOf, type JoinRequest } from './socket-io-protocol.js';

export interface SocketIoChannelOptions {
  /**
   * The URL of the Socket.IO server, such as `https://support.example.com`. A path in it is the
   * server's `path` option, default `/socket.io`. In a page, the URL may be relative to the page.
   */
  readonly server: string | URL;
  /** Names the cobrowse session: 1 to 128 printable ASCII characters, no spaces. */
  readonly sessionId: string;
  /**
   * The token for the server's `authorize`. A function is called before every connection, so that its
   * token can be short-lived. An empty token counts as none. Default: none.
   */
  readonly token?: string | (() => string | Promise<string>);
  /** The namespace that the server attached screen sharing to. Default `/glance-screenshare`. */
  readonly namespace?: string;
  /**
   * Called if the server refuses this client, the token can't be obtained, or the Socket.IO client
   * can't be loaded. Called once for each error until connected again. Sessions receive the error, too.
   */
  readonly onError?: (error: ScreenShareError) => void;
}

/** How long the host's function may take to return a token, milliseconds. */
const TOKEN_MS = 10_000;

type Subscriber = Parameters<Channel['subscribe']>;

/** Time between two attempts after a refusal, in ms. After a mere connection loss, the Socket.IO client reconnects sooner by itself. */
const RETRY = { first: 1_000, longest: 30_000 } as const;

/**
 * A channel through a Socket.IO server that uses `attachScreenShare` of `glance-screenshare/server`. It
 * connects on the first subscription, and reconnects by itself until closed.
 *
 * @example
 * ```ts
 * const channel = new SocketIoChannel({ server: 'https://support.example.com', sessionId: '1234', token: fetchToken });
 * const visitor = new VisitorSession({ channel });
 * ```
 */
export class SocketIoChannel implements Channel {
  readonly #options: SocketIoChannelOptions;
  readonly #url: URL;
  readonly #subscribers = new Set<Subscriber>();
  readonly #instances = new Set<string>();
  readonly #outbox = new Outbox();
  #socket: Socket | undefined;
  #state: 'new' | 'open' | 'closed' = 'new';
  #connection = 0;
  #refusals = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #told: Refusal['code'] | undefined;

  /** @throws TypeError if `server` isn't an http(s) or ws(s) URL or has a query, or if `sessionId` isn't valid. */
  constructor(options: SocketIoChannelOptions) {
    assertSessionId(options.sessionId);
    this.#options = options;
    this.#url = serverUrl(options.server);
    bindToItself(this);
  }

  /**
   * Sends the message, or keeps it for a few seconds during a short connection loss.
   * @throws TypeError if the id of the message's sender is one that no server accepts.
   */
  send(message: unknown): void {
    const speaker = speakerOf(message);
    if (speaker === null) throw new TypeError('A message needs from.id: 1 to 64 letters, digits, "_" or "-".');
    if (speaker.leaves) this.#instances.delete(speaker.instance);
    else rememberInstance(this.#instances, speaker.instance);
    if (this.#socket?.connected === true) this.#socket.emit(MESSAGE_EVENT, message);
    else if (this.#state !== 'closed') this.#outbox.put(message);
  }

  subscribe(...subscriber: Subscriber): () => void {
    this.#subscribers.add(subscriber);
    if (this.#socket?.connected !== true) subscriber[1]?.(false);
    if (this.#state === 'new') void this.#open();
    return () => void this.#subscribers.delete(subscriber);
  }

  /** Replaces a connection that may be dead. TCP alone would take up to a minute to notice. */
  reconnect(): void {
    if (this.#socket?.connected) this.#socket.io.engine.close();
  }

  close(): void {
    this.#state = 'closed';
    this.#connection += 1;
    clearTimeout(this.#retry);
    this.#subscribers.clear();
    if (this.#socket) hangUp(this.#socket);
  }

  async #open(): Promise<void> {
    this.#state = 'open';
    // Import it by name here, so that bundlers can leave out the rest of the library.
    const io = await import('socket.io-client').then(({ io }) => io, (cause: unknown) => this.#refuse(libraryMissing(cause)));
    if (io === undefined || this.#isClosed()) return;
    const { origin, pathname } = this.#url;
    const socket: Socket = io(`${origin}${this.#options.namespace ?? NAMESPACE}`, {
      path: pathname === '/' ? '/socket.io' : pathname,
      auth: (send) => void this.#introduce(send),
      // A WebSocket doesn't need sticky sessions, however many server processes there are.
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      // One connection per channel, so that closing one never affects another.
      forceNew: true,
      reconnectionDelay: 500,
      // With the client's random variation, at most 3.75 s.
      reconnectionDelayMax: 2_500,
      // An attempt that began while the network was down would otherwise wait for TCP, up to 8 s after
      // the network is back.
      timeout: 5_000,
      autoConnect: false,
    });
    this.#socket = socket;
    socket.on('connect', () => this.#connected(socket));
    socket.on(MESSAGE_EVENT, (message: unknown) => {
      for (const [onMessage] of [...this.#subscribers]) onMessage(message);
    });
    socket.on('disconnect', () => {
      this.#tell(false);
      if (!socket.active) this.#refuse(serverDisconnected());
    });
    socket.on('connect_error', (error) => {
      // An active socket is only waiting for its next attempt.
      if (!socket.active) this.#refuse(refusalOf(error));
    });
    socket.connect();
  }

  /** Identifies this client, with a fresh token. */
  async #introduce(send: (request: JoinRequest) => void): Promise<void> {
    const connection = ++this.#connection;
    const { sessionId, token } = this.#options;
    try {
      const current = typeof token === 'function' ? await withinTime(Promise.resolve(token()), TOKEN_MS, 'The function token did not return in time.') : token;
      // The token may have taken so long that this connection was given up.
      if (connection !== this.#connection) return;
      send({ sessionId, instances: [...this.#instances], ...(current !== undefined && current !== '' && { token: current }) });
    } catch (cause) {
      if (connection !== this.#connection) return;
      this.#socket?.disconnect();
      this.#refuse(tokenMissing(cause));
    }
  }

  #connected(socket: Socket): void {
    this.#refusals = 0;
    this.#told = undefined;
    for (const message of this.#outbox.take()) socket.emit(MESSAGE_EVENT, message);
    this.#tell(true);
  }

  #refuse({ code, error, until }: Refusal): undefined {
    if (this.#isClosed()) return;
    // The same token would only be refused again.
    if (until === 'later' || (until === 'new-token' && typeof this.#options.token === 'function')) this.#tryLater();
    if (error === undefined || code === this.#told) return;
    this.#told = code;
    this.#tell(false, error);
    this.#options.onError?.(error);
  }

  #tryLater(): void {
    const delay = Math.min(RETRY.longest, RETRY.first * 2 ** this.#refusals++);
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#socket?.connect(), delay * (0.5 + Math.random() / 2));
  }

  #tell(connected: boolean, error?: ScreenShareError): void {
    for (const [, onStatus] of [...this.#subscribers]) onStatus?.(connected, error);
  }

  #isClosed(): boolean {
    return this.#state === 'closed';
  }
}

function hangUp(socket: Socket): void {
  // After a disconnect packet, a Socket.IO server ignores what came right before it, which may be a
  // session's last message. Without that packet, everything sent is still processed.
  socket.io.reconnection(false);
  if (socket.connected) socket.io.engine.close();
  else socket.disconnect();
}

function serverUrl(server: string | URL): URL {
  const url = parsed(server);
  if (url !== null && /^(?:http|ws)s?:$/.test(url.protocol) && url.search === '' && url.hash === '') return url;
  throw new TypeError(`The server must be a URL such as https://support.example.com, without a query: ${String(server)}`);
}

function parsed(server: string | URL): URL | null {
  try {
    return new URL(server, typeof document === 'undefined' ? undefined : document.baseURI);
  } catch {
    return null;
  }
}
