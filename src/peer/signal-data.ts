/** An ICE candidate as it's sent. @see https://www.w3.org/TR/webrtc/#dom-rtcicecandidateinit */
export interface CandidateData {
  candidate: string;
  sdpMid?: string | null | undefined;
  sdpMLineIndex?: number | null | undefined;
  usernameFragment?: string | null | undefined;
}

/** What the two ends of a WebRTC connection exchange: descriptions, candidates, requests to renegotiate. */
export type SignalData =
  | { type: 'offer' | 'answer'; sdp: string }
  | { type: 'candidate'; candidate: CandidateData }
  | { type: 'renegotiate'; renegotiate: true };
