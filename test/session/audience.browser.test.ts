import { expect } from '@open-wc/testing';
import type { PointDetail } from '../../src/session/pointing.js';
import { SessionStage, until } from './session-stage.js';

let stage: SessionStage;
beforeEach(() => (stage = new SessionStage()));
afterEach(() => stage.close());

describe('what an agent knows of those who watch', () => {
  it('who, since when, how well, and whether the view has been put away', async () => {
    const began = Date.now();
    const { agent, visitor } = await stage.share(stage.agent(), stage.visitor({ name: 'Mia' }));
    await until(agent, () => agent.audience.length === 1 && agent.audience[0]!.quality === 'good', 'viewerschange');
    const [mia] = agent.audience;
    expect(mia).to.include({ name: 'Mia', quality: 'good', away: false, awaySince: null, relayed: false });
    for (const time of [mia!.since, mia!.qualitySince]) expect(time).to.be.within(began, Date.now());
    visitor.away = true;
    await until(agent, () => agent.audience[0]!.away, 'viewerschange');
    expect(agent.audience[0]!.awaySince).to.be.within(began, Date.now());
    visitor.away = false;
    await until(agent, () => !agent.audience[0]!.away, 'viewerschange');
    visitor.close();
    await until(agent, () => agent.audience.length === 0, 'viewerschange');
  });

  it('hears that the view is away already when a share begins', async () => {
    const visitor = stage.visitor();
    visitor.away = true;
    const { agent } = await stage.share(stage.agent(), visitor);
    await until(agent, () => agent.audience[0]?.away === true, 'viewerschange');
  });
});

describe('a name', () => {
  it('of the agent’s changes in mid-share, for everybody, and ends nothing', async () => {
    const { agent, visitor } = await stage.share();
    agent.name = 'Anna';
    await until(visitor, () => visitor.share?.agentName === 'Anna');
    expect([agent.share!.agentName, agent.state, visitor.state]).to.deep.equal(['Anna', 'sharing', 'viewing']);
    agent.name = undefined;
    await until(visitor, () => visitor.share !== null && visitor.share.agentName === undefined);
    expect(() => (agent.name = 'x'.repeat(201))).to.throw(TypeError, 'name');
    expect(visitor.state).to.equal('viewing');
  });

  it('of a visitor’s changes for the agent', async () => {
    const { agent, visitor } = await stage.share();
    visitor.name = 'Mia';
    await until(agent, () => agent.audience[0]?.name === 'Mia', 'viewerschange');
    expect(visitor.state).to.equal('viewing');
  });
});

describe('the focus after the pick', () => {
  const { CaptureController } = globalThis as unknown as { CaptureController: { prototype: { setFocusBehavior(behavior: string): void } } };
  const real = CaptureController.prototype.setFocusBehavior;
  let asked: string[];
  beforeEach(() => {
    asked = [];
    CaptureController.prototype.setFocusBehavior = (behavior) => void asked.push(behavior);
  });
  afterEach(() => {
    CaptureController.prototype.setFocusBehavior = real;
    localStorage.clear();
  });

  it('is the browser’s own choice by default, and the agent’s once there is one, which the next session remembers', async () => {
    const { agent } = await stage.share();
    expect([agent.focusAfterPick, asked]).to.deep.equal([null, []]);
    agent.focusAfterPick = 'viewer';
    expect(await stage.click(() => agent.switchSource())).to.equal(true);
    expect(asked).to.deep.equal(['focus-capturing-application']);
    expect(stage.agent().focusAfterPick).to.equal('viewer');
    agent.focusAfterPick = null;
    expect(stage.agent().focusAfterPick).to.equal(null);
  });

  it('where the browser knows no way to keep it, is left where it is', async () => {
    CaptureController.prototype.setFocusBehavior = (behavior) => {
      if (behavior === 'focus-capturing-application') throw new TypeError('not a value');
      asked.push(behavior);
    };
    const agent = stage.agent();
    agent.focusAfterPick = 'viewer';
    await stage.share(agent);
    expect(asked).to.deep.equal(['no-focus-change']);
  });
});

