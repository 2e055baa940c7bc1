import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';

export type ServerKind = 'ours' | 'bare';

interface Node {
  readonly url: string;
  processorMs(): Promise<number>;
  stop(): Promise<void>;
}

async function answer<K extends string>(child: ChildProcess, key: K): Promise<number> {
  const [message] = (await once(child, 'message')) as [Record<K, number>];
  return message[key];
}

async function startNode(kind: ServerKind, redisPort: number | null): Promise<Node> {
  const child = fork(join(process.cwd(), 'bench/servers/signalling.mjs'), [kind, ...(redisPort === null ? [] : [String(redisPort)])]);
  const port = await answer(child, 'port');
  return {
    url: `http://127.0.0.1:${port}${kind === 'ours' ? '/glance-screenshare' : ''}`,
    async processorMs() {
      child.send('usage');
      return answer(child, 'processorMs');
    },
    async stop() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

/** What servers did with so many messages. */
export interface Handled {
  readonly messages: number;
  /** Of all servers together. */
  readonly processorMs: number;
  /** From sending to hearing, milliseconds, of each message. */
  readonly delays: readonly number[];
}

/** Servers of one kind, and sessions of an agent and a visitor each that are connected to them. */
export class Cluster {
  readonly #nodes: readonly Node[];
  readonly #sessions: readonly { readonly agent: Socket; readonly visitor: Socket }[];

  private constructor(nodes: readonly Node[], sessions: readonly { agent: Socket; visitor: Socket }[]) {
    this.#nodes = nodes;
    this.#sessions = sessions;
  }

  static async start(kind: ServerKind, { nodes: count, redisPort, sessions }: { nodes: number; redisPort: number | null; sessions: number }): Promise<Cluster> {
    const nodes = await Promise.all(Array.from({ length: count }, () => startNode(kind, redisPort)));
    const connect = async (node: number, user: string, session: number): Promise<Socket> => {
      const socket = io(nodes[node % count]?.url ?? '', { auth: { sessionId: `s${session}`, token: user }, forceNew: true, transports: ['websocket'], reconnection: false });
      await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
      return socket;
    };
    const all: { agent: Socket; visitor: Socket }[] = [];
    // The visitor is on the next node, where there is one.
    for (let n = 0; n < sessions; n++) all.push({ agent: await connect(n, `agent-${n}`, n), visitor: await connect(n + 1, `visitor-${n}`, n) });
    return new Cluster(nodes, all);
  }

  /** Has every agent speak so often, for so long, and hears how it arrives. */
  async load(everyMs: number, seconds: number): Promise<Handled> {
    const delays: number[] = [];
    const hear = ({ beat }: { beat: number }): void => void delays.push(performance.now() - beat / 1_000);
    for (const { visitor } of this.#sessions) visitor.on('message-to-session', hear);
    const before = await this.#processorMs();
    let sent = 0;
    const speak = (agent: Socket): void => {
      sent++;
      agent.emit('message-to-session', {
        v: 1, type: 'floor', from: { id: 'a', role: 'agent' }, term: 1, tie: 1, beat: Math.round(performance.now() * 1_000), held: true, share: { surface: 'window', since: 1, paused: false },
      });
    };
    const timers: NodeJS.Timeout[] = [];
    // Spread over the interval, so that they don't all speak at once.
    this.#sessions.forEach(({ agent }, index) => setTimeout(() => timers.push(setInterval(speak, everyMs, agent)), (everyMs * index) / this.#sessions.length));
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    for (const timer of timers) clearInterval(timer);
    await this.#allHeard(() => delays.length >= sent);
    const processorMs = (await this.#processorMs()) - before;
    for (const { visitor } of this.#sessions) visitor.off('message-to-session', hear);
    return { messages: delays.length, processorMs, delays };
  }

  async stop(): Promise<void> {
    for (const { agent, visitor } of this.#sessions) void (agent.disconnect(), visitor.disconnect());
    await Promise.all(this.#nodes.map((node) => node.stop()));
  }

  async #processorMs(): Promise<number> {
    return (await Promise.all(this.#nodes.map((node) => node.processorMs()))).reduce((sum, ms) => sum + ms, 0);
  }

  /** @throws Error when a message is lost on the way */
  async #allHeard(heard: () => boolean): Promise<void> {
    const end = Date.now() + 20_000;
    while (!heard()) {
      if (Date.now() > end) throw new Error('Messages were lost on the way.');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
