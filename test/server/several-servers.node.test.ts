import { expect, test } from '@playwright/test';
import type { Namespace } from 'socket.io';
import { ClusterAdapterWithHeartbeat, type ClusterMessage, type ClusterResponse } from 'socket.io-adapter';
import { SignallingServer } from './signalling-server.js';

/** A bus between servers that carries plain JSON, as a real one does. */
class Bus {
  readonly adapters = new Set<BusAdapter>();

  publish(from: BusAdapter, message: unknown): void {
    const wire = JSON.stringify(message);
    for (const adapter of this.adapters) if (adapter !== from) setImmediate(() => adapter.receive(JSON.parse(wire)));
  }
}

class BusAdapter extends ClusterAdapterWithHeartbeat {
  readonly #bus: Bus;

  constructor(namespace: Namespace, bus: Bus) {
    super(namespace, {});
    this.#bus = bus;
    bus.adapters.add(this);
  }

  receive(message: ClusterMessage): void {
    this.onMessage(message);
  }

  override doPublish(message: ClusterMessage): Promise<string> {
    this.#bus.publish(this, message);
    return Promise.resolve('');
  }

  override doPublishResponse(_requester: string, response: ClusterResponse): Promise<void> {
    this.#bus.publish(this, response);
    return Promise.resolve();
  }
}

let servers: SignallingServer[] = [];

test.beforeEach(async () => {
  const bus = new Bus();
  const adapter = function (namespace: Namespace) {
    return new BusAdapter(namespace, bus);
  };
  servers = await Promise.all([1, 2, 3].map(() => new SignallingServer({}, { adapter: adapter as never }).start()));
});

test.afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
});

const isHello = ({ type }: Record<string, unknown>) => type === 'hello';

test('a session spreads over servers: everybody hears the session, and only the addressee what is addressed', async () => {
  const agent = await servers[0]!.join('ada', 'agent');
  const [one, two] = [await servers[1]!.join('v1', 'visitor'), await servers[2]!.join('v2', 'visitor')];
  two.channel.send({ v: 1, type: 'hello', from: { id: 'i2', role: 'visitor' } });
  const { from } = await agent.inbox.message('hello of v2', isHello);
  agent.channel.send({ v: 1, type: 'unlink', from: { id: 'a', role: 'agent' }, to: (from as { id: string }).id, generation: 1, reason: 'left' });
  agent.channel.send({ v: 1, type: 'hello', from: { id: 'a', role: 'agent' } });
  for (const { inbox } of [one, two]) await inbox.message('hello of ada', ({ type, from: sender }) => type === 'hello' && (sender as { id: string }).id === 'ada~a');
  expect(two.inbox.messages).toContainEqual({ v: 1, type: 'unlink', from: { id: 'ada~a', role: 'agent' }, to: 'i2', generation: 1, reason: 'left' });
  expect(one.inbox.messages.filter((message) => !isHello(message as Record<string, unknown>))).toEqual([]);
});

test('a user is disconnected on whichever server they are', async () => {
  const visitor = await servers[1]!.join('v1', 'visitor');
  servers[0]!.relay.disconnect('s1', 'v1');
  await visitor.inbox.status(false);
  await visitor.inbox.status(true);
});
