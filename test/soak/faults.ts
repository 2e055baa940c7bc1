import FakeTimers from '@sinonjs/fake-timers';
import { Network } from './faults/network.js';
import { standInForPage } from './faults/page-stand-ins.js';
import { Agent, Visitor, type World } from './faults/people.js';
import { Random } from '../seeded-random.mjs';

const STEPS = 40;
/** Longer than a visitor waits for a lost connection, a link takes to fail, and a holder counts as there. */
const HEALING_MS = 60_000;

export interface FaultReport {
  readonly schedules: number;
  /** What happened, so that it is seen that all of it did. */
  readonly happened: Readonly<Record<string, number>>;
  /** How the schedules came out: nobody shares, or somebody does and everybody watches. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** What must not have been, with the seed that leads there. */
  readonly wrongs: readonly string[];
}

type Step = (world: World, people: { agents: Agent[]; visitors: Visitor[] }) => void;

const living = <Person extends { place: { dead: boolean } }>(people: readonly Person[]): Person[] => people.filter(({ place }) => !place.dead);
const one = <Person extends { place: { dead: boolean } }>({ random }: World, people: readonly Person[]): Person | undefined => {
  const chosen = living(people);
  return chosen.length > 0 ? random.pick(chosen) : undefined;
};

/** Everything that can happen, the more often the more names it has. */
const STEPS_BY_NAME: Readonly<Record<string, Step>> = {
  start: (world, { agents }) => one(world, agents)?.start(),
  'start again': (world, { agents }) => one(world, agents)?.start(),
  'start once more': (world, { agents }) => one(world, agents)?.start(),
  stop: (world, { agents }) => one(world, agents)?.session.stop(),
  pause: (world, { agents }) => one(world, agents)?.session.pause(),
  resume: (world, { agents }) => one(world, agents)?.session.resume(),
  'source closed': (world, { agents }) => one(world, agents)?.closeSource(),
  settings: (world, { agents }) => one(world, agents)?.setSettings(world.random.pick(['good', 'off', 'invalid'] as const)),
  'link broken': ({ network }) => network.breakSome(),
  'more links broken': ({ network }) => network.breakSome(),
  offline: (world, { agents, visitors }) => {
    const person = one<Agent | Visitor>(world, [...agents, ...visitors]);
    if (person) world.network.setOffline(person.place, true);
  },
  online: ({ network }, { agents, visitors }) => {
    for (const { place } of living<Agent | Visitor>([...agents, ...visitors])) network.setOffline(place, false);
  },
  'bus down': (world, { agents, visitors }) => {
    const person = one<Agent | Visitor>(world, [...agents, ...visitors]);
    if (!person) return;
    person.place.broken = true;
    setTimeout(() => (person.place.broken = false), 2_000);
  },
  'agent killed': (world, { agents }) => kill(world, agents, (name) => new Agent(world, name)),
  'visitor killed': (world, { visitors }) => kill(world, visitors, (name) => new Visitor(world, name)),
  'agent reloads': (world, { agents }) => leave(world, agents, (name) => new Agent(world, name)),
  'visitor reloads': (world, { visitors }) => leave(world, visitors, (name) => new Visitor(world, name)),
};

function kill<Person extends Agent | Visitor>(world: World, people: Person[], next: (name: string) => Person): void {
  const person = one(world, people);
  if (!person) return;
  world.network.kill(person.place);
  people.push(next(`${person.place.name}'`));
}

function leave<Person extends Agent | Visitor>(world: World, people: Person[], next: (name: string) => Person): void {
  const person = one(world, people);
  if (!person) return;
  person.session.close();
  person.place.dead = true;
  people.push(next(`${person.place.name}+`));
}

