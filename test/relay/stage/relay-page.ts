import { AgentSession, VisitorSession } from '../../../src/index.js';
import type { AgentSessionOptions } from '../../../src/index.js';
import { SocketIoChannel } from '../../../src/channel/socket-io-channel.js';
import { WhipWhepRelay } from '../../../src/peer/whip-whep-relay.js';

/** What a visitor has decoded of everything that it was ever sent. */
export interface Seen {
  readonly state: string;
  readonly endReason: string | null;
  readonly frames: number;
  readonly forbidden: number;
  /** States since the visitor came, each once in a row. */
  readonly states: readonly string[];
  /** The picture comes from the media server. */
  readonly relayed: boolean;
}

/** What leaves the agent's browser. */
export interface Outgoing {
  /** Streams of pictures, of all connections that there are. */
  readonly streams: number;
  /** Bytes that all connections there ever were have sent. */
  readonly bytes: number;
  readonly framesEncoded: number;
}

/** Every connection of this page, so that its figures are those of WebRTC itself. */
const connections = new Set<RTCPeerConnection>();
globalThis.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    connections.add(this);
  }
};

const channel = (role: 'agent' | 'visitor'): SocketIoChannel => new SocketIoChannel({ server: location.origin, sessionId: 's1', token: role });

interface Counter {
  counts(): Promise<{ frames: number; forbidden: number }>;
}

function countFrames(track: MediaStreamTrack): Counter {
  const Processor = (globalThis as unknown as { MediaStreamTrackProcessor: new (init: object) => { readable: ReadableStream } }).MediaStreamTrackProcessor;
  const worker = new Worker('/frame-counter.js');
  const { readable } = new Processor({ track, maxBufferSize: 30 });
  worker.postMessage({ readable }, [readable as unknown as Transferable]);
  return {
    counts: () =>
      new Promise((resolve) => {
        worker.addEventListener('message', ({ data }) => resolve(data), { once: true });
        worker.postMessage({});
      }),
  };
}

class Visitor {
  readonly #session: VisitorSession;
  readonly #counters = new Map<MediaStream, Counter>();
  readonly #states: string[] = [];
  #relayStream: MediaStream | null = null;

  constructor(whep: string, token: string) {
    const relay = new WhipWhepRelay({ whep, token });
    this.#session = new VisitorSession({
      channel: channel('visitor'),
      mediaRelay: {
        publish: (...given) => relay.publish(...given),
        play: async (...given) => {
          const playback = await relay.play(...given);
          this.#relayStream = playback.stream;
          return playback;
        },
      },
    });
    this.#session.addEventListener('statechange', () => this.#record());
  }

  #record(): void {
    const { state, stream } = this.#session;
    if (state !== this.#states.at(-1)) this.#states.push(state);
    const [track] = stream?.getVideoTracks() ?? [];
    if (stream && track && !this.#counters.has(stream)) this.#counters.set(stream, countFrames(track));
  }

  async seen(): Promise<Seen> {
    const counts = await Promise.all([...this.#counters.values()].map((counter) => counter.counts()));
    const sum = (key: 'frames' | 'forbidden'): number => counts.reduce((all, each) => all + each[key], 0);
    const { state, endReason, stream } = this.#session;
    return { state, endReason, frames: sum('frames'), forbidden: sum('forbidden'), states: this.#states, relayed: stream !== null && stream === this.#relayStream };
  }

  close(): void {
    this.#session.close();
  }
}

/** The page of the relay's tests: the agent's, or that of many visitors. */
class RelayPage {
  readonly warnings: string[] = [];
  readonly #visitors: Visitor[] = [];
  #agent: AgentSession | null = null;
  readonly #sent = new Map<string, { bytes: number; frames: number }>();

  /** An agent's session; without `whip` there is no media server. */
  agent(options: Pick<AgentSessionOptions, 'settings' | 'maxDirectViewers'> & { whip?: string; token?: string }): void {
    const { settings, maxDirectViewers, whip, token = '' } = options;
    this.#agent?.close();
    this.#agent = new AgentSession({ channel: channel('agent'), settings, name: 'Ann', ...(maxDirectViewers !== undefined && { maxDirectViewers }), ...(whip && { mediaRelay: new WhipWhepRelay({ whip, token }) }) });
    this.#agent.addEventListener('warning', ({ detail }) => this.warnings.push(`${detail.message} ${String(detail.cause)}`));
  }

  async start(): Promise<boolean> {
    return this.#agent!.start();
  }

  stop(): void {
    this.#agent!.stop();
  }

  agentState(): { state: string; error: string | null; viewers: number } {
    const { state, error, viewers } = this.#agent!;
    return { state, error: error?.code ?? null, viewers };
  }

  async outgoing(): Promise<Outgoing> {
    let streams = 0;
    for (const connection of connections) {
      if (connection.connectionState === 'closed') continue;
      const reports = await connection.getStats();
      for (const report of (reports as unknown as Map<string, { id: string; type: string; active?: boolean; bytesSent: number; headerBytesSent: number; framesEncoded?: number; ssrc: number }>).values()) {
        if (report.type !== 'outbound-rtp') continue;
        streams++;
        this.#sent.set(`${report.ssrc}`, { bytes: report.bytesSent + report.headerBytesSent, frames: report.framesEncoded ?? 0 });
      }
    }
    const all = [...this.#sent.values()];
    return { streams, bytes: all.reduce((sum, { bytes }) => sum + bytes, 0), framesEncoded: all.reduce((sum, { frames }) => sum + frames, 0) };
  }

  visitors(count: number, whep: string, token: string): void {
    for (let index = 0; index < count; index++) this.#visitors.push(new Visitor(whep, token));
  }

  seen(): Promise<Seen[]> {
    return Promise.all(this.#visitors.map((visitor) => visitor.seen()));
  }

  leave(): void {
    for (const visitor of this.#visitors.splice(0)) visitor.close();
  }
}

declare global {
  interface Window {
    relayPage: RelayPage;
  }
}
export type { RelayPage };
window.relayPage = new RelayPage();
