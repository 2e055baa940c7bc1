import type { Link, LinkEnd, LinkOptions } from '../peer/link.js';
import type { LinkQuality } from '../peer/link-stats.js';

/** One end of a link within the page. */
interface End {
  readonly options: LinkOptions;
  other: End | null;
  connected: boolean;
  quality: LinkQuality | null;
  over: boolean;
}

/** Passes pictures from an agent to visitors on the same page, without a network or encoding. */
export class FakeLinks {
  readonly #ends = new Set<End>();
  /** Sending ends by the name that is sent instead of a session description. */
  readonly #offers = new Map<string, End>();
  #count = 0;
  #broken = false;

  /** For the option `openLink` of both sessions. */
  readonly open = (options: LinkOptions): Link => {
    const end: End = { options, other: null, connected: false, quality: null, over: false };
    this.#ends.add(end);
    if (this.#broken) queueMicrotask(() => this.#end(end, 'connection-failed'));
    else if (options.stream) this.#offer(end);
    return {
      get connected() {
        return end.connected;
      },
      get quality() {
        return end.quality;
      },
      signal: (data) => {
        const sender = data.type === 'offer' ? this.#offers.get(data.sdp) : undefined;
        if (sender && !sender.over && !end.over && !end.connected) this.#join(sender, end);
      },
      // The other end plays the session's own stream, so it already has the new track.
      replaceTrack: () => Promise.resolve(),
      stats: () => Promise.resolve(new Map() as unknown as RTCStatsReport),
      close: () => this.#close(end),
    };
  };

  /** Sets whether data arrives on the links. */
  setQuality(quality: LinkQuality): void {
    for (const end of [...this.#ends]) {
      if (!end.connected || end.quality === quality) continue;
      end.quality = quality;
      end.options.onQuality?.();
    }
  }

  /** Breaks all links, and prevents new ones until {@link FakeLinks.mend}. */
  break(): void {
    this.#broken = true;
    for (const end of [...this.#ends]) this.#end(end, 'connection-failed');
  }

  mend(): void {
    this.#broken = false;
  }

  #offer(end: End): void {
    const sdp = `offer ${(this.#count += 1)}`;
    this.#offers.set(sdp, end);
    queueMicrotask(() => !end.over && end.options.onSignal({ type: 'offer', sdp }));
  }

  #join(sender: End, receiver: End): void {
    const { stream } = sender.options;
    if (!stream) return;
    sender.other = receiver;
    receiver.other = sender;
    for (const end of [sender, receiver]) {
      end.connected = true;
      end.quality = 'good';
      end.options.onConnected();
    }
    receiver.options.onStream(stream);
  }

  #close(end: End): void {
    const { other } = end;
    this.#end(end, 'closed');
    if (other) queueMicrotask(() => this.#end(other, 'remote-closed'));
  }

  #end(end: End, reason: LinkEnd): void {
    if (end.over) return;
    end.over = true;
    end.connected = false;
    this.#ends.delete(end);
    end.options.onEnd(reason);
  }
}
