import { WhipWhepError } from './whip-whep-error.js';
import { WhipWhepResource, type BearerToken } from './whip-whep-resource.js';

export interface WhipWhepConnectionOptions {
  readonly endpoint: URL;
  readonly bearer: BearerToken;
  readonly configuration: RTCConfiguration;
  /** What is to be sent or received, before the offer is made. */
  readonly prepare: (connection: RTCPeerConnection) => void;
  readonly signal: AbortSignal;
  readonly onEnd: (cause: unknown) => void;
}

/** Candidates that aren't there by then the server finds out by itself, from what reaches it. */
const GATHER_TIMEOUT_MS = 1_000;

/** How long both ends may take to connect, in milliseconds. */
const CONNECT_TIMEOUT_MS = 10_000;

/** The same where the server has named servers that may help, and none of the host's own is used. */
const CONNECT_ALONE_MS = 3_000;

/** A connection that is disconnected for longer doesn't come back, in milliseconds. */
const DISCONNECTED_MS = 5_000;

/** No connection came about, though the server has answered; it named servers that may help. */
export class NotConnectedError extends WhipWhepError {
  readonly iceServers: readonly RTCIceServer[];

  constructor(endpoint: URL, iceServers: readonly RTCIceServer[]) {
    super(`No connection to the media server of ${endpoint.href} came about. Behind a firewall it takes a TURN server: see iceServers.`);
    this.iceServers = iceServers;
  }
}

/** A connection to a WHIP or WHEP server, and the stream that the server keeps for it. */
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

  /** Resolves once both ends are connected. @throws WhipWhepError when that doesn't come about; nothing is left of it then. */
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
      // What a connection was about to do when it was closed neither comes to pass nor fails: its promises stay open for good.
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

  /** What comes in; the first one counts. */
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
    // Meanwhile given up: it wasn't known then what to end at the server.
    if (this.#over) resource.delete();
    signal.throwIfAborted();
    if (description.type === 'offer') await this.#answer(resource, description);
    else await this.#connection.setRemoteDescription(description);
    await this.#connected(iceServers);
    this.#watch();
  }

  /** The server wants to offer itself: on a connection that has offered nothing. */
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

/** Resolves once `condition` holds, looked at now and after each event; or when the time is over. */
function waitFor(target: EventTarget, event: string, condition: () => boolean, ms: number): Promise<void> {
  if (condition()) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      target.removeEventListener(event, look);
      resolve();
    };
    const look = (): void => {
      if (condition()) done();
    };
    const timer = setTimeout(done, ms);
    target.addEventListener(event, look);
  });
}
