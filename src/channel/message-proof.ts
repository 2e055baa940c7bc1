import { hmac } from '@noble/hashes/hmac';
import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import { canonicalJson } from '../policy/canonical-json.js';
import type { Message } from './messages.js';
import { instanceIn } from './socket-io-protocol.js';

/** What the signatures are for, so that the key can't be made to sign for anything else. */
const PURPOSE = 'glance-screenshare message 1';

/** What a proof says beside the message: the how-manieth of its sender it is, and when it was made. */
export interface ProofTerms {
  readonly counter: number;
  /** Milliseconds since 1970 on the sender's clock. */
  readonly time: number;
}

/** Signs messages of one session, and checks what was signed. @see https://www.rfc-editor.org/rfc/rfc2104 */
export class MessageSigner {
  readonly #key: Uint8Array;
  readonly #sessionId: string;

  constructor(key: Uint8Array, sessionId: string) {
    this.#key = key;
    this.#sessionId = sessionId;
  }

  /** The proof to send along. */
  sign(message: Message, { counter, time }: ProofTerms): string {
    return `${counter}.${time}.${this.#code(message, { counter, time })}`;
  }

  /** What the proof in a message says; null where it is not of one who has the key. */
  check(message: Message): ProofTerms | null {
    const [counter, time, code = ''] = message.proof?.split('.') ?? [];
    const terms = { counter: Number(counter), time: Number(time) };
    return isSame(code, this.#code(message, terms)) ? terms : null;
  }

  #code(message: Message, { counter, time }: ProofTerms): string {
    return bytesToHex(hmac(sha256, this.#key, utf8ToBytes(canonicalJson([PURPOSE, this.#sessionId, counter, time, signedPart(message)]))));
  }
}

/** Which page a participant's id means, whoever a server says is before it. */
export function pageOf(id: string): string {
  return instanceIn(id) ?? id;
}

/**
 * What a relay must not change. It may spell ids as it knows people
 * (`user~page`), and say what they are called.
 */
function signedPart({ from, to, ...rest }: Message): unknown {
  return { ...rest, proof: undefined, from: { id: pageOf(from.id), role: from.role }, to: to === undefined ? undefined : pageOf(to) };
}

/** Compares in a time that doesn't tell how much of it is right. */
function isSame(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let at = 0; at < b.length; at++) difference |= a.charCodeAt(at) ^ b.charCodeAt(at);
  return difference === 0;
}
