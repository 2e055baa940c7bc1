import type { Socket } from 'socket.io';
import * as v from 'valibot';
import { joinRequest, type RefusalCode } from '../channel/socket-io-protocol.js';

/** Who asks to take part in a session, before anything of it is proved. */
export interface AuthorizeRequest {
  /** The cobrowse session that the client names: 1 to 128 printable ASCII characters, no blanks. */
  readonly sessionId: string;
  /** What the client's `token` gave: up to 8,192 printable ASCII characters. */
  readonly token?: string;
  /** Socket.IO's handshake: headers, cookies among them, and the address. Nothing in it is proved either. */
  readonly handshake: Socket['handshake'];
}

const identity = v.object({
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
   * The pages that may connect, such as `https://support.example.com`. Needed
   * where `authorize` goes by cookies, which a browser sends along for any page.
   * Clients that send no origin, which no browser is, pass. Default: all.
   */
  readonly origins?: readonly string[];
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

/**
 * Finds out who a client is.
 * @throws Refused
 */
export async function admit(handshake: Socket['handshake'], options: AdmitOptions): Promise<Member> {
  const { origin } = handshake.headers;
  if (options.origins !== undefined && origin !== undefined && !options.origins.includes(origin)) throw new Refused('refused');
  const request = v.safeParse(joinRequest, handshake.auth);
  if (!request.success) throw new Refused('invalid');
  const { sessionId, token, instances } = request.output;
  const answer = await ask({ sessionId, handshake, ...(token !== undefined && { token }) }, options);
  if (answer === null) throw new Refused('refused');
  return { ...answer, sessionId, instances };
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
