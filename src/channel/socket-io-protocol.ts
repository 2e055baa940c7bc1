import * as v from 'valibot';
import { objectSchema } from '../policy/object-schema.js';
import { sessionId } from './session-id.js';

/** The Socket.IO namespace for screen sharing, separate from the host's own. */
export const NAMESPACE = '/glance-screenshare';

/** The only Socket.IO event, in both directions. Its argument is a message. */
export const MESSAGE_EVENT = 'message-to-session';

/** How many participants one connection may speak for at a time. A new one replaces the one that has been silent the longest. */
export const MAX_INSTANCES = 4;

/**
 * The id that a participant chooses for itself, at random, and keeps for its lifetime. Others know it
 * as {@link participantId}, which only the server creates.
 */
const instanceId = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/));

/** A JSON Web Token is about 1 kB. 8 kB is a common limit for headers. */
const token = v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,8192}$/));

/** What a client reports about itself when it connects. */
export const joinRequest = objectSchema({
  sessionId,
  token: v.optional(token),
  /** The ids that it has already used, so that messages to them arrive from the start. */
  instances: v.optional(v.pipe(v.array(instanceId), v.maxLength(MAX_INSTANCES)), []),
});

export type JoinRequest = v.InferOutput<typeof joinRequest>;

const speaker = objectSchema({ type: v.string(), from: objectSchema({ id: instanceId }) });

/**
 * Why a server doesn't admit a client: `invalid` (the client's data can't be right), `refused` (it
 * isn't allowed to take part), `expired` (its token was valid but is too old now), `unavailable` (the
 * server couldn't check it now).
 */
export const REFUSAL_CODES = ['invalid', 'refused', 'expired', 'unavailable'] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** The id under which others know a participant: who it is, according to the server, and which of that person's pages. */
export function participantId(user: string, instance: string): string {
  // An instance contains no `~`, so the last one separates the two, whatever the user's name.
  return `${user}~${instance}`;
}

/** The instance in a {@link participantId}, or undefined if there is none. */
export function instanceIn(id: string): string | undefined {
  const at = id.lastIndexOf('~');
  return at === -1 ? undefined : id.slice(at + 1);
}

/** The instance that a message claims to come from, and whether it's its last message. Null if the message names none. */
export function speakerOf(message: unknown): { readonly instance: string; readonly leaves: boolean } | null {
  const result = v.safeParse(speaker, message);
  return result.success ? { instance: result.output.from.id, leaves: result.output.type === 'leave' } : null;
}

/** Adds an instance as the newest. Returns the one that was removed, if any. */
export function rememberInstance(instances: Set<string>, instance: string): string | undefined {
  instances.delete(instance);
  instances.add(instance);
  const [oldest] = instances;
  if (instances.size <= MAX_INSTANCES || oldest === undefined) return undefined;
  instances.delete(oldest);
  return oldest;
}
