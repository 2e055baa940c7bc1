import { errors, jwtVerify, SignJWT } from 'jose';
import * as v from 'valibot';
import { assertSessionId } from '../channel/session-id.js';
import { identity, type AuthorizeRequest, type Identity } from './admission.js';

/** What a token is for, so that one that the host signs for something else with the same secret doesn't pass. */
const AUDIENCE = 'glance-screenshare';

/** An hour: longer is no short life, and a page fetches a new one with each connection. */
const LONGEST_S = 3_600;

/** Clocks of several servers differ a little. */
const LEEWAY_S = 5;

export interface TokenOptions {
  /**
   * What tokens are signed with: at least 32 bytes, or a text of at least 32
   * characters, known to your servers alone. Of several the first signs and each
   * is taken, so that a secret can be replaced while old tokens are about.
   */
  readonly secret: string | Uint8Array | readonly (string | Uint8Array)[];
}

export interface IssueOptions extends TokenOptions {
  /** How long the token can be used to connect, in seconds, 1 to 3,600. A connection that stands isn't ended by it. Default 300. */
  readonly expiresInS?: number;
}

const claims = v.object({ sub: identity.entries.user, role: identity.entries.role, name: identity.entries.name, session: v.string() });

/**
 * Makes the token with which one person may connect to one session for a short
 * time: a JSON Web Token, signed with HMAC-SHA-256.
 *
 * @throws TypeError (as a rejection) for a session id, an identity, a secret or a time that can't be.
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
 * An `authorize` for `attachScreenShare` that takes the tokens of {@link issueToken}:
 * unexpired, signed with one of these secrets, for the very session that the client names.
 *
 * @throws TypeError when a secret is too short.
 * @example
 * ```ts
 * attachScreenShare(io, { authorize: authorizeByToken({ secret: process.env.SCREENSHARE_SECRET }) });
 * ```
 */
export function authorizeByToken({ secret }: TokenOptions): (request: Pick<AuthorizeRequest, 'sessionId' | 'token'>) => Promise<Identity | null> {
  const keys = keysOf(secret);
  return async ({ sessionId, token }) => {
    for (const key of token === undefined ? [] : keys) {
      const who = await identityIn(token ?? '', key);
      if (who) return who.session === sessionId ? who.identity : null;
    }
    return null;
  };
}

async function identityIn(token: string, key: Uint8Array): Promise<{ readonly session: string; readonly identity: Identity } | null> {
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
    // A bad token is the client's affair; anything else is ours, and keeps the client out until it works again.
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
