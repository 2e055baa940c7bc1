import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo, Socket as Wire } from 'node:net';
import { Server, type ServerOptions } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import { SocketIoChannel, type SocketIoChannelOptions } from '../../src/channel/socket-io-channel.js';
import { NAMESPACE } from '../../src/channel/socket-io-protocol.js';
import { attachScreenShare, type AttachScreenShareOptions, type AuthorizeRequest, type Identity, type ScreenShareRelay } from '../../src/server/index.js';
import { Inbox } from '../channel/inbox.js';

/** A token that this server's own `authorize` takes at its word. */
export function tokenFor(user: string, role: 'agent' | 'visitor', sessionId = 's1', name?: string): string {
  return Buffer.from(JSON.stringify({ user, role, sessionId, name })).toString('base64url');
}

export function readToken({ sessionId, token = '' }: AuthorizeRequest): Identity | null {
  const claims = JSON.parse(Buffer.from(token, 'base64url').toString() || '{}') as Identity & { sessionId?: string };
  return claims.sessionId === sessionId ? claims : null;
}

/** A real Socket.IO server on a port of its own, and what connects to it. */
export class SignallingServer {
  readonly errors: unknown[] = [];
  readonly #channels: SocketIoChannel[] = [];
  readonly #sockets: Socket[] = [];
  readonly #wires = new Set<Wire>();
  readonly #options: Partial<AttachScreenShareOptions>;
  readonly #ioOptions: Partial<ServerOptions>;
  #http!: HttpServer;
  #io!: Server;
  #port = 0;
  relay!: ScreenShareRelay;

  constructor(options: Partial<AttachScreenShareOptions> = {}, ioOptions: Partial<ServerOptions> = {}) {
    this.#options = options;
    this.#ioOptions = ioOptions;
  }

  /** Starts, again on the same port when it has run before. */
  async start(): Promise<this> {
    this.#http = createServer();
    this.#http.on('connection', (wire) => {
      this.#wires.add(wire);
      wire.once('close', () => this.#wires.delete(wire));
    });
    this.#io = new Server(this.#http, { serveClient: false, ...this.#ioOptions });
    this.relay = attachScreenShare(this.#io, { authorize: readToken, onError: (error) => this.errors.push(error), ...this.#options });
    await new Promise<void>((resolve) => this.#http.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#http.address() as AddressInfo).port;
    return this;
  }

  get io(): Server {
    return this.#io;
  }

  get http(): HttpServer {
    return this.#http;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Cuts every connection, those too that nobody has been let in by. */
  hangUp(): void {
    for (const socket of this.#wires) socket.destroy();
  }

  /** Stops the server; its clients stay and try to come back. */
  async stop(): Promise<void> {
    await this.#io.close();
  }

  /** Stops the server and all that connected to it. */
  async close(): Promise<void> {
    for (const channel of this.#channels) channel.close();
    for (const socket of this.#sockets) socket.disconnect();
    await this.stop();
  }

  channel(options: Partial<SocketIoChannelOptions> = {}): SocketIoChannel {
    const channel = new SocketIoChannel({ server: this.url, sessionId: 's1', ...options });
    this.#channels.push(channel);
    return channel;
  }

  /** A channel that is connected, and its inbox. */
  async join(user: string, role: 'agent' | 'visitor', sessionId = 's1', name?: string): Promise<{ channel: SocketIoChannel; inbox: Inbox }> {
    const channel = this.channel({ sessionId, token: tokenFor(user, role, sessionId, name) });
    const inbox = new Inbox(channel);
    await inbox.status(true);
    return { channel, inbox };
  }

  /** A client that sends what it likes. */
  socket(auth: object, headers: Record<string, string> = {}): Socket {
    const socket = io(`${this.url}${NAMESPACE}`, { auth, extraHeaders: headers, forceNew: true, transports: ['websocket'], reconnection: false });
    this.#sockets.push(socket);
    return socket;
  }

  async rawMember(user: string, role: 'agent' | 'visitor', sessionId = 's1'): Promise<Socket> {
    const socket = this.socket({ sessionId, token: tokenFor(user, role, sessionId) });
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
    return socket;
  }
}
