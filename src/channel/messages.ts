import * as v from 'valibot';
import { objectSchema } from '../policy/object-schema.js';
import { SURFACES } from '../policy/surface.js';

/** The protocol version. Messages of other versions are ignored. */
export const PROTOCOL_VERSION = 1;

/** Why visitors keep the last picture: the agent paused, or the agent's page isn't known to be allowed. */
const PAUSED_BY = ['agent', 'page'] as const;
export type PausedBy = (typeof PAUSED_BY)[number];

/** The roles in a session: agents share, visitors watch. */
export type Role = 'agent' | 'visitor';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const counter = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const sentence = v.pipe(v.string(), v.maxLength(200));

/** The name of a stream on a media server. None of its characters is special in a URL, so it can't redirect the request. */
const resource = v.pipe(v.string(), v.regex(/^[\w-]{1,128}$/));

/** A machine-readable word: a reason, a code. */
const word = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,39}$/));

/** A position in the picture: 0 is its left or upper edge, 1 the opposite one. */
const fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** An address that a visitor may open. */
const securePage = v.pipe(v.string(), v.maxLength(2_048), v.regex(/^https:\/\/[^/]/));

/** The SDP of one video track is about 5 kB. 64 kB leaves room for every codec and candidate. */
const sdp = v.pipe(v.string(), v.maxLength(65_536));

const sessionDescription = objectSchema({ type: v.picklist(['offer', 'answer']), sdp });
const iceCandidate = objectSchema({
  type: v.literal('candidate'),
  candidate: objectSchema({
    candidate: v.pipe(v.string(), v.maxLength(1_024)),
    sdpMid: v.nullish(v.pipe(v.string(), v.maxLength(64))),
    sdpMLineIndex: v.nullish(counter),
    usernameFragment: v.nullish(v.pipe(v.string(), v.maxLength(256))),
  }),
});
const renegotiation = objectSchema({ type: v.literal('renegotiate'), renegotiate: v.literal(true) });

/** What the two ends exchange to set up a WebRTC connection. */
const signalData = v.variant('type', [sessionDescription, iceCandidate, renegotiation]);

const envelope = {
  v: v.literal(PROTOCOL_VERSION),
  /** The sender. A server that has verified information overwrites this. */
  from: objectSchema({ id, role: v.picklist(['agent', 'visitor']), name: v.optional(sentence) }),
  /** The recipient. Without it, the message is for everybody. */
  to: v.optional(id),
  /** Proves that the sender has the session's key, if `SignedChannel` is used: counter, time, HMAC-SHA-256. */
  proof: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}\.\d{1,15}\.[0-9a-f]{64}$/))),
};

const message = v.variant('type', [
  /** A participant has joined, or rejoined, and asks for the current state. */
  objectSchema({ ...envelope, type: v.literal('hello') }),

  /** A participant leaves and won't be back under this id. */
  objectSchema({ ...envelope, type: v.literal('leave') }),

  /** An agent's claim to the floor. It's repeated while the floor is held, and sent once more when it's given up. */
  objectSchema({
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
      objectSchema({
        surface: v.optional(v.picklist(SURFACES)),
        since: counter,
        paused: v.boolean(),
        /** The page that visitors see, if it's known to be allowed. */
        page: v.optional(securePage),
        /** Who paused it: the agent, or the guard because of the agent's page. It never includes the page itself. */
        pausedBy: v.optional(v.picklist(PAUSED_BY)),
        /** Whether visitors may point at it. */
        points: v.optional(v.boolean()),
        /** Its name on the media server that the host has set up. Absent if it isn't there. */
        relay: v.optional(resource),
      }),
    ),
  }),

  /**
   * A visitor asks the holder of the floor for a link. Each attempt has a higher generation. With
   * `relay`, the visitor gets the picture from the media server and needs no link.
   */
  objectSchema({ ...envelope, type: v.literal('watch'), to: id, generation: counter, relay: v.optional(v.literal(true)) }),

  /** One end of a link has closed it. */
  objectSchema({ ...envelope, type: v.literal('unlink'), to: id, generation: counter, reason: word }),

  /**
   * A visitor reports to the agent when a share's picture first arrived, and later when it stopped.
   * It's only for the record; no decision depends on it.
   */
  objectSchema({ ...envelope, type: v.literal('seen'), to: id, share: counter, first: counter, last: v.optional(counter) }),

  /** An agent has picked a source that isn't released yet, or no longer has one. */
  objectSchema({ ...envelope, type: v.literal('soon'), on: v.boolean() }),

  /** A visitor has hidden the view, or shows it again. Sent to the agent who shares. */
  objectSchema({ ...envelope, type: v.literal('away'), to: id, away: v.boolean() }),

  /** A visitor's page has shown the share of that term as over. It can be reached again, and asks whether to resume the share. */
  objectSchema({ ...envelope, type: v.literal('over'), to: id, term: counter }),

  /** The agent's answer: show the share again. */
  objectSchema({ ...envelope, type: v.literal('again'), to: id, term: counter }),

  /** A participant points at a position in the picture. Points of one `stroke` form a line. */
  objectSchema({ ...envelope, type: v.literal('point'), to: v.optional(id), x: fraction, y: fraction, stroke: v.optional(counter) }),

  /** WebRTC signalling for the link of that generation. */
  objectSchema({ ...envelope, type: v.literal('signal'), to: id, generation: counter, data: signalData }),
]);

/** One message of the protocol. */
export type Message = v.InferOutput<typeof message>;

/** Connection signalling: an offer, an answer, a candidate. */
export type SignalData = v.InferOutput<typeof signalData>;

/** A participant as named in a message. */
export type Participant = Message['from'];

/** A message before the session adds its version and sender. */
export type Outgoing = Message extends infer M ? (M extends Message ? Omit<M, 'v' | 'from' | 'proof'> : never) : never;

/** Message types that only one role may send. Anybody may send the others. */
const SOLE_SENDER: Partial<Record<Message['type'], Role>> = { floor: 'agent', soon: 'agent', again: 'agent', watch: 'visitor', seen: 'visitor', away: 'visitor', over: 'visitor' };

/**
 * The message in `value`, or null if it isn't valid: junk, another version, or something that the
 * sender's role isn't allowed to send. Never throws.
 */
export function parseMessage(value: unknown): Message | null {
  try {
    const result = v.safeParse(message, value);
    return result.success && maySend(result.output) ? result.output : null;
  } catch {
    // A hostile object can throw from a getter. That isn't a valid message either.
    return null;
  }
}

function maySend({ type, from, ...rest }: Message): boolean {
  const sole = SOLE_SENDER[type];
  if (sole !== undefined && from.role !== sole) return false;
  // Offers only go from agents to visitors, and answers only back, so a visitor can never push a
  // picture.
  if (type === 'signal' && 'data' in rest) {
    if (rest.data.type === 'offer') return from.role === 'agent';
    if (rest.data.type === 'answer') return from.role === 'visitor';
  }
  return true;
}
