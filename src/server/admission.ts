import type { Socket } from 'socket.io';
import * as v from 'valibot';
import { joinRequest, type RefusalCode } from '../channel/socket-io-protocol.js';
import type { OriginList } from './origin-list.js';

/** A client's request to join a session. Nothing in it has been verified yet. */
export interface AuthorizeRequest {
  /** The cobrowse session that the client wants to join: 1 to 128 printable ASCII characters, without spaces. */
  readonly sessionId: string;
  /** The client's `token`: up to 8,192 printable ASCII characters. */
  readonly token?: string;
  /** Socket.IO's handshake, with headers (including cookies) and the address. This isn't verified either. */
  readonly handshake: Socket['handshake'];
}

/** What the host can say about a participant. */
export const identity = v.object({
  user: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
  role: v.picklist(['agent', 'visitor']),
  name: v.optional(v.pipe(v.string(), v.maxLength(200))),
});

const answerSchema = v.nullable(v.union([identity, v.literal('expired')]));

/** A participant's identity. */
export interface Identity {
  /**
   * Identifies one person, at most 128 characters. It must be unique per person,
   * because people with the same value can speak for each other. Give each
   * anonymous visitor a random one.
   */
  readonly user: string;
  /** Their role: agents share, visitors watch. */
  readonly role: 'agent' | 'visitor';
  /** The name that others see, at most 200 characters. */
  readonly name?: string | undefined;
}

/** The identity of an admitted participant, or why the client is refused. */
export type AuthorizeAnswer = Identity | 'expired' | null;

export interface AdmitOptions {
  /**
   * Identifies a client and thereby admits it to the session it asks for. Return
   * null to refuse it, or `'expired'` to report that its token has expired. Called
   * once per connection. If it throws, the client isn't admitted and tries again
   * later.
   */
  readonly authorize: (request: AuthorizeRequest) => AuthorizeAnswer | Promise<AuthorizeAnswer>;
  /** The time limit for `authorize`, in milliseconds. Default 10,000. */
  readonly authorizeTimeoutMs?: number;
  /**
   * Other origins whose pages can connect, one or several, such as
   * `https://support.example.com`. Origins are compared in full. `'*'` allows all,
   * which is safe only if `authorize` doesn't rely on cookies, because browsers
   * send them for any page. Pages of the server's own origin and clients without an
   * origin, which aren't browsers, can always connect. Default: no others.
   */
  readonly origins?: string | readonly string[];
}

/** An admitted client. */
export interface Member extends Identity {
  readonly sessionId: string;
  /** The ids of its pages that it used on an earlier connection. */
  readonly instances: readonly string[];
}

/** Why a client isn't admitted. The client only gets the code. */
export class Refused extends Error {
  readonly code: RefusalCode;
  /** Socket.IO sends this to the client. */
  readonly data: { readonly code: RefusalCode };

  constructor(code: RefusalCode, cause?: unknown) {
    super(`screen share: ${code}`, { cause });
    this.code = code;
    this.data = { code };
  }
}

/** A page of an unlisted origin tried to connect. */
export class ForeignOrigin extends Error {
  readonly origin: string;

  constructor(origin: string) {
    super(`A page of ${origin} is not let in. If it is one of yours, list its origin in \`origins\` of attachScreenShare.`);
    this.origin = origin;
  }
}

/**
 * Identifies a client.
 * @throws Refused
 */
export async function admit(handshake: Socket['handshake'], options: AdmitOptions, origins: OriginList): Promise<Member> {
  checkOrigin(handshake, origins);
  const request = v.safeParse(joinRequest, handshake.auth);
  if (!request.success) throw new Refused('invalid');
  const { sessionId, token, instances } = request.output;
  const answer = await ask({ sessionId, handshake, ...(token !== undefined && { token }) }, options);
  if (answer === null) throw new Refused('refused');
  if (answer === 'expired') throw new Refused('expired');
  return { ...answer, sessionId, instances };
}

function checkOrigin({ headers, secure }: Socket['handshake'], origins: OriginList): void {
  const { origin = null, host = null } = headers;
  const site = headers['sec-fetch-site'];
  const forwarded = headers['x-forwarded-proto'];
  const isSecure = secure || (typeof forwarded === 'string' && /^https\b/i.test(forwarded));
  if (origins.admits({ origin, host, site: typeof site === 'string' ? site : null, isSecure })) return;
  throw new Refused('refused', new ForeignOrigin(origin ?? 'another site'));
}

async function ask(request: AuthorizeRequest, { authorize, authorizeTimeoutMs = 10_000 }: AdmitOptions): Promise<AuthorizeAnswer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`authorize took longer than ${authorizeTimeoutMs} ms`)), authorizeTimeoutMs);
  });
  try {
    // The host's answer is validated too, so that a misspelt role can't pass for a valid one.
    return v.parse(answerSchema, await Promise.race([authorize(request), late]));
  } catch (cause) {
    throw new Refused('unavailable', cause);
  } finally {
    clearTimeout(timer);
  }
}
