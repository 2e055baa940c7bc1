import type { Socket } from 'socket.io';
import * as v from 'valibot';
import { joinRequest, type RefusalCode } from '../channel/socket-io-protocol.js';
import { hostOf } from './origin.js';

/** Who asks to take part in a session, before anything of it is proved. */
export interface AuthorizeRequest {
  /** The cobrowse session that the client names: 1 to 128 printable ASCII characters, no blanks. */
  readonly sessionId: string;
  /** What the client's `token` gave: up to 8,192 printable ASCII characters. */
  readonly token?: string;
  /** Socket.IO's handshake: headers, cookies among them, and the address. Nothing in it is proved either. */
  readonly handshake: Socket['handshake'];
}

/** What the host may say of somebody. */
export const identity = v.object({
  user: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
  role: v.picklist(['agent', 'visitor']),
  name: v.optional(v.pipe(v.string(), v.maxLength(200))),
});

/** Who somebody is. */
export interface Identity {
  /**
   * Names one person, at most 128 characters. Two people must never have the
   * same, or each can speak as the other: give every anonymous visitor a random one.
   */
  readonly user: string;
  /** What they may do: agents share, visitors watch. */
  readonly role: 'agent' | 'visitor';
  /** What the others call them, at most 200 characters. */
  readonly name?: string | undefined;
}

export interface AdmitOptions {
  /**
   * Says who a client is, and so that it may take part in the session it names;
   * null refuses it. Called once for each connection. When it throws, the client
   * is kept out and tries again later.
   */
  readonly authorize: (request: AuthorizeRequest) => Identity | null | Promise<Identity | null>;
  /** How long `authorize` may take, in ms. Default 10,000. */
  readonly authorizeTimeoutMs?: number;
  /**
   * The other origins whose pages may connect, such as `https://support.example.com`,
   * or `'*'` for all, which is only safe where `authorize` doesn't go by cookies: a
   * browser sends them along for any page. Pages of the server's own host may in any
   * case, and clients that send no origin, which no browser is. Default: no others.
   */
  readonly origins?: readonly string[] | '*';
}

/** A client that was let in. */
export interface Member extends Identity {
  readonly sessionId: string;
  /** Under which of its pages' ids it has spoken on an earlier connection. */
  readonly instances: readonly string[];
}

/** Why a client isn't let in. The client gets to see the code alone. */
export class Refused extends Error {
  readonly code: RefusalCode;
  /** What Socket.IO passes on to the client. */
  readonly data: { readonly code: RefusalCode };

  constructor(code: RefusalCode, cause?: unknown) {
    super(`screen share: ${code}`, { cause });
    this.code = code;
    this.data = { code };
  }
}

/** A page of another origin wanted in. */
export class ForeignOrigin extends Error {
  readonly origin: string;

  constructor(origin: string) {
    super(`A page of ${origin} is not let in. If it is one of yours, list its origin in \`origins\` of attachScreenShare.`);
    this.origin = origin;
  }
}

/**
 * Finds out who a client is.
 * @throws Refused
 */
export async function admit(handshake: Socket['handshake'], options: AdmitOptions): Promise<Member> {
  checkOrigin(handshake.headers, options.origins ?? []);
  const request = v.safeParse(joinRequest, handshake.auth);
  if (!request.success) throw new Refused('invalid');
  const { sessionId, token, instances } = request.output;
  const answer = await ask({ sessionId, handshake, ...(token !== undefined && { token }) }, options);
  if (answer === null) throw new Refused('refused');
  return { ...answer, sessionId, instances };
}

function checkOrigin({ origin, host }: Socket['handshake']['headers'], others: readonly string[] | '*'): void {
  if (origin === undefined || others === '*' || others.includes(origin) || (host !== undefined && hostOf(origin) === host)) return;
  throw new Refused('refused', new ForeignOrigin(origin));
}

async function ask(request: AuthorizeRequest, { authorize, authorizeTimeoutMs = 10_000 }: AdmitOptions): Promise<Identity | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`authorize took longer than ${authorizeTimeoutMs} ms`)), authorizeTimeoutMs);
  });
  try {
    // Whatever comes from the host is checked as well: a role by another name must not pass for one.
    return v.parse(v.nullable(identity), await Promise.race([authorize(request), late]));
  } catch (cause) {
    throw new Refused('unavailable', cause);
  } finally {
    clearTimeout(timer);
  }
}
