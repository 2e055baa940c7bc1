import type { MediaRelay, MediaRelayOptions, RelayPlayback, RelayPublication } from '../../src/peer/media-relay.js';

/** One who publishes or plays at the {@link FakeRelay}. */
export interface RelayClient {
  readonly resource: string;
  /** What is sent or received now. */
  track: MediaStreamTrack | null;
  readonly options: MediaRelayOptions;
  closed: boolean;
}

/** A media server in the page: what is published there is played from there. */
export class FakeRelay implements MediaRelay {
  readonly published: RelayClient[] = [];
  readonly played: RelayClient[] = [];
  /** Resources that were asked for. */
  readonly asked: string[] = [];
  /** What publishing waits for, and may fail with. */
  onPublish: () => Promise<void> = () => Promise.resolve();
  onPlay: () => Promise<void> = () => Promise.resolve();

  async publish(stream: MediaStream, options: MediaRelayOptions): Promise<RelayPublication> {
    const client: RelayClient = { resource: `r${this.published.length}`, track: stream.getVideoTracks()[0] ?? null, options, closed: false };
    this.published.push(client);
    options.signal.addEventListener('abort', () => (client.closed = true));
    await this.onPublish();
    return {
      resource: client.resource,
      replaceTrack: (track) => Promise.resolve(void (client.track = track)),
      stats: () => Promise.resolve(new Map()),
      close: () => (client.closed = true),
    };
  }

  async play(resource: string, options: MediaRelayOptions): Promise<RelayPlayback> {
    this.asked.push(resource);
    await this.onPlay();
    const source = this.published.find((each) => each.resource === resource && !each.closed);
    if (!source?.track) throw new Error(`There is no ${resource}.`);
    const client: RelayClient = { resource, track: source.track.clone(), options, closed: false };
    this.played.push(client);
    return { stream: new MediaStream([client.track!]), stats: () => Promise.resolve(new Map()), close: () => (client.closed = true) };
  }

  get publishing(): readonly RelayClient[] {
    return this.published.filter(({ closed }) => !closed);
  }

  get playing(): readonly RelayClient[] {
    return this.played.filter(({ closed }) => !closed);
  }

  /** What is published breaks, and with it what is played. */
  break(): void {
    for (const client of [...this.publishing, ...this.playing]) {
      client.closed = true;
      client.options.onEnd(new Error('The media server has gone.'));
    }
  }
}
