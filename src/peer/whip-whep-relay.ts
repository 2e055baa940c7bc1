/**
 * A media server between the agent and visitors, over WHIP and WHEP.
 *
 * @module glance-screenshare/media-relay
 */
import { bindToItself } from '../built-ins/bind-to-itself.js';
import { parseUrl } from '../built-ins/parse-url.js';
import { resolveIceServers, type IceServers } from './ice-servers.js';
import type { MediaRelay, MediaRelayOptions, RelayPlayback, RelayPublication } from './media-relay.js';
import { SCREEN_CODECS } from './screen-codecs.js';
import { keepTextSharp, preferCodecs } from './screen-encoding.js';
import { NotConnectedError, WhipWhepConnection } from './whip-whep-connection.js';
import { WhipWhepError } from './whip-whep-error.js';

export type { IceServers } from './ice-servers.js';
export type { MediaRelay, MediaRelayOptions, RelayPlayback, RelayPublication, RetryLater } from './media-relay.js';
export { WhipWhepError } from './whip-whep-error.js';

/**
 * Where streams are published or played: a URL, to which `/` and the stream's name are appended, or a
 * function that returns the whole URL for a name. The function may create the stream on the server
 * first. A URL may be relative to the page. It has to use https, except on the local machine.
 */
export type RelayEndpoint = string | URL | ((resource: string) => string | URL | Promise<string | URL>);

/** What a token is requested for. */
export interface RelayTokenRequest {
  readonly use: 'publish' | 'play';
  readonly resource: string;
}

export interface WhipWhepRelayOptions {
  /** Where agents publish. Only agents' pages need it. */
  readonly whip?: RelayEndpoint;
  /** Where visitors play. Only visitors' pages need it. */
  readonly whep?: RelayEndpoint;
  /**
   * The bearer token for the server. A function is called for each stream, so that its token can be
   * short-lived and limited to one stream. Default: none. The token is only ever sent to the endpoint's
   * own origin.
   */
  readonly token?: string | ((request: RelayTokenRequest) => string | Promise<string>);
  /** STUN and TURN servers, or a function that fetches them. Default: the servers that the media server names, if a connection needs any. */
  readonly iceServers?: IceServers;
  /** `relay` sends everything through TURN. Default `all`. */
  readonly iceTransportPolicy?: RTCIceTransportPolicy;
}

/** How long the first picture may take after the connection is established, milliseconds. */
const PICTURE_TIMEOUT_MS = 10_000;

/** How often to check for the first picture. A page in the background gets no event for it. */
const PICTURE_POLL_MS = 100;

/**
 * A {@link MediaRelay} over WHIP and WHEP, which most media servers support: one `POST` with the offer,
 * one `DELETE` at the end.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9725
 * @see https://datatracker.ietf.org/doc/draft-ietf-wish-whep/
 */
export class WhipWhepRelay implements MediaRelay {
  readonly #options: WhipWhepRelayOptions;

  /** @throws TypeError if an endpoint isn't a URL, or isn't one that a token may be sent to. */
  constructor(options: WhipWhepRelayOptions) {
    for (const endpoint of [options.whip, options.whep]) if (endpoint !== undefined && typeof endpoint !== 'function') endpointUrl(endpoint);
    this.#options = options;
    bindToItself(this);
  }

