import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { AgentSession } from '../../src/session/agent/agent-session.js';
import type { AgentSessionOptions } from '../../src/session/agent/agent-session-options.js';
import { VisitorSession, type VisitorSessionOptions } from '../../src/session/visitor/visitor-session.js';
import { until } from '../harness/until.js';
import { WhipWhepRelay } from '../../src/peer/whip-whep-relay.js';
import { WhipWhepServer } from '../peer/whip-whep-server.js';
import { FakeRelay } from './fake-relay.js';
import { Hub } from './hub.js';

const SETTINGS = { escalateToShow: true, surfaces: ['window' as const], allowedSites: [], bookmarks: [] };

let hub: Hub;
let relay: FakeRelay;
let open: { close(): void }[];

beforeEach(() => {
  hub = new Hub();
  relay = new FakeRelay();
  open = [];
});
afterEach(() => {
  for (const session of open) session.close();
});

async function share(options: Partial<AgentSessionOptions> = {}): Promise<AgentSession> {
  const agent = new AgentSession({ channel: hub.channel(), settings: SETTINGS, mediaRelay: relay, maxDirectViewers: 2, ...options });
  open.push(agent);
  await sendKeys({ press: 'a' });
  await agent.start();
  return agent;
}

interface Watching {
  readonly session: VisitorSession;
  /** Every state, each once in a row. */
  readonly states: string[];
}

function visitorIn(options: Partial<VisitorSessionOptions> = {}): Watching {
  const session = new VisitorSession({ channel: hub.channel(), mediaRelay: relay, ...options });
  open.push(session);
  const states: string[] = [];
  session.addEventListener('statechange', () => session.state !== states.at(-1) && states.push(session.state));
  return { session, states };
}

const visitors = (count: number): Watching[] => Array.from({ length: count }, () => visitorIn());
const allView = (watching: Watching[]): Promise<boolean> => until(() => watching.every(({ session }) => session.state === 'viewing'));
const isRelayed = ({ session }: Watching): boolean => relay.playing.some(({ track }) => track === session.stream?.getVideoTracks()[0]);
const said = (type: string): unknown[] => hub.said.filter((message) => (message as { type: string }).type === type);

describe('a share with a media server', () => {
  it('goes straight to as many visitors as it may, and the media server is never asked', async () => {
    const agent = await share();
    await allView(visitors(2));
    await until(() => agent.viewers === 2);
    expect(relay.published).to.have.length(0);
  });

  it('moves to the media server with the first visitor too many, for all, without an instant in which anybody sees nothing', async () => {
    const agent = await share();
    const first = visitors(2);
    await allView(first);
    const later = visitors(3);
    const all = [...first, ...later];
    await until(() => all.every(isRelayed));
    await allView(all);
    expect(relay.published).to.have.length(1);
    for (const { states } of first) expect(states).to.deep.equal(['connecting', 'viewing']);
    await until(() => agent.viewers === 5);
    expect(relay.published[0]!.track).to.equal(agent.stream!.getVideoTracks()[0]);
  });

  it('is played by whoever comes later without asking the agent for a link', async () => {
    const agent = await share({ maxDirectViewers: 0 });
    await allView([visitorIn()]);
    const before = said('signal').length;
    const late = visitorIn();
    await until(() => isRelayed(late));
    expect(said('signal')).to.have.length(before);
    late.session.close();
    await until(() => agent.viewers === 1);
  });

  it('ends there when it ends, and the next one has another name', async () => {
    const agent = await share({ maxDirectViewers: 0 });
    const { session } = visitorIn();
    await until(() => session.state === 'viewing');
    agent.stop();
    expect(relay.publishing).to.have.length(0);
    await until(() => session.state === 'ended');
    expect(relay.playing).to.have.length(0);
    await sendKeys({ press: 'a' });
    await agent.start();
    await until(() => session.state === 'viewing');
    expect(new Set(relay.asked).size).to.equal(2);
  });

  it('sends there what it sends everybody: pausing replaces the track', async () => {
    const agent = await share({ maxDirectViewers: 0 });
    const { session } = visitorIn();
    await until(() => session.state === 'viewing');
    const live = relay.published[0]!.track;
    agent.pause();
    expect(relay.published[0]!.track).not.to.equal(live);
    await until(() => session.state === 'paused');
  });

  it('never sends a track that is no longer the share’s: publishing begins anew when it changes meanwhile', async () => {
    let publish: () => void = () => undefined;
    relay.onPublish = () => new Promise((resolve) => (publish = resolve));
    const agent = await share({ maxDirectViewers: 0 });
    visitorIn();
    await until(() => relay.published.length === 1);
    const first = relay.published[0]!;
    agent.pause();
    expect(first.closed).to.equal(true);
    expect(relay.published[1]!.track).to.equal(agent.stream!.getVideoTracks()[0] ?? null);
    publish();
    await until(() => said('floor').some((message) => (message as { share?: { relay?: string } }).share?.relay === 'r1'));
  });

  it('that ends while it is being published is not there afterwards', async () => {
    let publish: () => void = () => undefined;
    relay.onPublish = () => new Promise((resolve) => (publish = resolve));
    const agent = await share({ maxDirectViewers: 0 });
    visitorIn();
    await until(() => relay.published.length === 1);
    agent.stop();
    publish();
    await until(() => relay.published[0]!.closed);
    expect(said('floor').some((message) => (message as { share?: { relay?: string } }).share?.relay)).to.equal(false);
  });
});