/** What is so once nothing fails any more. @returns how it came out */
function check({ wrongs }: World, { agents, visitors }: { agents: Agent[]; visitors: Visitor[] }): string {
  for (const agent of agents) agent.checkEnds();
  const sharing = living(agents).filter((agent) => agent.sharing);
  for (const { session, place } of living(agents)) if (['choosing', 'checking'].includes(session.state)) wrongs.push(`${place.name} is stuck in ${session.state}`);
  if (sharing.length > 1) wrongs.push(`${sharing.length} agents share: ${sharing.map(({ place }) => place.name).join(', ')}`);
  const [holder] = sharing;
  for (const { session, place } of living(visitors)) {
    const expected = !holder ? ['waiting', 'ended'] : [holder.session.state === 'paused' ? 'paused' : 'viewing'];
    if (!expected.includes(session.state)) wrongs.push(`${place.name} is ${session.state}, while ${holder ? `${holder.place.name} is ${holder.session.state}` : 'nobody shares'}`);
    if (holder && session.share?.agentName !== holder.place.name) wrongs.push(`${place.name} follows ${String(session.share?.agentName)} and not ${holder.place.name}`);
  }
  if (holder && holder.session.viewers !== living(visitors).length) wrongs.push(`${holder.place.name} has ${holder.session.viewers} viewers of ${living(visitors).length}`);
  return holder ? holder.session.state : 'nobody shares';
}

async function runSchedule(seed: number, page: World['page'], happened: Record<string, number>, clock: FakeTimers.Clock): Promise<{ wrongs: string[]; outcome: string }> {
  const random = new Random(seed);
  const world: World = { random, page, network: new Network(random), wrongs: [] };
  const agents = Array.from({ length: 1 + random.below(3) }, (_, n) => new Agent(world, `agent${n}`));
  const visitors = Array.from({ length: 1 + random.below(3) }, (_, n) => new Visitor(world, `visitor${n}`));
  const people = { agents, visitors };
  for (let step = 0; step < STEPS; step += 1) {
    const name = random.pick(Object.keys(STEPS_BY_NAME));
    happened[name] = (happened[name] ?? 0) + 1;
    STEPS_BY_NAME[name]?.(world, people);
    await clock.tickAsync(random.below(2_500));
  }
  world.network.bad = false;
  for (const { place } of living<Agent | Visitor>([...agents, ...visitors])) {
    place.broken = false;
    world.network.setOffline(place, false);
  }
  for (const agent of living(agents)) agent.setSettings('good');
  await clock.tickAsync(HEALING_MS);
  // A visitor who was told that the share is over sees it again only once the agent says so.
  for (const { session } of living(agents)) session.admit();
  await clock.tickAsync(HEALING_MS);
  const outcome = check(world, people);
  for (const { session } of [...agents, ...visitors]) session.close();
  await clock.tickAsync(HEALING_MS);
  if (clock.countTimers() > 0) world.wrongs.push(`${clock.countTimers()} timers are left`);
  clock.reset();
  return { wrongs: world.wrongs.map((wrong) => `seed ${seed}: ${wrong}`), outcome };
}

/** Runs so many schedules of faults against whole sessions, on a clock of their own. */
export async function runFaults({ schedules, seed = 1 }: { schedules: number; seed?: number }): Promise<FaultReport> {
  const page = standInForPage();
  const clock = FakeTimers.install({ now: 1_800_000_000_000, toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] });
  const [wrongs, happened, outcomes]: [string[], Record<string, number>, Record<string, number>] = [[], {}, {}];
  let current = seed;
  const rejected = (error: unknown): unknown => wrongs.push(`seed ${current}: unhandled rejection: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  process.on('unhandledRejection', rejected);
  process.on('uncaughtException', rejected);
  try {
    for (; current < seed + schedules; current += 1) {
      const { wrongs: found, outcome } = await runSchedule(current, page, happened, clock);
      wrongs.push(...found);
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
  } finally {
    clock.uninstall();
    process.off('unhandledRejection', rejected);
    process.off('uncaughtException', rejected);
  }
  return { schedules, happened, outcomes, wrongs };
}
