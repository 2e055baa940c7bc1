import { RedisProcess } from '../../test/server/cluster/redis-process.js';
import { programOnPath } from '../../test/prepare.mjs';
import { quantile } from '../../test/address-bar/live-matrix/attempt.js';
import type { Measured } from '../figure.js';
import type { Row, RowOptions } from '../row.js';
import { Cluster } from '../signalling-load.js';
import type { Handled } from '../signalling-load.js';

const PEER = 'bare Socket.IO rooms';
const SESSIONS = 100;
/** While somebody shares, a session has one message in this time. */
const BEAT_MS = 1_500;

const WHEN_BEHIND = 'Each message is checked against the schema, stamped with its sender, charged to a budget and delivered to the session\'s room; the bare rooms pass on whatever they are given, from anybody.';

interface Runs {
  readonly ours: Handled[];
  readonly bare: Handled[];
}

async function runsOf(nodes: number, redisPort: number | null, { short, say, rounds = 5 }: RowOptions): Promise<Runs> {
  const options = { nodes, redisPort, sessions: short ? 5 : SESSIONS };
  const [ours, bare] = [await Cluster.start('ours', options), await Cluster.start('bare', options)];
  const runs: Runs = { ours: [], bare: [] };
  try {
    // What runs first isn't compiled yet.
    for (const cluster of [ours, bare]) await cluster.load(100, short ? 0.2 : 3);
    for (let round = 0; round < (short ? 1 : rounds); round++) {
      runs.ours.push(await ours.load(100, short ? 0.5 : 4));
      runs.bare.push(await bare.load(100, short ? 0.5 : 4));
      say(`${nodes} nodes, round ${round + 1}: ${[runs.ours, runs.bare].map((each) => `${perCore(each.at(-1) as Handled).toFixed(0)} a core, p99 ${late(each.at(-1) as Handled).toFixed(1)} ms`).join('; ')}`);
    }
  } finally {
    await ours.stop();
    await bare.stop();
  }
  return runs;
}

const perCore = ({ messages, processorMs }: Handled): number => (messages * 1_000) / processorMs;
const late = ({ delays }: Handled): number => quantile(delays, 0.99);

function figuresOf(nodes: string, { ours, bare }: Runs): Measured[] {
  const figure = (name: string, unit: string, better: 'lower' | 'higher', of: (run: Handled) => number, note?: string): Measured =>
    ({ name: `${name}, ${nodes}`, unit, better, peerName: PEER, ours: ours.map(of), peer: bare.map(of), whenBehind: WHEN_BEHIND, ...(note && { note }) });
  return [
    figure('sessions with a share a core', 'sessions', 'higher', (run) => (perCore(run) * BEAT_MS) / 1_000, 'Sessions a core are calculated from the messages a second that a core carries and the one message in 1.5 s that a share sends.'),
    figure('messages a second a core', 'messages a second', 'higher', perCore, 'A core\'s figure comes from the processor time of the server processes, Redis apart. Three nodes are three processes on one machine, joined by Socket.IO\'s adapter for Redis Streams; each session\'s two ends are on two of them.'),
    figure('delay of 99 in 100 messages', 'ms', 'lower', late),
  ];
}

export const signalling: Row = {
  name: 'signalling',
  title: 'Signalling',
  about: `${SESSIONS} sessions of an agent and a visitor are connected; every agent sends ten messages a second, as large as the one that a running share repeats, and each has to arrive.`,
  async measure(options) {
    const one = figuresOf('1 node', await runsOf(1, null, options));
    const why = programOnPath('redis-server') === null ? 'there is no redis-server here.' : null;
    if (why !== null) return [...one, { name: 'delay of 99 in 100 messages, 3 nodes', unit: 'ms', better: 'lower', peerName: PEER, why }];
    const redis = await RedisProcess.start();
    try {
      return [...one, ...figuresOf('3 nodes', await runsOf(3, redis.port, options))];
    } finally {
      await redis.kill();
    }
  },
};
