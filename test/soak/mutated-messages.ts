import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import type { Socket } from 'socket.io-client';
import type { Channel } from '../../src/channel/channel.js';
import { LocalChannel } from '../../src/channel/local-channel.js';
import { parseMessage } from '../../src/channel/messages.js';
import { SignedChannel } from '../../src/channel/signed-channel.js';
import { MESSAGE_EVENT } from '../../src/channel/socket-io-protocol.js';
import { stamp } from '../../src/server/stamp.js';
import { VisitorSession } from '../../src/session/visitor/visitor-session.js';
import { mutatedMessage } from '../channel/mutated-message.js';
import { SignallingServer } from '../server/signalling-server.js';
import { Network } from './faults/network.js';
import { standInForPage } from './faults/page-stand-ins.js';
import { Agent, Visitor, type World } from './faults/people.js';
import { Random } from '../seeded-random.mjs';
import { until } from './stage/until.js';

/** Below what one connection may send at once, so that each message is looked at. */
const BATCH = 400;
/** So many of Mallory's connections send at a time. */
const CONNECTIONS = 5;
const MALLORY = { user: 'mallory', role: 'visitor' } as const;

export interface MutationReport {
  readonly messages: number;
  /** How many of them were messages that a visitor may send, and how many were none. */
  readonly valid: number;
  readonly junk: number;
  readonly wrongs: readonly string[];
}

/** Somebody who listens at a channel's end, without a signature and behind one. */
function listeners(channel: Channel): { plain: VisitorSession; signed: VisitorSession } {
  const network = new Network(new Random(1));
  const openLink = network.openLink(network.place('listener'));
  const shared: Channel = { send: () => undefined, subscribe: (...subscriber) => channel.subscribe(...subscriber) };
  return {
    plain: new VisitorSession({ channel: shared, openLink }),
    signed: new VisitorSession({ channel: new SignedChannel(shared, { key: randomBytes(32), sessionId: 's1' }), openLink }),
  };
}

/** A share that goes on, on a bus that Mallory, a visitor, is on too. */
class RunningShare {
  readonly #network = new Network(new Random(1));
  readonly #agent: Agent;
  readonly #visitor: Visitor;
  readonly #ids: Record<string, string> = {};
  readonly #ends: string[] = [];
  #since: number | undefined;

