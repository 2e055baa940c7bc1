import assert from 'node:assert/strict';
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { Floor, type Claim } from '../../../src/session/floor/floor.js';

const TIMEOUT_MS = 4_800;

const claimOf = (id: string, term: number, words: Partial<Claim> = {}): Claim => ({ id, term, tie: 1, beat: 0, held: true, ...words });

test('nobody holds the floor at first', () => {
  expect(new Floor({ self: null, timeoutMs: TIMEOUT_MS }).holder(0)).toBeNull();
});

test('an agent who claims holds the floor for itself and for those who hear of it', () => {
  const ann = new Floor({ self: 'ann', timeoutMs: TIMEOUT_MS });
  const visitor = new Floor({ self: null, timeoutMs: TIMEOUT_MS });
  visitor.receive(ann.claim(10), 10);
  expect(ann.holder(10)?.id).toBe('ann');
  expect(visitor.holder(10)?.id).toBe('ann');
});

test('a later claim supersedes an earlier one, also when the clock of the later agent is behind', () => {
  const ann = new Floor({ self: 'ann', timeoutMs: TIMEOUT_MS });
  const bob = new Floor({ self: 'bob', timeoutMs: TIMEOUT_MS });
  bob.receive(ann.claim(90_000), 5);
  expect(ann.receive(bob.claim(5), 90_001)).toBe('superseded');
  expect(ann.own?.held).toBe(false);
  expect(ann.holder(90_001)?.id).toBe('bob');
});

test('a late or doubled word of a claim that was given up does not bring it back', () => {
  const ann = new Floor({ self: 'ann', timeoutMs: TIMEOUT_MS });
  const visitor = new Floor({ self: null, timeoutMs: TIMEOUT_MS });
  const claimed = ann.claim(1);
  const released = ann.release();
  expect(visitor.receive(released!, 2)).toBe('noted');
  expect(visitor.receive(claimed, 3)).toBe('stale');
  expect(visitor.holder(3)).toBeNull();
});

test('nothing that was said before brings back an agent who has left', () => {
  const visitor = new Floor({ self: null, timeoutMs: TIMEOUT_MS });
  visitor.receive(claimOf('ann', 5), 1);
  visitor.leave('ann');
  expect(visitor.receive(claimOf('ann', 5, { beat: 9 }), 2)).toBe('stale');
  expect(visitor.holder(2)).toBeNull();
});

test('a holder that falls silent holds no longer, until it is heard again', () => {
  const visitor = new Floor({ self: null, timeoutMs: TIMEOUT_MS });
  visitor.receive(claimOf('ann', 5), 0);
  expect(visitor.holder(TIMEOUT_MS)?.id).toBe('ann');
  expect(visitor.holder(TIMEOUT_MS + 1)).toBeNull();
  visitor.receive(claimOf('ann', 5, { beat: 1 }), TIMEOUT_MS + 2);
  expect(visitor.holder(TIMEOUT_MS + 2)?.id).toBe('ann');
});

test('an agent repeats its claim when somebody claims below it', () => {
  const ann = new Floor({ self: 'ann', timeoutMs: TIMEOUT_MS });
  ann.claim(100);
  expect(ann.receive(claimOf('bob', 5), 101)).toBe('contested');
  expect(ann.own?.held).toBe(true);
});

test('a visitor cannot claim', () => {
  expect(() => new Floor({ self: null, timeoutMs: TIMEOUT_MS }).claim(1)).toThrow(TypeError);
});

/** One step of a random history. `who` and `pick` are reduced modulo what there is. */
type Step =
  | { kind: 'start' | 'stop' | 'beat' | 'join'; who: number }
  | { kind: 'deliver' | 'lose' | 'double'; pick: number }
  | { kind: 'wait'; ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom('start' as const, 'stop' as const, 'beat' as const, 'join' as const), who: fc.nat(7) }),
  { arbitrary: fc.record({ kind: fc.constantFrom('deliver' as const, 'lose' as const, 'double' as const), pick: fc.nat(1_000) }), weight: 3 },
  fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(3_000) }),
);

/** Agents and visitors on a network that loses, doubles, delays and reorders whatever the history says. */
class World {
  now = 1_000_000;
  readonly nodes: { id: string; floor: Floor; skewMs: number; visitor: boolean }[] = [];
  readonly inFlight: { to: number; claim: Claim }[] = [];

