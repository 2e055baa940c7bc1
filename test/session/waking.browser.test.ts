import { expect } from '@open-wc/testing';
import type { AgentSession } from '../../src/session/agent/agent-session.js';
import type { AuditEntry } from '../../src/session/receipt/audit-entry.js';
import type { VisitorSession } from '../../src/session/visitor/visitor-session.js';
import { until as untilHolds } from '../harness/until.js';
import { SessionStage, until } from './session-stage.js';

let stage: SessionStage;
beforeEach(() => (stage = new SessionStage()));
afterEach(() => stage.close());

/** A share whose agent's computer the test lets sleep. */
async function shareOfSleeper(): Promise<{ agent: AgentSession; visitor: VisitorSession; audit: AuditEntry[]; sleep: (ms: number) => void }> {
  let slept = 0;
  const agent = stage.agent({ clocks: { steady: () => performance.now(), wall: () => Date.now() + slept } });
  const audit: AuditEntry[] = [];
  agent.addEventListener('audit', ({ detail }) => audit.push(detail));
  const { visitor } = await stage.share(agent);
  return { agent, visitor, audit, sleep: (ms) => (slept += ms) };
}

describe('an agent whose computer has slept', () => {
  it('is asked before anything is shown again, and until then a message of a visitor’s changes nothing', async () => {
    const { agent, visitor, audit, sleep } = await shareOfSleeper();
    sleep(75_000);
    // The first thing after sleep is a visitor's request, sooner than any timer.
    stage.hub.inject({ v: 1, from: { id: 'mia', role: 'visitor' }, type: 'watch', to: idOf(agent), generation: 0 });
    expect([agent.state, agent.hold?.by, agent.stream?.getTracks().length]).to.deep.equal(['paused', 'absence', 0]);
    await until(visitor, () => visitor.state === 'ended');
    expect(visitor.endReason).to.equal('connection-lost');
    const said = stage.hub.said.length;
    const late = stage.visitor();
    // The agent answers the newcomer's hello.
    await untilHolds(() => stage.hub.said.slice(said).some((message) => (message as { type: string }).type === 'floor'));
    expect([late.state, late.stream, agent.viewers]).to.deep.equal(['waiting', null, 0]);

    agent.resume();
    await until(visitor, () => visitor.state === 'viewing');
    await until(late, () => late.state === 'viewing');
    expect([agent.state, agent.hold]).to.deep.equal(['sharing', null]);
    expect(audit.filter(({ event }) => event === 'pause' || event === 'resume' || event === 'end').map((entry) => ('by' in entry ? entry.by : entry.event))).to.deep.equal(['absence', 'resume']);
  });

  it('ends the share instead', async () => {
    const { agent, visitor, sleep } = await shareOfSleeper();
    sleep(75_000);
    await until(agent, () => agent.hold?.by === 'absence');
    agent.stop();
    expect(agent.state).to.equal('idle');
    await until(visitor, () => visitor.state === 'ended');
  });

  it('is superseded by whoever shares meanwhile', async () => {
    const { agent, visitor, sleep } = await shareOfSleeper();
    sleep(75_000);
    await until(agent, () => agent.hold?.by === 'absence');
    const bob = stage.agent({ name: 'Bob' });
    await stage.click(() => bob.start());
    await until(agent, () => agent.state === 'idle');
    expect(agent.error!.code).to.equal('superseded');
    await until(visitor, () => visitor.share?.agentName === 'Bob' && visitor.state === 'viewing');
  });

  it('goes on by itself after a moment that nobody was told of', async () => {
    const { agent, visitor, sleep } = await shareOfSleeper();
    sleep(20_000);
    stage.hub.inject({ v: 1, from: { id: 'mia', role: 'visitor' }, type: 'hello' });
    expect([agent.state, visitor.state]).to.deep.equal(['sharing', 'viewing']);
  });
});

describe('a visitor who was told that the share is over, as the connection was lost for long', () => {
  it('sees it again once the agent says so, and not before', async () => {
    const agent = stage.agent();
    const visitor = stage.visitor({ connectionLostMs: 300, name: 'Mia' });
    await stage.share(agent, visitor);
    // The visitor's network is gone: the link breaks, and no message of the agent's comes through.
    stage.hub.carry = () => [];
    stage.hub.inject({ v: 1, from: { id: idOf(agent), role: 'agent' }, type: 'unlink', to: idOf(visitor), generation: 1, reason: 'connection-failed' });
    await until(visitor, () => visitor.state === 'ended');
    expect(visitor.endReason).to.equal('connection-lost');
    stage.hub.carry = (message) => [message];
    await until(agent, () => agent.returning.length > 0, 'viewerschange');
    expect([visitor.state, agent.returning.map(({ name }) => name)]).to.deep.equal(['ended', ['Mia']]);
    agent.admit();
    expect(agent.returning).to.deep.equal([]);
    await until(visitor, () => visitor.state === 'viewing');
    expect(visitor.endReason).to.equal(null);
  });
});

/** A participant's id, as its messages tell. */
function idOf(session: AgentSession | VisitorSession): string {
  const role = 'viewers' in session ? 'agent' : 'visitor';
  const ids = stage.hub.said.flatMap((message) => {
    const { from } = message as { from: { id: string; role: string } };
    return from.role === role ? [from.id] : [];
  });
  return ids.at(-1)!;
}
