import { iceServersIn } from './ice-server-links.js';
import { refusal, WhipWhepError } from './whip-whep-error.js';

/** A token as it stands in the header; asked for anew with each stream. */
export type BearerToken = () => Promise<string | null>;

/** What a server said to an offer. */
export interface Posted {
  readonly resource: WhipWhepResource;
  /** `answer` to the offer; or an `offer` of its own in its place, which only WHEP knows. */
  readonly description: RTCSessionDescriptionInit;
  /** Servers that it wants to be used. */
  readonly iceServers: readonly RTCIceServer[];
}

const SDP = 'application/sdp';

/** How long a request may take, in milliseconds. */
const REQUEST_TIMEOUT_MS = 10_000;

/**
 * One stream at a WHIP or WHEP server, as the server knows it: made with an
 * offer, ended with `DELETE`.
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

  /** Offers a connection. @throws WhipWhepError when the server doesn't take it, or its answer makes no sense. */
  static async post(endpoint: URL, sdp: string, bearer: BearerToken): Promise<Posted> {
    const token = await bearer();
    const response = await request(endpoint.href, { method: 'POST', headers: { ...authorization(token), 'content-type': SDP, accept: SDP }, body: sdp });
    // A redirection has been followed by now; a server elsewhere has to be named by the host itself.
    if (new URL(response.url).origin !== endpoint.origin) throw new WhipWhepError(`${endpoint.href} leads to ${response.url}, another server. Name that one instead.`);
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

  /** Ends it at the server, even while the page goes away. Nobody is told of a failure: without a connection the server ends it by itself. */
  delete(): void {
    void this.#delete().catch(() => undefined);
  }

  async #delete(): Promise<void> {
    // With the token at hand: nothing new could be fetched while the page goes away.
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

/** Where the stream is to be ended: on the very server that was asked. */
function locationOf({ url, headers }: Response): string {
  const location = headers.get('location');
  if (!location) throw new WhipWhepError(`${url} doesn’t say where the stream is. It has to send Location, and to list it in Access-Control-Expose-Headers where it is of another origin.`);
  const resource = URL.canParse(location, url) ? new URL(location, url) : null;
  if (resource?.origin !== new URL(url).origin) throw new WhipWhepError(`${url} says that the stream is at ${location}, which is another server. The token isn’t sent there.`);
  return resource.href;
}