  /** @throws WhipWhepError (as a rejection) if the server doesn't accept it. */
  async publish(stream: MediaStream, options: MediaRelayOptions): Promise<RelayPublication> {
    const resource = newResource();
    const [track] = stream.getVideoTracks();
    const connection = await this.#connect({ use: 'publish', resource }, options, (peer) => {
      peer.addTransceiver(track ?? 'video', { direction: 'sendonly', streams: [stream] });
      preferCodecs(peer, SCREEN_CODECS);
    });
    const sender = connection.videoSender;
    // A browser that rejects a parameter still sends. The picture is only less sharp if bandwidth is
    // short.
    if (sender) await keepTextSharp(sender).catch(() => undefined);
    return {
      resource,
      replaceTrack: async (next) => sender?.replaceTrack(next),
      stats: () => connection.stats(),
      close: () => connection.close(),
    };
  }

  /** @throws WhipWhepError (as a rejection) if the server has no such stream, or no picture arrives. */
  async play(resource: string, options: MediaRelayOptions): Promise<RelayPlayback> {
    // The name came in a message, and its sender must not choose where this page sends its token.
    if (!/^[\w-]{1,128}$/.test(resource)) throw new WhipWhepError(`“${resource.slice(0, 128)}” isn’t the name of a stream.`);
    const connection = await this.#connect({ use: 'play', resource }, options, (peer) => peer.addTransceiver('video', { direction: 'recvonly' }));
    try {
      await firstPicture(connection, options.signal);
    } catch (cause) {
      connection.close();
      throw cause;
    }
    return {
      stream: new MediaStream(connection.video ? [connection.video] : []),
      stats: () => connection.stats(),
      close: () => connection.close(),
    };
  }

  async #connect(request: RelayTokenRequest, { signal, onEnd }: MediaRelayOptions, prepare: (peer: RTCPeerConnection) => unknown): Promise<WhipWhepConnection> {
    const { iceTransportPolicy = 'all', iceServers } = this.#options;
    const endpoint = await this.#endpoint(request);
    const open = async (servers: readonly RTCIceServer[]): Promise<WhipWhepConnection> => {
      signal.throwIfAborted();
      const configuration: RTCConfiguration = { iceServers: [...servers], iceTransportPolicy, bundlePolicy: 'max-bundle' };
      return WhipWhepConnection.open({ endpoint, bearer: () => this.#token(request), configuration, prepare, signal, onEnd });
    };
    const own = await resolveIceServers(iceServers);
    try {
      return await open(own);
    } catch (cause) {
      // The server names its TURN servers only in its answer, after candidates have been gathered, so
      // use them in the next offer.
      if (own.length === 0 && cause instanceof NotConnectedError && cause.iceServers.length > 0) return open(cause.iceServers);
      throw cause;
    }
  }

  async #endpoint({ use, resource }: RelayTokenRequest): Promise<URL> {
    const option = use === 'publish' ? 'whip' : 'whep';
    const endpoint = this.#options[option];
    if (endpoint === undefined) throw new WhipWhepError(`This relay has no \`${option}\`, so it can’t ${use} anything. Give it the address.`);
    if (typeof endpoint === 'function') return endpointUrl(await endpoint(resource));
    const url = endpointUrl(endpoint);
    url.pathname = `${url.pathname.replace(/\/$/, '')}/${resource}`;
    return url;
  }

  async #token(request: RelayTokenRequest): Promise<string | null> {
    const { token } = this.#options;
    return (typeof token === 'function' ? await token(request) : token) ?? null;
  }
}

/** A name that can't be guessed and is never reused. */
function newResource(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function endpointUrl(endpoint: string | URL): URL {
  const base = (globalThis as { document?: { baseURI: string } }).document?.baseURI;
  const url = parseUrl(endpoint, base);
  if (url === null) throw new TypeError(`“${String(endpoint)}” isn’t a URL. Give the endpoint as in https://media.example.com/whip.`);
  const isOwnMachine = /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isOwnMachine)) return url;
  throw new TypeError(`${url.href} is not https. A token and a picture are sent there, so https is required.`);
}

/** Resolves once a picture has been decoded. */
async function firstPicture(connection: WhipWhepConnection, signal: AbortSignal): Promise<void> {
  const end = performance.now() + PICTURE_TIMEOUT_MS;
  while (!hasPicture(await connection.stats())) {
    signal.throwIfAborted();
    if (connection.closed || performance.now() > end) throw new WhipWhepError('The media server sends no picture.');
    await new Promise((resolve) => setTimeout(resolve, PICTURE_POLL_MS));
  }
}

function hasPicture(stats: RTCStatsReport): boolean {
  const entries = [...(stats as unknown as Map<string, { type: string; framesDecoded?: number }>).values()];
  return entries.some(({ type, framesDecoded = 0 }) => type === 'inbound-rtp' && framesDecoded > 0);
}
