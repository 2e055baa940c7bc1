import { hmac } from '@noble/hashes/hmac';
import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { canonicalJson } from '../policy/canonical-json.js';
import type { Message } from './messages.js';
import { instanceIn } from './socket-io-protocol.js';

/** The purpose of the signatures, so that the key can't be used to sign anything else. */
const PURPOSE = 'glance-screenshare message 1';

/** The terms that a proof adds to the message: its sender's message counter, and when it was created. */
export interface ProofTerms {
  readonly counter: number;
  /** Milliseconds since 1970 on the sender's clock. */
  readonly time: number;
}

/** Signs messages of one session, and verifies signatures. @see https://www.rfc-editor.org/rfc/rfc2104 */
export class MessageSigner {
  readonly #key: Uint8Array;
  readonly #sessionId: string;

  constructor(key: Uint8Array, sessionId: string) {
    this.#key = key;
    this.#sessionId = sessionId;
  }

  /** The proof to send with the message. */
  sign(message: Message, { counter, time }: ProofTerms): string {
    return `${counter}.${time}.${this.#code(message, { counter, time })}`;
  }

  /** The terms in a message's proof. Null if it wasn't signed with this key. */
  check(message: Message): ProofTerms | null {
    const [counter, time, code = ''] = message.proof?.split('.') ?? [];
    const terms = { counter: Number(counter), time: Number(time) };
    return isSame(code, this.#code(message, terms)) ? terms : null;
  }

  #code(message: Message, { counter, time }: ProofTerms): string {
    return bytesToHex(hmac(sha256, this.#key, utf8ToBytes(canonicalJson([PURPOSE, this.#sessionId, counter, time, signedPart(message)]))));
  }
}

/** The page that a participant's id refers to, without the user name that a server may have put before it. */
export function pageOf(id: string): string {
  return instanceIn(id) ?? id;
}

/** The part that a relay must not change. It may rewrite ids with its own user names (`user~page`), and set display names. */
function signedPart({ from, to, ...rest }: Message): unknown {
  return { ...rest, proof: undefined, from: { id: pageOf(from.id), role: from.role }, to: to === undefined ? undefined : pageOf(to) };
}

/** Compares in constant time, so that the duration doesn't reveal how much is right. */
function isSame(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let at = 0; at < b.length; at++) difference |= a.charCodeAt(at) ^ b.charCodeAt(at);
  return difference === 0;
}