describe('a media server that fails', () => {
  it('is tried again until it takes the picture', async () => {
    let failures = 2;
    relay.onPublish = () => (failures-- > 0 ? Promise.reject(new Error('busy')) : Promise.resolve());
    const agent = await share({ maxDirectViewers: 1 });
    const warnings: unknown[] = [];
    agent.addEventListener('warning', ({ detail }) => warnings.push(detail.cause));
    const all = visitors(3);
    await until(() => all.every(isRelayed));
    expect(relay.published).to.have.length(3);
    expect(warnings.map(String)).to.deep.equal(['Error: busy', 'Error: busy']);
  });

  it('is left for links of their own by as many as these are for, until the share is there again under another name', async () => {
    await share({ maxDirectViewers: 1 });
    const all = visitors(3);
    await until(() => all.every(isRelayed));
    let again: () => void = () => undefined;
    relay.onPublish = () => new Promise((resolve) => (again = resolve));
    relay.break();
    await until(() => all.some(({ session }) => session.state === 'viewing'));
    expect(all.filter(({ session }) => session.state === 'viewing')).to.have.length(1);
    expect(all.filter(({ session }) => session.reconnecting)).to.have.length(2);
    await until(() => relay.published.length === 2);
    again();
    await until(() => all.every(isRelayed));
    await allView(all);
    expect(relay.publishing.map(({ resource }) => resource)).to.deep.equal(['r1']);
  });

  it('leaves whoever it has no picture for with a link; beyond what these are for, the share is over as connection-lost', async () => {
    relay.onPlay = () => Promise.reject(new Error('no picture'));
    await share({ maxDirectViewers: 1 });
    const linked = visitorIn();
    await until(() => linked.session.state === 'viewing');
    const other = visitorIn({ connectionLostMs: 1_000 });
    await until(() => other.session.state === 'ended');
    expect(other.session.endReason).to.equal('connection-lost');
    expect(linked.states).to.deep.equal(['connecting', 'viewing']);
  });

  it('is no way for a visitor whose page knows none; a link is, where one is free', async () => {
    await share({ maxDirectViewers: 1 });
    const old = new VisitorSession({ channel: hub.channel() });
    open.push(old);
    await until(() => old.state === 'viewing');
    const other = visitorIn();
    await until(() => isRelayed(other));
    expect(old.state).to.equal('viewing');
  });
});

describe('a message', () => {
  it('can name a stream and nothing that leads elsewhere', async () => {
    const { session } = visitorIn();
    for (const relayed of ['https://evil.example', '../admin', 'a/b', 'a?b', '', 'a%2Fb', 'x'.repeat(129)]) {
      hub.inject({ v: 1, type: 'floor', from: { id: 'a', role: 'agent' }, term: 1, tie: 1, beat: 1, held: true, share: { since: 1, paused: false, relay: relayed } });
    }
    expect(session.state).to.equal('waiting');
    hub.inject({ v: 1, type: 'floor', from: { id: 'a', role: 'agent' }, term: 1, tie: 1, beat: 1, held: true, share: { since: 1, paused: false, relay: 'r0' } });
    expect(relay.asked).to.deep.equal(['r0']);
  });

  it('has its figures at both ends: what is sent to it, and what comes from it', async () => {
    const server = new WhipWhepServer();
    try {
      const mediaRelay = new WhipWhepRelay({ whip: 'https://media.test/whip', whep: 'https://media.test/whep/' });
      const agent = await share({ mediaRelay, maxDirectViewers: 0 });
      expect(agent.stats.links).to.deep.equal([]);
      const { session: visitor } = visitorIn({ mediaRelay });
      const known = ({ stats }: AgentSession | VisitorSession): boolean => stats.links.some(({ width, bitrate }) => width > 0 && bitrate > 0);
      await until(() => known(agent) && known(visitor));
      expect([agent.stats.links.length, visitor.stats.links.length, agent.quality]).to.deep.equal([1, 1, 'good']);
      // The server sends a picture of its own.
      expect(visitor.stats.links[0]).to.include({ width: 64, height: 48, limitedBy: null });
      expect(agent.stats.links[0]!.width).to.equal(agent.stream!.getVideoTracks()[0]!.getSettings().width);
      agent.stop();
      await until(() => agent.stats.links.length === 0 && visitor.stats.links.length === 0);
      expect(agent.quality).to.equal(null);
    } finally {
      server.close();
    }
  });

  it('a wrong limit is said at once', () => {
    for (const maxDirectViewers of [-1, 1.5, Number.NaN]) expect(() => new AgentSession({ channel: hub.channel(), settings: SETTINGS, maxDirectViewers })).to.throw(TypeError, 'maxDirectViewers');
  });
});
