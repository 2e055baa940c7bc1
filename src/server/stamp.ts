import { parseMessage, type Message } from '../channel/messages.js';
import { participantId, speakerOf } from '../channel/socket-io-protocol.js';
import type { Identity } from './admission.js';

/** A message whose sender is true, and under which of the sender's instances it was sent. */
export interface Stamped {
  readonly message: Message;
  readonly instance: string;
  /** The instance says that it won't speak again. */
  readonly leaves: boolean;
}

/**
 * The message in what a client sent, with its sender overwritten by what is
 * known of the connection; null when there is none that this sender may send.
 */
export function stamp(value: unknown, { user, role, name }: Identity): Stamped | null {
  const speaker = speakerOf(value);
  if (speaker === null) return null;
  const from = { id: participantId(user, speaker.instance), role, ...(name !== undefined && { name }) };
  const message = parseMessage({ ...(value as object), from });
  return message && { message, ...speaker };
}