  constructor(page: World['page'], wrongs: string[]) {
    this.#network.bad = false;
    const world: World = { random: new Random(1), network: this.#network, page, wrongs };
    this.#agent = new Agent(world, 'agent');
    this.#visitor = new Visitor(world, 'visitor');
    const eavesdropper = this.#network.place('eavesdropper');
    this.#network.channel(eavesdropper).subscribe((message) => {
      const { from } = message as { from: { id: string; role: string } };
      this.#ids[from.role] = from.id;
    });
    for (const session of [this.#agent.session, this.#visitor.session] as EventTarget[]) session.addEventListener('end', () => this.#ends.push('a share ended'));
  }

  async begin(): Promise<void> {
    await until(() => {
      // What the picker does is chance.
      if (this.#agent.session.state === 'idle') this.#agent.start();
      return this.#agent.sharing;
    }, 'the agent shares');
    await until(() => this.#visitor.session.state === 'viewing' && this.#ids['agent'] !== undefined && this.#ids['visitor'] !== undefined, 'the share is seen');
    this.#since = this.#agent.session.share?.since;
  }

  /** What a server passes on of what Mallory sends, and what a bus without one lets through that is no message. @returns whether it was a message */
  hear(value: unknown): boolean {
    const message = stamp(this.#addressed(value), MALLORY)?.message;
    const passed = message ?? (parseMessage(value) ? null : value);
    for (const { place } of [this.#agent, this.#visitor]) place.hear?.(passed);
    return message !== undefined;
  }

  problem(): string | null {
    const { session } = this.#agent;
    const still = session.state === 'sharing' && session.share?.since === this.#since && session.viewers >= 1 && session.error === null && session.otherAgent === null;
    if (still && this.#visitor.session.state === 'viewing' && this.#ends.length === 0) return null;
    return `the share is not what it was: ${session.state}, ${session.viewers} viewers, ${this.#visitor.session.state}, ${this.#ends.join()}`;
  }

  close(): void {
    this.#agent.session.close();
    this.#visitor.session.close();
  }

  /** To those who are there, where it is to those of the examples. */
  #addressed(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || !('to' in value)) return value;
    const id = value.to === 'agent-1' ? this.#ids['agent'] : value.to === 'visitor-1' ? this.#ids['visitor'] : value.to;
    return { ...value, to: id };
  }
}

/** What a bystander hears of what Mallory sends to the real server. */
function wrongAtBystander(message: unknown): string | null {
  const { from, type, data } = message as { from: { id: string; role: string }; type: string; data?: { type: string } };
  const isMallorys = /^mallory~[\w-]{1,64}$/.test(from.id) && from.role === 'visitor' && type !== 'floor' && data?.type !== 'offer';
  return isMallorys && parseMessage(message) ? null : `the server passed on ${JSON.stringify(message).slice(0, 300)}`;
}

function emitted(socket: { emit(event: string, value: unknown): unknown }, value: unknown): void {
  try {
    socket.emit(MESSAGE_EVENT, value);
  } catch {
    // It can't be written down, so it can't travel.
  }
}

function posted(channel: Channel, value: unknown): void {
  try {
    channel.send(value);
  } catch {
    // It can't be cloned, so it can't travel.
  }
}

/** Connections of Mallory's that send all of it, until the server has looked at it. */
async function sendAll(server: SignallingServer, values: readonly unknown[]): Promise<void> {
  const looked = (): number => server.relay.counts.dropped + server.relay.counts.relayed + server.relay.counts.coalesced;
  const before = looked();
  const sockets: Socket[] = await Promise.all(Array.from({ length: CONNECTIONS }, () => server.rawMember(MALLORY.user, MALLORY.role)));
  for (const [index, value] of values.entries()) emitted(sockets[Math.floor(index / BATCH)]!, value);
  await until(() => looked() - before >= values.length, 'the server has looked at all');
  for (const socket of sockets) socket.disconnect();
}

/** Sends so many mutated messages through each entrance: the sessions' own, a signed channel's, BroadcastChannel's, the Socket.IO client's and server's. */
export async function sendMutatedMessages({ messages, seed = 1, say = () => undefined }: { messages: number; seed?: number; say?: (line: string) => void }): Promise<MutationReport> {
  const wrongs: string[] = [];
  const note = (error: unknown): unknown => wrongs.push(`thrown: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  process.on('unhandledRejection', note);
  process.on('uncaughtException', note);
  const share = new RunningShare(standInForPage(), wrongs);
  await share.begin();
  const server = await new SignallingServer().start();
  const bystander = await server.join('vic', 'visitor');
  bystander.channel.subscribe((message) => {
    const wrong = wrongAtBystander(message);
    if (wrong) wrongs.push(wrong);
  });
  const [local, sender] = [new LocalChannel('s1'), new LocalChannel('s1')];
  // A server that is not ours, and sends what it likes.
  const hostile = await new SignallingServer().start();
  const client = await hostile.join('vic', 'visitor');
  const ends = [listeners(local), listeners(client.channel)];
  let [valid, sent] = [0, 0];
  for (; sent < messages && wrongs.length < 20; sent += BATCH * CONNECTIONS) {
    const values = fc.sample(fc.oneof({ weight: 9, arbitrary: mutatedMessage }, fc.anything()), { numRuns: BATCH * CONNECTIONS, seed: seed + sent });
    for (const value of values) {
      if (share.hear(value)) valid += 1;
      posted(sender, value);
      emitted(hostile.io.of('/glance-screenshare'), value);
    }
    await sendAll(server, values);
    const problem = share.problem() ?? (ends.some(({ signed }) => signed.state !== 'waiting') ? 'what wasn’t signed was heard' : null);
    if (problem) wrongs.push(`after ${sent}: ${problem}`);
    bystander.inbox.messages.length = 0;
    client.inbox.messages.length = 0;
    if (sent % 100_000 === 0) say(`${sent} messages, ${valid} of them valid`);
  }
  if (server.errors.length > 0) wrongs.push(`the server failed: ${String(server.errors[0])}`);
  for (const { plain, signed } of ends) for (const session of [plain, signed]) session.close();
  share.close();
  for (const channel of [local, sender]) channel.close();
  await Promise.all([server.close(), hostile.close()]);
  process.off('unhandledRejection', note);
  process.off('uncaughtException', note);
  return { messages: sent, valid, junk: sent - valid, wrongs };
}
