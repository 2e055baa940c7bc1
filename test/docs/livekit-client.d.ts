/** The part of LiveKit's client (2.x) that an example uses, as its own types have it. */
declare module 'livekit-client' {
  interface LocalTrack {
    readonly sender: RTCRtpSender | undefined;
    getRTCStatsReport(): Promise<RTCStatsReport | undefined>;
  }
  export class Room {
    readonly localParticipant: {
      publishTrack(track: MediaStreamTrack, options: { source: string; simulcast: boolean; videoCodec: 'vp9' | 'vp8' | 'h264' }): Promise<{ readonly track?: LocalTrack }>;
    };
    connect(url: string, token: string): Promise<void>;
    disconnect(): Promise<void>;
    on(event: 'trackSubscribed', listener: (track: { readonly mediaStreamTrack: MediaStreamTrack }) => void): this;
    on(event: 'disconnected', listener: (reason?: unknown) => void): this;
    off(event: 'disconnected', listener: (reason?: unknown) => void): this;
  }
  export const RoomEvent: { readonly Disconnected: 'disconnected'; readonly TrackSubscribed: 'trackSubscribed' };
  export const Track: { readonly Source: { readonly ScreenShare: 'screen_share' } };
}
