/** An ICE candidate as it travels. @see https://www.w3.org/TR/webrtc/#dom-rtcicecandidateinit */
export interface CandidateData {
  candidate: string;
  sdpMid?: string | null | undefined;
  sdpMLineIndex?: number | null | undefined;
  usernameFragment?: string | null | undefined;
}

/** What the two ends of a WebRTC connection tell each other: descriptions, candidates, the wish to negotiate again. */
export type SignalData =
  | { type: 'offer' | 'answer'; sdp: string }
  | { type: 'candidate'; candidate: CandidateData }
  | { type: 'renegotiate'; renegotiate: true };
