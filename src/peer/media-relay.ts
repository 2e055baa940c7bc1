/** A media server between the agent and visitors (SFU): takes the agent's picture once and hands it to everybody who watches. */
export interface MediaRelay {
  /**
   * Agent's side: sends the stream's video track to the media server. The track
   * of that moment and no other: what follows comes with `replaceTrack`.
   *
   * Resolves once the server takes the picture. May reject with a
   * {@link RetryLater}. When `signal` aborts, what was begun has to be ended:
   * nothing of the track may be sent any more.
   */
  publish(stream: MediaStream, options: MediaRelayOptions): Promise<RelayPublication>;
  /**
   * Visitor's side: receives what was published under that name. The name came
   * from another participant and says only which of the host's own streams to
   * take; never where a server is.
   *
   * Resolves once there is a picture, so that nobody looks at a black one
   * meanwhile. May reject with a {@link RetryLater}.
   */
  play(resource: string, options: MediaRelayOptions): Promise<RelayPlayback>;
}

export interface MediaRelayOptions {
  /** Aborts when it isn't wanted any more before it has come about. */
  readonly signal: AbortSignal;
  /** Has to be called when what was published or played ends by itself; not after `close`. */
  readonly onEnd: (cause: unknown) => void;
}

/** The agent's picture at the media server. */
export interface RelayPublication {
  /** By which visitors find it: 1 to 128 letters, digits, `-` and `_`, never used again. */
  readonly resource: string;
  /** Sends another track in the place of the one that is sent now; null sends nothing, and visitors keep the last picture. */
  replaceTrack(track: MediaStreamTrack | null): Promise<void>;
  /** The connection's figures. @see https://www.w3.org/TR/webrtc-stats/ */
  stats(): Promise<RTCStatsReport>;
  /** Takes it away from the server. Called when the page goes away too, so that it can't wait for anything. */
  close(): void;
}

/** What a visitor receives from the media server. */
export interface RelayPlayback {
  readonly stream: MediaStream;
  /** The connection's figures. @see https://www.w3.org/TR/webrtc-stats/ */
  stats(): Promise<RTCStatsReport>;
  close(): void;
}

/** An error that says how long the server wants to be left alone. */
export interface RetryLater {
  /** Milliseconds from now. */
  readonly retryAfterMs: number;
}