describe('an agent who is about to share', () => {
  it('is announced to visitors, also to one who comes meanwhile, until it is shown or given up', async () => {
    const agent = stage.agent({ settings: { escalateToShow: true, surfaces: ['window'], allowedSites: ['https://www.example.com/*'], bookmarks: [] } });
    const visitor = stage.visitor();
    // The fake picture has no address bar, so that the check goes on.
    const started = stage.click(() => agent.start());
    await until(visitor, () => visitor.opening?.agentName === 'Ann');
    const late = stage.visitor();
    await until(late, () => late.opening !== null);
    agent.stop();
    expect(await started).to.equal(false);
    await until(visitor, () => visitor.opening === null);
    expect([visitor.state, late.state]).to.deep.equal(['waiting', 'waiting']);
  });
});

describe('pointing', () => {
  it('shows a place to the other side, both ways, and to nobody else', async () => {
    const { agent, visitor } = await stage.share(stage.agent(), stage.visitor({ name: 'Mia' }));
    const other = stage.visitor();
    const seen: [string, PointDetail][] = [];
    for (const [name, session] of [['agent', agent], ['visitor', visitor], ['other', other]] as const) {
      (session as EventTarget).addEventListener('point', (event) => seen.push([name, (event as CustomEvent<PointDetail>).detail]));
    }
    expect([agent.pointing, visitor.pointing]).to.deep.equal([true, true]);
    expect(visitor.point({ x: 0.25, y: 0.75 })).to.equal(true);
    await until(agent, () => seen.length > 0, 'point');
    expect(seen.splice(0).map(([name, { x, y, stroke, from }]) => [name, x, y, stroke, from.name])).to.deep.equal([['agent', 0.25, 0.75, null, 'Mia']]);
    await until(other, () => other.state === 'viewing');
    expect(agent.point({ x: 1, y: 0, stroke: 3 })).to.equal(true);
    await until(other, () => seen.length === 2, 'point');
    expect(seen.map(([name, { x, y, stroke, from }]) => [name, x, y, stroke, from.name]).sort()).to.deep.equal([['other', 1, 0, 3, 'Ann'], ['visitor', 1, 0, 3, 'Ann']]);
  });

  it('does nothing without a share, outside of the picture, and where either side has it off', async () => {
    const agent = stage.agent({ pointing: false });
    const visitor = stage.visitor();
    expect([agent.point({ x: 0, y: 0 }), visitor.point({ x: 0, y: 0 })]).to.deep.equal([false, false]);
    await stage.share(agent, visitor);
    expect([agent.pointing, visitor.pointing, agent.point({ x: 0, y: 0 }), visitor.point({ x: 0, y: 0 })]).to.deep.equal([false, false, false, false]);
    // Another version of a visitor's page may point all the same.
    let heard = 0;
    agent.addEventListener('point', () => heard++);
    stage.hub.inject({ v: 1, from: { id: 'mallory', role: 'visitor' }, type: 'point', x: 0.5, y: 0.5 });
    expect(heard).to.equal(0);
    agent.stop();
    const on = await stage.share(stage.agent({ name: 'Bob' }), stage.visitor());
    expect([on.agent.point({ x: 1.5, y: 0 }), on.visitor.point({ x: Number.NaN, y: 0 })]).to.deep.equal([false, false]);
  });

  it('a thousand times a second shows some tens', async () => {
    const { agent } = await stage.share();
    let heard = 0;
    agent.addEventListener('point', () => heard++);
    for (let i = 0; i < 1_000; i++) stage.hub.inject({ v: 1, from: { id: 'mallory', role: 'visitor' }, type: 'point', x: 0.5, y: 0.5 });
    expect(heard).to.be.within(1, 45);
  });
});
