import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { io, type Socket } from 'socket.io-client';
import { MESSAGE_EVENT, NAMESPACE } from '../../src/channel/socket-io-protocol.js';
import { FLOOR_BEAT_MS } from '../../src/session/floor/floor-timing.js';
import { Cluster } from '../server/cluster/cluster.js';

/** How many connections are made at a time. */
const AT_ONCE = 50;
/** How much of a core a server is to use, so that there is room for a crowd that comes back at once. */
const SHARE_OF_CORE = 0.5;

/** What one server process used over a time, in ms of processor time for each second. */
export interface Usage {
  readonly agents: number;
  readonly visitors: number;
  readonly bystander: number;
  readonly redis: number;
}

export interface LoadReport {
  readonly sessions: number;
  /** Processor time of letting a connection in, in ms. */
  readonly connectMs: number;
  /** Memory of a server process for each connection that says nothing, in kB: what it uses more, garbage and the system's buffers apart. */
  readonly connectionKb: number;
  readonly idle: Usage;
  readonly active: Usage;
  /** Messages that were relayed in each second of the active time. */
  readonly messagesPerS: number;
  /** Processor time for each message, in µs: where it comes in, where it goes out, where nobody is for it, and in Redis. */
  readonly messageUs: Usage;
  /** By these figures, with half a core used and everybody served by one process. */
  readonly sessionsPerCore: { readonly idle: number; readonly active: number };
}

const TICKS_PER_S = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Processor time of a process since its start, in ms. @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
async function cpuMs(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /, '').split(' ');
  return ((Number(fields[11]) + Number(fields[12])) / TICKS_PER_S) * 1_000;
}

function connected(url: string, role: 'agent' | 'visitor', session: number): Promise<Socket> {
  const socket = io(`${url}${NAMESPACE}`, { auth: { sessionId: `s${session}`, token: `${role}:${role}${session}` }, forceNew: true, transports: ['websocket'], reconnection: false });
  return new Promise((resolve, reject) => socket.once('connect', () => resolve(socket)).once('connect_error', reject));
}

async function connectAll(url: string, role: 'agent' | 'visitor', count: number): Promise<Socket[]> {
  const sockets: Socket[] = [];
  while (sockets.length < count) {
    const from = sockets.length;
    sockets.push(...(await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, n) => connected(url, role, from + n)))));
  }
  return sockets;
}

/** Runs `work` and says what each process used meanwhile. */
async function usageDuring(pids: Readonly<Record<keyof Usage, number>>, work: () => Promise<unknown>): Promise<{ usage: Usage; seconds: number }> {
  const names = Object.keys(pids) as (keyof Usage)[];
  const before = await Promise.all(names.map((name) => cpuMs(pids[name])));
  const began = performance.now();
  await work();
  const seconds = (performance.now() - began) / 1_000;
  const after = await Promise.all(names.map((name) => cpuMs(pids[name])));
  return { usage: Object.fromEntries(names.map((name, n) => [name, (after[n]! - before[n]!) / seconds])) as unknown as Usage, seconds };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Everybody's agent shares: one heartbeat every 1.5 s each, spread over that time. */
async function share(agents: readonly Socket[], visitors: readonly Socket[], ms: number): Promise<number> {
  let heard = 0;
  for (const visitor of visitors) visitor.on(MESSAGE_EVENT, () => (heard += 1));
  let beat = 0;
  const timers: NodeJS.Timeout[] = [];
  for (const [n, agent] of agents.entries()) {
    const speak = (): void => void agent.emit(MESSAGE_EVENT, { v: 1, type: 'floor', from: { id: 'a', role: 'agent' }, term: 1, tie: n, beat: (beat += 1), held: true, share: { surface: 'window', since: 1, paused: false } });
    timers.push(setTimeout(() => timers.push(setInterval(speak, FLOOR_BEAT_MS)), (n * FLOOR_BEAT_MS) / agents.length));
  }
  await pause(ms);
  for (const timer of timers) clearTimeout(timer);
  for (const visitor of visitors) visitor.off(MESSAGE_EVENT);
  return heard;
}

/**
 * Measures what sessions cost three server processes with Redis between them:
 * agents on one, visitors on another, nobody on the third. In processor time,
 * which a busy machine doesn't change much.
 */
export async function measureLoad({ sessions, seconds, say }: { sessions: number; seconds: number; say: (line: string) => void }): Promise<LoadReport> {
  const cluster = await Cluster.start(3);
  try {
    const [first, second, third] = cluster.nodes.map(({ process: { pid } }) => pid ?? 0);
    const pids = { agents: first ?? 0, visitors: second ?? 0, bystander: third ?? 0, redis: cluster.redis.pid };
    let agents: Socket[] = [];
    let visitors: Socket[] = [];
    const atFirst = await cluster.nodes[1]!.memory();
    const connecting = await usageDuring(pids, async () => {
      agents = await connectAll(`http://127.0.0.1:${cluster.nodes[0]!.port}`, 'agent', sessions);
      visitors = await connectAll(`http://127.0.0.1:${cluster.nodes[1]!.port}`, 'visitor', sessions);
    });
    say(`${sessions} sessions are connected; nobody says anything for ${seconds} s`);
    const idle = await usageDuring(pids, () => pause(seconds * 1_000));
    const connectionKb = ((await cluster.nodes[1]!.memory()) - atFirst) / sessions / 1_000;
    say(`everybody shares for ${seconds} s`);
    let heard = 0;
    const active = await usageDuring(pids, async () => (heard = await share(agents, visitors, seconds * 1_000)));
    for (const socket of [...agents, ...visitors]) socket.disconnect();
    const messagesPerS = heard / active.seconds;
    const messageUs = Object.fromEntries((Object.keys(pids) as (keyof Usage)[]).map((name) => [name, ((active.usage[name] - idle.usage[name]) / messagesPerS) * 1_000])) as unknown as Usage;
    // One process for all: both connections of each session, and the way in and out of each message.
    const idleMs = (idle.usage.agents + idle.usage.visitors) / sessions;
    const activeMs = idleMs + (messageUs.agents + messageUs.visitors) / FLOOR_BEAT_MS;
    const budget = SHARE_OF_CORE * 1_000;
    return {
      sessions,
      connectMs: (connecting.usage.agents * connecting.seconds) / sessions,
      connectionKb,
      idle: idle.usage,
      active: active.usage,
      messagesPerS,
      messageUs,
      sessionsPerCore: { idle: Math.floor(budget / idleMs), active: Math.floor(budget / activeMs) },
    };
  } finally {
    await cluster.close();
  }
}
