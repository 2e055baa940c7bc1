import { parseMessage, type Message } from '../channel/messages.js';
import { participantId, speakerOf } from '../channel/socket-io-protocol.js';
import type { Identity } from './admission.js';

/** A message with a verified sender, and the sender's instance that sent it. */
export interface Stamped {
  readonly message: Message;
  readonly instance: string;
  /** Whether the instance is leaving. */
  readonly leaves: boolean;
}

/**
 * Parses a client's message and overwrites its sender with the connection's
 * verified identity. Returns null if it isn't a message that this sender can send.
 */
export function stamp(value: unknown, { user, role, name }: Identity): Stamped | null {
  const speaker = speakerOf(value);
  if (speaker === null) return null;
  const from = { id: participantId(user, speaker.instance), role, ...(name !== undefined && { name }) };
  const message = parseMessage({ ...(value as object), from });
  return message && { message, ...speaker };
}
