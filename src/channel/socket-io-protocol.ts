import * as v from 'valibot';
import { sessionId } from './session-id.js';

/** The Socket.IO namespace of screen sharing, apart from the host's own. */
export const NAMESPACE = '/glance-screenshare';

/** The one Socket.IO event, in both directions; its one argument is a message. */
export const MESSAGE_EVENT = 'message-to-session';

/** How many participants one connection may speak for at a time; a new one takes the place of the longest silent. */
export const MAX_INSTANCES = 4;

/**
 * The id that a participant chooses for itself, at random, and keeps while it
 * lives. Others know it as {@link participantId}, which only the server makes.
 */
const instanceId = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/));

/** A JSON Web Token is some 1 kB; 8 kB is what servers commonly take as a header. */
const token = v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,8192}$/));

/** What a client says of itself when it connects. */
export const joinRequest = v.object({
  sessionId,
  token: v.optional(token),
  /** The ids under which it has spoken already, so that messages to them arrive from the first moment on. */
  instances: v.optional(v.pipe(v.array(instanceId), v.maxLength(MAX_INSTANCES)), []),
});

export type JoinRequest = v.InferOutput<typeof joinRequest>;

const speaker = v.object({ type: v.string(), from: v.object({ id: instanceId }) });

/**
 * Why a server doesn't let a client in: `invalid` (what the client says of
 * itself can't be right), `refused` (it may not take part), `unavailable` (that
 * couldn't be found out now).
 */
export type RefusalCode = 'invalid' | 'refused' | 'unavailable';

/** How everybody but itself knows a participant: who it is, by the server's word, and which of that person's pages. */
export function participantId(user: string, instance: string): string {
  // An instance has no `~`, so that the last one parts the two whatever a user is called.
  return `${user}~${instance}`;
}

/** The instance in a {@link participantId}, or undefined where there is none. */
export function instanceIn(id: string): string | undefined {
  const at = id.lastIndexOf('~');
  return at === -1 ? undefined : id.slice(at + 1);
}

/** The instance that a message claims to come from, and whether it says so for the last time; null where it names none. */
export function speakerOf(message: unknown): { readonly instance: string; readonly leaves: boolean } | null {
  const result = v.safeParse(speaker, message);
  return result.success ? { instance: result.output.from.id, leaves: result.output.type === 'leave' } : null;
}

/** Adds an instance as the newest. Returns the one that had to go, if one had to. */
export function rememberInstance(instances: Set<string>, instance: string): string | undefined {
  instances.delete(instance);
  instances.add(instance);
  const [oldest] = instances;
  if (instances.size <= MAX_INSTANCES || oldest === undefined) return undefined;
  instances.delete(oldest);
  return oldest;
}
