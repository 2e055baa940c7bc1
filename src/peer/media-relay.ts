/** A media server between the agent and visitors (SFU). It takes the agent's picture once and distributes it to all viewers. */
export interface MediaRelay {
  /**
   * Agent's side: sends the stream's current video track to the media server. Later tracks come through
   * `replaceTrack`.
   *
   * Resolves once the server accepts the picture. May reject with a {@link RetryLater}. When `signal`
   * aborts, the attempt must be ended: no more of the track may be sent.
   */
  publish(stream: MediaStream, options: MediaRelayOptions): Promise<RelayPublication>;
  /**
   * Visitor's side: receives what was published under that name. The name comes from another
   * participant. It only selects one of the host's own streams and never determines where a server is.
   *
   * Resolves once there's a picture, so that visitors don't see a black one meanwhile. May reject with
   * a {@link RetryLater}.
   */
  play(resource: string, options: MediaRelayOptions): Promise<RelayPlayback>;
}

export interface MediaRelayOptions {
  /** Aborts if the result is no longer wanted before it's ready. */
  readonly signal: AbortSignal;
  /** Must be called if the published or played stream ends by itself, but not after `close`. */
  readonly onEnd: (cause: unknown) => void;
}

/** The agent's picture on the media server. */
export interface RelayPublication {
  /** The name under which visitors find it: 1 to 128 letters, digits, `-` and `_`. It's never reused. */
  readonly resource: string;
  /** Replaces the track that is being sent. With null, nothing is sent, and visitors keep the last picture. */
  replaceTrack(track: MediaStreamTrack | null): Promise<void>;
  /** The connection's statistics. @see https://www.w3.org/TR/webrtc-stats/ */
  stats(): Promise<RTCStatsReport>;
  /** Removes the picture from the server. Also called when the page is closed, so it can't wait for anything. */
  close(): void;
}

/** What a visitor receives from the media server. */
export interface RelayPlayback {
  readonly stream: MediaStream;
  /** The connection's statistics. @see https://www.w3.org/TR/webrtc-stats/ */
  stats(): Promise<RTCStatsReport>;
  close(): void;
}

/** An error that says when the server accepts the next attempt. */
export interface RetryLater {
  /** Milliseconds from now. */
  readonly retryAfterMs: number;
}
