import type { Message } from '../../src/channel/messages.js';

const agent = { id: 'agent-1', role: 'agent', name: 'Ada' } as const;
const visitor = { id: 'visitor-1', role: 'visitor' } as const;
const share = { surface: 'window', since: 1_700_000_000_000, paused: false } as const;

/** One message of each kind, as a session makes them. */
export const NAMED_MESSAGES = {
  "an agent's hello": { v: 1, type: 'hello', from: agent },
  "a visitor's hello": { v: 1, type: 'hello', from: visitor },
  'a leave': { v: 1, type: 'leave', from: visitor },
  'a floor that is held': { v: 1, type: 'floor', from: agent, term: 3, tie: 77, beat: 12, held: true, share },
  'a floor that is held and paused': { v: 1, type: 'floor', from: agent, term: 3, tie: 77, beat: 14, held: true, share: { ...share, paused: true, pausedBy: 'page' } },
  'a floor that tells the page': { v: 1, type: 'floor', from: agent, term: 3, tie: 77, beat: 13, held: true, share: { ...share, page: 'https://www.example.com/first/a' } },
  'a floor that is given up': { v: 1, type: 'floor', from: agent, term: 3, tie: 77, beat: 13, held: false, reason: 'superseded' },
  'a watch': { v: 1, type: 'watch', from: visitor, to: 'agent-1', generation: 1 },
  'a floor whose share is at the media server': { v: 1, type: 'floor', from: agent, term: 3, tie: 77, beat: 15, held: true, share: { ...share, relay: 'a1_b2-C3' } },
  'a watch through the media server': { v: 1, type: 'watch', from: visitor, to: 'agent-1', generation: 0, relay: true },
  'an unlink': { v: 1, type: 'unlink', from: visitor, to: 'agent-1', generation: 1, reason: 'left' },
  'a word of what has been seen': { v: 1, type: 'seen', from: visitor, to: 'agent-1', share: 1_700_000_000_000, first: 1_700_000_001_000 },
  'a last word of what has been seen': { v: 1, type: 'seen', from: visitor, to: 'agent-1', share: 1_700_000_000_000, first: 1_700_000_001_000, last: 1_700_000_009_000 },
  'an offer': { v: 1, type: 'signal', from: agent, to: 'visitor-1', generation: 1, data: { type: 'offer', sdp: 'v=0\r\n' } },
  'an answer': { v: 1, type: 'signal', from: visitor, to: 'agent-1', generation: 1, data: { type: 'answer', sdp: 'v=0\r\n' } },
  'a candidate': {
    v: 1,
    type: 'signal',
    from: visitor,
    to: 'agent-1',
    generation: 1,
    data: { type: 'candidate', candidate: { candidate: 'candidate:1 1 udp 1 10.0.0.1 9 typ host', sdpMid: '0', sdpMLineIndex: 0, usernameFragment: 'abcd' } },
  },
  'a wish to renegotiate': { v: 1, type: 'signal', from: agent, to: 'visitor-1', generation: 1, data: { type: 'renegotiate', renegotiate: true } },
} as const satisfies Record<string, Message>;

export const VALID_MESSAGES: readonly Message[] = Object.values(NAMED_MESSAGES);
