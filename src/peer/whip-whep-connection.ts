import { WhipWhepError } from './whip-whep-error.js';
import { WhipWhepResource, type BearerToken } from './whip-whep-resource.js';

export interface WhipWhepConnectionOptions {
  readonly endpoint: URL;
  readonly bearer: BearerToken;
  readonly configuration: RTCConfiguration;
  /** Sets up what is sent or received, before the offer is created. */
  readonly prepare: (connection: RTCPeerConnection) => void;
  readonly signal: AbortSignal;
  readonly onEnd: (cause: unknown) => void;
}

/** If candidates are missing by then, the server discovers them from the packets it receives. */
const GATHER_TIMEOUT_MS = 1_000;

/** How long connecting may take, milliseconds. */
const CONNECT_TIMEOUT_MS = 10_000;

/** The same if the server has named servers that may help, and the host's own aren't used. */
const CONNECT_ALONE_MS = 3_000;

/** A connection that stays disconnected for longer doesn't recover, milliseconds. */
const DISCONNECTED_MS = 5_000;

/** The server has answered, but no connection was established. It named servers that may help. */
export class NotConnectedError extends WhipWhepError {
  readonly iceServers: readonly RTCIceServer[];

  constructor(endpoint: URL, iceServers: readonly RTCIceServer[]) {
    super(`Could not connect to the media server of ${endpoint.href}. Behind a firewall, a TURN server is needed: see iceServers.`);
    this.iceServers = iceServers;
  }
}

/** A connection to a WHIP or WHEP server, and the server's resource for it. */
export class WhipWhepConnection {
  readonly #options: WhipWhepConnectionOptions;
  readonly #videos: MediaStreamTrack[] = [];
  #connection: RTCPeerConnection;
  #resource: WhipWhepResource | null = null;
  #over = false;
  #lostTimer: ReturnType<typeof setTimeout> | undefined;

  private constructor(options: WhipWhepConnectionOptions) {
    this.#options = options;
    this.#connection = this.#create();
  }

  /** Resolves once both ends are connected. @throws WhipWhepError if that fails; everything is cleaned up then. */
  static async open(options: WhipWhepConnectionOptions): Promise<WhipWhepConnection> {
    const { signal } = options;
    signal.throwIfAborted();
    const opened = new WhipWhepConnection(options);
    let abort = (): void => undefined;
    const givenUp = new Promise<never>((_, reject) => {
      abort = () => {
        opened.close();
        reject(signal.reason as Error);
      };
    });
    signal.addEventListener('abort', abort);
    try {
      // Operations on a closed connection never settle, so race them against the abort.
      await Promise.race([opened.#negotiate(), givenUp]);
      signal.throwIfAborted();
      return opened;
    } catch (cause) {
      opened.close();
      throw cause;
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  get closed(): boolean {
    return this.#over;
  }

  get videoSender(): RTCRtpSender | undefined {
    return this.#connection.getTransceivers().find(({ receiver }) => receiver.track.kind === 'video')?.sender;
  }

  /** The incoming track. If there are several, it's the first. */
  get video(): MediaStreamTrack | undefined {
    return this.#videos[0];
  }

  stats(): Promise<RTCStatsReport> {
    return this.#over ? Promise.resolve(new Map()) : this.#connection.getStats();
  }

  close(): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#lostTimer);
    this.#connection.close();
    this.#resource?.delete();
  }

  #create(): RTCPeerConnection {
    const connection = new RTCPeerConnection(this.#options.configuration);
    connection.addEventListener('track', ({ track }) => track.kind === 'video' && this.#videos.push(track));
    return connection;
  }

  async #negotiate(): Promise<void> {
    const { endpoint, bearer, prepare, signal } = this.#options;
    prepare(this.#connection);
    await this.#connection.setLocalDescription();
    const { resource, description, iceServers } = await WhipWhepResource.post(endpoint, await this.#gatheredSdp(), bearer);
    this.#resource = resource;
    // If it was closed meanwhile, `close` didn't know the resource yet, so end it on the server now.
    if (this.#over) resource.delete();
    signal.throwIfAborted();
    if (description.type === 'offer') await this.#answer(resource, description);
    else await this.#connection.setRemoteDescription(description);
    await this.#connected(iceServers);
    this.#watch();
  }

  /** The server wants to make the offer. That takes a new connection, which hasn't offered anything. */
  async #answer(resource: WhipWhepResource, offer: RTCSessionDescriptionInit): Promise<void> {
    this.#connection.close();
    this.#connection = this.#create();
    await this.#connection.setRemoteDescription(offer);
    await this.#connection.setLocalDescription();
    await resource.answer(await this.#gatheredSdp());
  }

  async #gatheredSdp(): Promise<string> {
    const connection = this.#connection;
    await waitFor(connection, 'icegatheringstatechange', () => connection.iceGatheringState === 'complete', GATHER_TIMEOUT_MS);
    this.#options.signal.throwIfAborted();
    return connection.localDescription?.sdp ?? '';
  }

  async #connected(iceServers: readonly RTCIceServer[]): Promise<void> {
    const connection = this.#connection;
    const { configuration, signal, endpoint } = this.#options;
    const ms = iceServers.length > 0 && !configuration.iceServers?.length ? CONNECT_ALONE_MS : CONNECT_TIMEOUT_MS;
    await waitFor(connection, 'connectionstatechange', () => this.#over || ['connected', 'failed', 'closed'].includes(connection.connectionState), ms);
    signal.throwIfAborted();
    if (connection.connectionState !== 'connected') throw new NotConnectedError(endpoint, iceServers);
  }

  #watch(): void {
    const connection = this.#connection;
    const lost = (): void => {
      if (this.#over) return;
      this.close();
      this.#options.onEnd(new WhipWhepError(`The connection to the media server of ${this.#options.endpoint.href} has broken.`));
    };
    connection.addEventListener('connectionstatechange', () => {
      clearTimeout(this.#lostTimer);
      const { connectionState } = connection;
      if (connectionState === 'failed' || connectionState === 'closed') lost();
      else if (connectionState === 'disconnected') this.#lostTimer = setTimeout(lost, DISCONNECTED_MS);
    });
  }
}

/** Resolves once `condition` is true, checked now and after each event, or when the time is over. */
function waitFor(target: EventTarget, event: string, condition: () => boolean, ms: number): Promise<void> {
  if (condition()) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      target.removeEventListener(event, check);
      resolve();
    };
    const check = (): void => {
      if (condition()) done();
    };
    const timer = setTimeout(done, ms);
    target.addEventListener(event, check);
  });
}
