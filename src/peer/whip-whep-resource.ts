import { parseUrl } from '../built-ins/parse-url.js';
import { iceServersIn } from './ice-server-links.js';
import { refusal, WhipWhepError } from './whip-whep-error.js';

/** Returns a token as it's sent in the header. Called for each stream. */
export type BearerToken = () => Promise<string | null>;

/** A server's answer to an offer. */
export interface Posted {
  readonly resource: WhipWhepResource;
  /** Either the `answer` to the offer, or a counter-`offer`, which only WHEP supports. */
  readonly description: RTCSessionDescriptionInit;
  /** Servers that it wants the client to use. */
  readonly iceServers: readonly RTCIceServer[];
}

const SDP = 'application/sdp';

/** How long a request may take, milliseconds. */
const REQUEST_TIMEOUT_MS = 10_000;

/**
 * One stream on a WHIP or WHEP server: created with an offer, ended with `DELETE`.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9725
 * @see https://datatracker.ietf.org/doc/draft-ietf-wish-whep/
 */
export class WhipWhepResource {
  readonly #url: string;
  readonly #bearer: BearerToken;
  #token: string | null;

  private constructor(url: string, bearer: BearerToken, token: string | null) {
    this.#url = url;
    this.#bearer = bearer;
    this.#token = token;
  }

  /** Offers a connection. @throws WhipWhepError if the server doesn't accept it, or its answer is invalid. */
  static async post(endpoint: URL, sdp: string, bearer: BearerToken): Promise<Posted> {
    const token = await bearer();
    const response = await request(endpoint.href, { method: 'POST', headers: { ...authorization(token), 'content-type': SDP, accept: SDP }, body: sdp });
    // fetch has followed redirects at this point. The host has to name a server on another origin
    // itself.
    if (new URL(response.url).origin !== endpoint.origin) throw new WhipWhepError(`${endpoint.href} redirects to ${response.url}, another server. Use that URL instead.`);
    const isSdp = (response.headers.get('content-type') ?? '').toLowerCase().startsWith(SDP);
    const isCounterOffer = response.status === 406 && isSdp;
    if (response.status !== 201 && !isCounterOffer) throw refusal(response);
    const resource = new WhipWhepResource(locationOf(response), bearer, token);
    if (!isSdp) {
      resource.delete();
      throw new WhipWhepError(`${response.url} answers without an SDP. Is it a WHIP or WHEP endpoint?`, { status: response.status });
    }
    const description = { type: isCounterOffer ? ('offer' as const) : ('answer' as const), sdp: await response.text() };
    return { resource, description, iceServers: iceServersIn(response.headers.get('link')) };
  }

  /** Answers the server's own offer. */
  async answer(sdp: string): Promise<void> {
    const response = await request(this.#url, { method: 'PATCH', headers: { ...authorization(this.#token), 'content-type': SDP }, body: sdp });
    if (!response.ok) throw refusal(response);
  }

  /** Ends it on the server, even while the page is being closed. A failure isn't reported: without a connection, the server ends it by itself. */
  delete(): void {
    void this.#delete().catch(() => undefined);
  }

  async #delete(): Promise<void> {
    // Use the current token, because a new one can't be fetched while the page is being closed.
    const { status } = await this.#sendDelete();
    if (status !== 401 && status !== 403) return;
    this.#token = await this.#bearer();
    await this.#sendDelete();
  }

  #sendDelete(): Promise<Response> {
    return fetch(this.#url, { method: 'DELETE', headers: authorization(this.#token), keepalive: true });
  }
}

function authorization(token: string | null): Record<string, string> {
  return token === null ? {} : { authorization: `Bearer ${token}` };
}

async function request(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, cache: 'no-store', signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
  } catch (cause) {
    throw new WhipWhepError(`${url} can’t be reached. Is the server running, and does it allow this page’s origin (CORS)?`, { cause });
  }
}

/** The URL for ending the stream. It must be on the same server. */
function locationOf({ url, headers }: Response): string {
  const location = headers.get('location');
  if (!location) throw new WhipWhepError(`${url} doesn’t say where the stream is. It has to send Location, and to list it in Access-Control-Expose-Headers if it is on another origin.`);
  const resource = parseUrl(location, url);
  if (resource?.origin !== new URL(url).origin) throw new WhipWhepError(`${url} says that the stream is at ${location}, which is another server. The token isn’t sent there.`);
  return resource.href;
}
