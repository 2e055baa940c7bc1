import * as v from 'valibot';
import { SURFACES } from '../policy/surface.js';

/** The protocol's version. A message of another version is ignored. */
export const PROTOCOL_VERSION = 1;

/** Why visitors keep the last picture: the agent paused, or the agent's page isn't known to be allowed. */
const PAUSED_BY = ['agent', 'page'] as const;
export type PausedBy = (typeof PAUSED_BY)[number];

/** Who takes part in a session: agents share, visitors watch. */
export type Role = 'agent' | 'visitor';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const counter = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const sentence = v.pipe(v.string(), v.maxLength(200));

/** The name of a stream at a media server. No character of it means anything in a URL, so that it can't lead anywhere else. */
const resource = v.pipe(v.string(), v.regex(/^[\w-]{1,128}$/));

/** A word that machines read: a reason, a code. */
const word = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,39}$/));

/** An address that a visitor may open. */
const securePage = v.pipe(v.string(), v.maxLength(2_048), v.regex(/^https:\/\/[^/]/));

/** An SDP of one video track is some 5 kB; 64 kB leaves room for every codec and candidate. */
const sdp = v.pipe(v.string(), v.maxLength(65_536));

const sessionDescription = v.object({ type: v.picklist(['offer', 'answer']), sdp });
const iceCandidate = v.object({
  type: v.literal('candidate'),
  candidate: v.object({
    candidate: v.pipe(v.string(), v.maxLength(1_024)),
    sdpMid: v.nullish(v.pipe(v.string(), v.maxLength(64))),
    sdpMLineIndex: v.nullish(counter),
    usernameFragment: v.nullish(v.pipe(v.string(), v.maxLength(256))),
  }),
});
const renegotiation = v.object({ type: v.literal('renegotiate'), renegotiate: v.literal(true) });

/** What WebRTC's two ends tell each other to make a connection. */
const signalData = v.variant('type', [sessionDescription, iceCandidate, renegotiation]);

const envelope = {
  v: v.literal(PROTOCOL_VERSION),
  /** Who sends. A server that knows better overwrites this with what it knows. */
  from: v.object({ id, role: v.picklist(['agent', 'visitor']), name: v.optional(sentence) }),
  /** Whom it is for; without it, for everybody. */
  to: v.optional(id),
  /** That the sender has the session's key, where `SignedChannel` is used: counter, time, HMAC-SHA-256. */
  proof: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}\.\d{1,15}\.[0-9a-f]{64}$/))),
};

const message = v.variant('type', [
  /** Somebody has come, or come back, and wants to know how things stand. */
  v.object({ ...envelope, type: v.literal('hello') }),

  /** Somebody leaves and will not be back under this id. */
  v.object({ ...envelope, type: v.literal('leave') }),

  /** An agent's own claim to the floor: repeated while it is held, said once more when it is given up. */
  v.object({
    ...envelope,
    type: v.literal('floor'),
    term: counter,
    tie: counter,
    beat: counter,
    held: v.boolean(),
    /** Why the floor was given up. */
    reason: v.optional(word),
    /** What is being shared. */
    share: v.optional(
      v.object({
        surface: v.optional(v.picklist(SURFACES)),
        since: counter,
        paused: v.boolean(),
        /** The page that visitors see, where it is known to be an allowed one. */
        page: v.optional(securePage),
        /** Who holds it: the agent, or the guard, because of the agent's page. Never which page. */
        pausedBy: v.optional(v.picklist(PAUSED_BY)),
        /** Where it is at the media server that the host has set up; without it, it isn't there. */
        relay: v.optional(resource),
      }),
    ),
  }),

  /**
   * A visitor asks the holder of the floor for a link. Each attempt has a higher
   * generation. With `relay` it needs none: it has the picture from the media server.
   */
  v.object({ ...envelope, type: v.literal('watch'), to: id, generation: counter, relay: v.optional(v.literal(true)) }),

  /** One end of a link has closed it. */
  v.object({ ...envelope, type: v.literal('unlink'), to: id, generation: counter, reason: word }),

  /** A visitor tells the agent when a share's picture began to reach it, and later when it ceased to. For a record alone: nothing is decided by it. */
  v.object({ ...envelope, type: v.literal('seen'), to: id, share: counter, first: counter, last: v.optional(counter) }),

  /** WebRTC signalling of the link of that generation. */
  v.object({ ...envelope, type: v.literal('signal'), to: id, generation: counter, data: signalData }),
]);

/** One message of the protocol. */
export type Message = v.InferOutput<typeof message>;

/** What makes a connection: an offer, an answer, a candidate. */
export type SignalData = v.InferOutput<typeof signalData>;

/** A participant as a message names it. */
export type Participant = Message['from'];

/** A message before the session adds its version and sender. */
export type Outgoing = Message extends infer M ? (M extends Message ? Omit<M, 'v' | 'from' | 'proof'> : never) : never;

/** The messages that only one role may send; the others anybody may. */
const SOLE_SENDER: Partial<Record<Message['type'], Role>> = { floor: 'agent', watch: 'visitor', seen: 'visitor' };

/**
 * The message in `value`, or null where it is none: junk, another version, or
 * something that its sender's role must not say. Never throws.
 */
export function parseMessage(value: unknown): Message | null {
  try {
    const result = v.safeParse(message, value);
    return result.success && maySend(result.output) ? result.output : null;
  } catch {
    // A hostile object can throw from a getter; that is no message either.
    return null;
  }
}

function maySend({ type, from, ...rest }: Message): boolean {
  const sole = SOLE_SENDER[type];
  if (sole !== undefined && from.role !== sole) return false;
  // Offers go from agents to visitors and answers come back, so that a visitor can never push a picture of its own.
  if (type === 'signal' && 'data' in rest) {
    if (rest.data.type === 'offer') return from.role === 'agent';
    if (rest.data.type === 'answer') return from.role === 'visitor';
  }
  return true;
}