  constructor(agents: number, visitors: number, skews: readonly number[]) {
    for (let index = 0; index < agents + visitors; index++) this.add(index >= agents, skews[index % skews.length] ?? 0);
  }

  add(visitor: boolean, skewMs: number): void {
    const id = `n${this.nodes.length}`;
    // A small tie-breaker, so that equal terms and equal ties occur.
    const random = (): number => this.nodes.length % 2;
    this.nodes.push({ id, visitor, skewMs, floor: new Floor({ self: visitor ? null : id, timeoutMs: TIMEOUT_MS, random }) });
  }

  say(from: number, claim: Claim | null): void {
    if (!claim) return;
    this.nodes.forEach((_, to) => to !== from && this.inFlight.push({ to, claim }));
  }

  deliver(index: number): void {
    const [message] = this.inFlight.splice(index, 1);
    if (!message) return;
    const { floor } = this.nodes[message.to]!;
    const heard = floor.receive(message.claim, this.now);
    if (heard === 'contested') this.say(message.to, floor.beat());
    if (heard === 'superseded') this.say(message.to, floor.own);
  }

  run(step: Step): void {
    if (step.kind === 'wait') this.now += step.ms;
    else if ('pick' in step) this.handle(step.kind, step.pick % Math.max(1, this.inFlight.length));
    else this.act(step.kind, step.who % this.nodes.length);
  }

  handle(kind: 'deliver' | 'lose' | 'double', index: number): void {
    const message = this.inFlight[index];
    if (!message) return;
    if (kind === 'lose') this.inFlight.splice(index, 1);
    if (kind === 'double') this.inFlight.push(message);
    if (kind === 'deliver') this.deliver(index);
  }

  act(kind: 'start' | 'stop' | 'beat' | 'join', index: number): void {
    const { floor, visitor, skewMs } = this.nodes[index]!;
    if (kind === 'join' && this.nodes.length < 9) this.add(index % 2 === 0, skewMs);
    if (visitor) return;
    if (kind === 'start') this.say(index, floor.claim(this.now + skewMs));
    if (kind === 'stop') this.say(index, floor.release());
    if (kind === 'beat') this.say(index, floor.beat());
  }

  /** The network heals: holders beat as they do, everything arrives, and who fell silent is silent for long enough. */
  settle(): void {
    for (let elapsed = 0; elapsed <= TIMEOUT_MS + 1_500; elapsed += 1_500) {
      this.nodes.forEach(({ floor }, index) => this.say(index, floor.beat()));
      while (this.inFlight.length > 0) this.deliver(0);
      this.now += 1_500;
    }
  }
}

test('whatever is lost, late, doubled or reordered, one agent at most holds the floor in the end, and all agree who', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 0, max: 3 }),
      fc.array(fc.integer({ min: -600_000, max: 600_000 }), { minLength: 1, maxLength: 4 }),
      fc.array(step, { maxLength: 60 }),
      (agents, visitors, skews, steps) => {
        const world = new World(agents, visitors, skews);
        for (const each of steps) world.run(each);
        world.settle();
        const holders = world.nodes.filter(({ floor }) => floor.own?.held).map(({ id }) => id);
        assert.ok(holders.length <= 1, `holders: ${holders.join(', ')}`);
        for (const { floor } of world.nodes) assert.equal(floor.holder(world.now - 1_500)?.id ?? null, holders[0] ?? null);
      },
    ),
    { numRuns: 20_000 },
  );
});

test('a visitor never takes two agents for the holder at once, and the order of words does not matter', () => {
  const words = fc.array(
    fc.record({ id: fc.constantFrom('a', 'b', 'c'), term: fc.nat(4), tie: fc.nat(1), beat: fc.nat(4), held: fc.boolean() }),
    { maxLength: 12 },
  );
  // One agent never says two different things in one beat of one term.
  const consistent = words.map((list) => [...new Map(list.map((word) => [`${word.id}/${word.term}/${word.beat}`, word])).values()]);
  fc.assert(
    fc.property(consistent.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))), ([list, shuffled]) => {
      const [one, other] = [list, shuffled].map((order) => {
        const floor = new Floor({ self: null, timeoutMs: TIMEOUT_MS });
        for (const word of [...order, ...order]) floor.receive(word, 0);
        return floor.holder(0);
      });
      assert.deepEqual(one, other);
    }),
    { numRuns: 10_000 },
  );
});
