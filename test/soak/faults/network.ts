import type { Channel } from '../../../src/channel/channel.js';
import type { Link, LinkEnd, LinkOptions, OpenLink } from '../../../src/peer/link.js';
import { newStream } from './page-stand-ins.js';
import type { Random } from '../../seeded-random.mjs';

/** Somebody's place in the network: what reaches them, and what they reach. */
export interface Place {
  readonly name: string;
  /** Nothing comes in or goes out; the one who is there doesn't know. */
  offline: boolean;
  /** The browser is gone. */
  dead: boolean;
  /** Sending throws. */
  broken: boolean;
  hear: ((message: unknown) => void) | null;
  status: ((connected: boolean) => void) | null;
}

interface End {
  readonly place: Place;
  readonly options: LinkOptions;
  other: End | null;
  connected: boolean;
  over: boolean;
}

/** A network that loses, doubles, delays and reorders messages and breaks links while it is bad, and does its work while it isn't. */
export class Network {
  bad = true;
  readonly #random: Random;
  readonly #places = new Set<Place>();
  readonly #ends = new Map<string, End>();
  #links = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  place(name: string): Place {
    const place: Place = { name, offline: false, dead: false, broken: false, hear: null, status: null };
    this.#places.add(place);
    return place;
  }

  channel(place: Place): Channel {
    return {
      send: (message) => {
        if (place.broken) throw new Error('the bus is down');
        for (const other of this.#places) if (other !== place) this.#carry(place, other, structuredClone(message));
      },
      subscribe: (hear, status) => {
        place.hear = hear;
        place.status = status ?? null;
        return () => {
          place.hear = null;
          place.status = null;
        };
      },
    };
  }

  setOffline(place: Place, offline: boolean): void {
    if (place.offline === offline) return;
    place.offline = offline;
    place.status?.(!offline);
    // A link outlives a short loss, and not a long one.
    if (offline) for (const end of this.#endsOf(place)) this.#later(2_000 + this.#random.below(8_000), () => place.offline && this.#break(end));
  }

  /** The browser is gone, without a word. */
  kill(place: Place): void {
    place.dead = true;
    place.hear = null;
    for (const end of this.#endsOf(place)) {
      end.over = true;
      const { other } = end;
      if (other) this.#later(5_000 + this.#random.below(5_000), () => this.#end(other, 'connection-failed'));
    }
  }

  /** Breaks one of the links that there are. */
  breakSome(): void {
    const ends = [...this.#ends.values()].filter(({ over }) => !over);
    if (ends.length > 0) this.#break(this.#random.pick(ends));
  }

  openLink(place: Place): OpenLink {
    return (options) => {
      const end: End = { place, options, other: null, connected: false, over: false };
      const id = `l${this.#links++}`;
      this.#ends.set(id, end);
      if (options.stream) this.#later(5, () => !end.over && !place.dead && options.onSignal({ type: 'offer', sdp: id }));
      this.#later(15_000, () => !end.connected && this.#end(end, 'connection-failed'));
      return this.#link(id, end);
    };
  }

  #link(id: string, end: End): Link {
    return {
      get connected() {
        return end.connected && !end.over;
      },
      signal: (data) => {
        if (end.over || !('sdp' in data)) return;
        const other = this.#ends.get(data.sdp);
        if (!other || other.over) return;
        if (data.type === 'offer') {
          end.other = other;
          other.other = end;
          this.#later(5, () => !end.over && !end.place.dead && end.options.onSignal({ type: 'answer', sdp: id }));
        } else this.#later(20, () => this.#connect(end, other));
      },
      replaceTrack: () => (this.bad && this.#random.chance(0.1) ? Promise.reject(new Error('no track')) : Promise.resolve()),
      stats: () => Promise.resolve(new Map() as unknown as RTCStatsReport),
      close: () => {
        const { other } = end;
        this.#end(end, 'closed');
        if (!other) return;
        if (end.place.offline || other.place.offline) this.#later(8_000, () => this.#end(other, 'connection-failed'));
        else this.#later(5, () => this.#end(other, 'remote-closed'));
      },
    };
  }

  #connect(sender: End, receiver: End): void {
    const unreachable = [sender, receiver].some(({ over, place }) => over || place.offline || place.dead);
    if (unreachable || sender.connected || (this.bad && this.#random.chance(0.2))) return;
    sender.connected = true;
    receiver.connected = true;
    sender.options.onConnected();
    receiver.options.onConnected();
    receiver.options.onStream(newStream());
  }

  #break(end: End): void {
    const { other } = end;
    this.#end(end, 'connection-failed');
    if (other) this.#later(this.#random.below(3_000), () => this.#end(other, 'connection-failed'));
  }

  #end(end: End, reason: LinkEnd): void {
    if (end.over || end.place.dead) return;
    end.over = true;
    end.options.onEnd(reason);
  }

  #endsOf(place: Place): End[] {
    return [...this.#ends.values()].filter((end) => end.place === place && !end.over);
  }

  #carry(from: Place, to: Place, message: unknown): void {
    const copies = !this.bad ? 1 : this.#random.chance(0.2) ? 0 : this.#random.chance(0.2) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const delay = this.bad && this.#random.chance(0.3) ? this.#random.below(4_000) : 5 + this.#random.below(45);
      this.#later(delay, () => !from.offline && !to.offline && !from.dead && to.hear?.(message));
    }
  }

  #later(ms: number, act: () => unknown): void {
    setTimeout(act, ms);
  }
}
