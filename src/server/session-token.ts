import { errors, jwtVerify, SignJWT } from 'jose';
import * as v from 'valibot';
import { assertSessionId } from '../channel/session-id.js';
import { identity, type AuthorizeAnswer, type AuthorizeRequest, type Identity } from './admission.js';

/** The token's purpose, so that a token the host signs for something else with the same secret isn't accepted. */
const AUDIENCE = 'glance-screenshare';

/** One hour. A longer lifetime isn't needed, since a page fetches a new token for each connection. */
const LONGEST_S = 3_600;

/** Allows for small differences between servers' clocks. */
const LEEWAY_S = 5;

export interface TokenOptions {
  /**
   * The signing secret: at least 32 bytes or characters, known only to your
   * servers. If there are several, the first one signs and all are accepted, so
   * that you can replace a secret while old tokens are still in use.
   */
  readonly secret: string | Uint8Array | readonly (string | Uint8Array)[];
}

export interface IssueOptions extends TokenOptions {
  /** How long the token can be used to connect, in seconds, 1 to 3,600. An established connection isn't affected. Default 300. */
  readonly expiresInS?: number;
}

const claims = v.object({ sub: identity.entries.user, role: identity.entries.role, name: identity.entries.name, session: v.string() });

/**
 * Creates a token that lets one person connect to one session for a short time: a
 * JSON Web Token signed with HMAC-SHA-256.
 *
 * @throws TypeError (as a rejection) if the session id, identity, secret or time is
 * invalid.
 * @see https://www.rfc-editor.org/rfc/rfc7519
 */
export async function issueToken({ sessionId, ...who }: Identity & { readonly sessionId: string }, { secret, expiresInS = 300 }: IssueOptions): Promise<string> {
  assertSessionId(sessionId);
  const checked = v.safeParse(identity, who);
  if (!checked.success) throw new TypeError('A token needs a user of 1 to 128 characters, a role (agent or visitor), and a name of at most 200 characters if any.');
  if (!(expiresInS >= 1 && expiresInS <= LONGEST_S)) throw new TypeError(`expiresInS must be 1 to ${LONGEST_S} seconds.`);
  const [key] = keysOf(secret);
  const { user, role, name } = checked.output;
  const now = Math.floor(Date.now() / 1_000);
  return new SignJWT({ session: sessionId, role, ...(name !== undefined && { name }) })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setAudience(AUDIENCE)
    .setSubject(user)
    .setIssuedAt(now)
    .setExpirationTime(now + Math.floor(expiresInS))
    .sign(key);
}

/**
 * An `authorize` for `attachScreenShare` that accepts the tokens of {@link
 * issueToken}. They must be unexpired, signed with one of these secrets, and issued
 * for the session that the client asks for. For an expired token it answers
 * `'expired'`, so that the client can say so.
 *
 * @throws TypeError if a secret is too short.
 * @example
 * ```ts
 * attachScreenShare(io, { authorize: authorizeByToken({ secret: process.env.SCREENSHARE_SECRET }) });
 * ```
 */
export function authorizeByToken({ secret }: TokenOptions): (request: Pick<AuthorizeRequest, 'sessionId' | 'token'>) => Promise<AuthorizeAnswer> {
  const keys = keysOf(secret);
  return async ({ sessionId, token }) => {
    for (const key of token === undefined ? [] : keys) {
      const who = await identityIn(token ?? '', key);
      if (who === 'expired') return who;
      if (who) return who.session === sessionId ? who.identity : null;
    }
    return null;
  };
}

async function identityIn(token: string, key: Uint8Array): Promise<{ readonly session: string; readonly identity: Identity } | 'expired' | null> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['HS256'],
      audience: AUDIENCE,
      requiredClaims: ['exp', 'iat'],
      maxTokenAge: LONGEST_S,
      clockTolerance: LEEWAY_S,
    });
    const { sub, role, name, session } = v.parse(claims, payload);
    return { session, identity: { user: sub, role, ...(name !== undefined && { name }) } };
  } catch (error) {
    // Thrown only after the signature has been verified.
    if (error instanceof errors.JWTExpired) return 'expired';
    // A bad token is the client's fault. Any other error is ours, and no client is admitted until it's fixed.
    if (error instanceof errors.JOSEError || v.isValiError(error)) return null;
    throw error;
  }
}

function keysOf(secret: TokenOptions['secret']): [Uint8Array, ...Uint8Array[]] {
  const secrets: unknown[] = Array.isArray(secret) ? secret : [secret];
  const [first, ...others] = secrets.map((each) => {
    const bytes = typeof each === 'string' ? new TextEncoder().encode(each) : each;
    if (bytes instanceof Uint8Array && bytes.length >= 32) return bytes;
    throw new TypeError('A secret for tokens must have at least 32 bytes or characters, made at random.');
  });
  if (!first) throw new TypeError('Tokens need at least one secret.');
  return [first, ...others];
}
