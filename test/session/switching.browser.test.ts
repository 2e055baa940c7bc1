import { expect } from '@open-wc/testing';
import type { AgentSession } from '../../src/session/agent/agent-session.js';
import type { AuditEntry } from '../../src/session/receipt/audit-entry.js';
import { ShareReceiptRecorder, verifyReceipt } from '../../src/session/receipt/receipt.js';
import { isScreenShareError } from '../../src/policy/screen-share-error.js';
import { SessionStage, until, WINDOWS } from './session-stage.js';

let stage: SessionStage;
beforeEach(() => (stage = new SessionStage()));
afterEach(() => stage.close());

const sentTrack = (agent: AgentSession): MediaStreamTrack | undefined => agent.stream?.getVideoTracks()[0];

const refusal = async (promise: Promise<unknown>): Promise<string | null> => {
  try {
    await promise;
    return null;
  } catch (error) {
    return isScreenShareError(error) ? error.code : String(error);
  }
};

/** A picker whose answer the test decides. */
function openPicker(): { readonly opened: Promise<void>; readonly answer: (stream: MediaStream) => void; readonly pick: () => Promise<MediaStream> } {
  let opened: () => void = () => undefined;
  let answer: (stream: MediaStream) => void = () => undefined;
  let pickReal: () => Promise<MediaStream> = () => Promise.reject(new Error('The picker was not opened.'));
  const isOpen = new Promise<void>((resolve) => (opened = resolve));
  const answered = new Promise<MediaStream>((resolve) => (answer = resolve));
  stage.picker((pick) => {
    pickReal = pick;
    opened();
    return answered;
  });
  return { opened: isOpen, answer, pick: () => pickReal() };
}

describe('a switch to another source', () => {
  it('shows visitors the other one without ending the share, and the record has both', async () => {
    const agent = stage.agent();
    const recorder = new ShareReceiptRecorder(agent, { sessionId: 'one' });
    const audit: AuditEntry[] = [];
    agent.addEventListener('audit', ({ detail }) => audit.push(detail));
    const { visitor } = await stage.share(agent);
    const before = sentTrack(agent)!;
    const { since } = agent.share!;
    const stream = visitor.stream;
    const ends: string[] = [];
    agent.addEventListener('end', ({ detail }) => ends.push(detail.reason));
    const states = new Set<string>();
    visitor.addEventListener('statechange', () => states.add(visitor.state));
    expect(await stage.click(() => agent.switchSource())).to.equal(true);
    const after = sentTrack(agent)!;
    expect([after === before, before.readyState, after.readyState, agent.state, agent.switching]).to.deep.equal([false, 'ended', 'live', 'sharing', null]);
    expect(agent.share!.since).to.equal(since);
    expect(ends).to.deep.equal([]);
    expect([...states]).not.to.include('ended').and.not.to.include('connecting');
    expect(visitor.stream).to.equal(stream);
    expect(audit.map(({ event }) => event)).to.include.members(['start', 'switch']).and.not.to.include('end');
    agent.stop();
    const receipt = recorder.export()!;
    const verdict = verifyReceipt(receipt);
    expect(verdict.ok && verdict.summary.switches).to.deep.equal([{ time: audit.find(({ event }) => event === 'switch')!.time, from: 'window', to: 'window' }]);
  });

  it('changes nothing when the picker is dismissed, cannot be opened, or gives what may not be shared or has ended', async () => {
    const { agent, visitor } = await stage.share();
    const before = sentTrack(agent);
    const share = agent.share;
    const unchanged = (): void => {
      expect([agent.state, agent.switching, agent.error, sentTrack(agent), before?.readyState, visitor.state]).to.deep.equal(['sharing', null, null, before, 'live', 'viewing']);
      expect(agent.share).to.deep.equal(share);
    };
    stage.picker(() => Promise.reject(new DOMException('Permission denied by user', 'NotAllowedError')));
    expect(await stage.click(() => agent.switchSource())).to.equal(false);
    unchanged();
    stage.picker(() => Promise.reject(new DOMException('Could not start video source', 'NotReadableError')));
    expect(await refusal(stage.click(() => agent.switchSource()))).to.equal('capture-failed');
    unchanged();
    stage.picker(async (pick) => {
      const stream = await pick();
      for (const track of stream.getTracks()) track.stop();
      return stream;
    });
    expect(await refusal(stage.click(() => agent.switchSource()))).to.equal('source-ended');
    unchanged();
    stage.picker(async (pick) => {
      const stream = await pick();
      for (const track of stream.getVideoTracks()) track.getSettings = () => ({ displaySurface: 'monitor' });
      return stream;
    });
    expect(await refusal(stage.click(() => agent.switchSource()))).to.equal('surface-not-allowed');
    unchanged();
  });

  it('is given up while its picker never settles; what is picked later is stopped', async () => {
    const { agent } = await stage.share();
    const before = sentTrack(agent);
    const picker = openPicker();
    const switched = stage.click(() => agent.switchSource());
    await picker.opened;
    expect([agent.state, agent.switching, typeof agent.pickingSince]).to.deep.equal(['sharing', 'choosing', 'number']);
    agent.cancelSwitch();
    expect(await switched).to.equal(false);
    expect([agent.switching, agent.pickingSince, sentTrack(agent)]).to.deep.equal([null, null, before]);
    const late = await picker.pick();
    picker.answer(late);
    const [track] = late.getVideoTracks();
    await expectEnded(track!);
    expect([agent.state, sentTrack(agent)]).to.deep.equal(['sharing', before]);
  });

  it('asked for twice opens one picker', async () => {
    const { agent } = await stage.share();
    let opened = 0;
    stage.picker((pick) => (opened++, pick()));
    const [first, second] = await stage.click(() => Promise.all([agent.switchSource(), agent.switchSource()]));
    expect([first, second, opened]).to.deep.equal([true, true, 1]);
  });

  it('gives up what is picked when the share has ended meanwhile, by whatever', async () => {
    const { agent } = await stage.share();
    const picker = openPicker();
    const switched = stage.click(() => agent.switchSource());
    await picker.opened;
    agent.stop();
    expect(await switched).to.equal(false);
    const late = await picker.pick();
    picker.answer(late);
    await expectEnded(late.getVideoTracks()[0]!);
    expect([agent.state, agent.switching]).to.deep.equal(['idle', null]);
  });

  it('of an agent whom another one supersedes meanwhile comes to nothing, and two who switch at once leave one share', async () => {
    const { agent: ann, visitor } = await stage.share();
    const bob = stage.agent({ name: 'Bob' });
    const picker = openPicker();
    const switched = stage.click(() => ann.switchSource());
    await picker.opened;
    stage.picker((pick) => pick());
    await stage.click(() => bob.start());
    await until(ann, () => ann.state === 'idle');
    expect([await switched, ann.error!.code]).to.deep.equal([false, 'superseded']);
    picker.answer(await picker.pick());
    const both = await stage.click(() => Promise.all([ann.switchSource(), bob.switchSource()]));
    expect([both, ann.state, bob.state]).to.deep.equal([[false, true], 'idle', 'sharing']);
    await until(visitor, () => visitor.state === 'viewing' && visitor.share?.agentName === 'Bob');
  });

  it('ends a pause of the agent’s, and a switch that fails leaves it', async () => {
    const { agent } = await stage.share();
    agent.pause();
    stage.picker(() => Promise.reject(new DOMException('Permission denied by user', 'NotAllowedError')));
    expect(await stage.click(() => agent.switchSource())).to.equal(false);
    expect([agent.state, agent.hold?.by]).to.deep.equal(['paused', 'agent']);
    stage.picker((pick) => pick());
    expect(await stage.click(() => agent.switchSource())).to.equal(true);
    expect([agent.state, agent.hold]).to.deep.equal(['sharing', null]);
  });

  it('without a share does nothing', async () => {
    const agent = stage.agent();
    expect(await stage.click(() => agent.switchSource())).to.equal(false);
    expect(agent.state).to.equal('idle');
  });
});

describe('a switch under Allowed Sites', () => {
  const SITES = { ...WINDOWS, allowedSites: ['https://www.example.com/*'] };

  it('lets nothing of the other source out that isn’t verified, keeps the old one paused meanwhile, and goes on with it when it is given up', async () => {
    const settings = new Changing();
    const agent = stage.agent({ settings });
    await until(agent, () => agent.settings !== null, 'settingschange');
    const { visitor } = await stage.share(agent);
    const before = sentTrack(agent)!;
    let other: MediaStreamTrack | undefined;
    stage.picker(async (pick) => {
      const stream = await pick();
      [other] = stream.getVideoTracks();
      // What was published while the picker was open counts for what is picked, and the share itself is held by it, too.
      settings.change(SITES);
      return stream;
    });
    const switched = stage.click(() => agent.switchSource());
    await until(agent, () => agent.switching === 'checking');
    expect([agent.state, agent.hold?.by]).to.deep.equal(['paused', 'guard']);
    // The fake picture has no address bar: it never gets out.
    expect([before, other]).not.to.include(sentTrack(agent));
    await until(visitor, () => visitor.state === 'paused');
    agent.cancelSwitch();
    expect([await switched, other!.readyState, agent.switching]).to.deep.equal([false, 'ended', null]);
    settings.change(WINDOWS);
    await until(agent, () => agent.state === 'sharing');
    expect(sentTrack(agent)).to.equal(before);
  });
});

/** Settings that the test changes. */
class Changing {
  #listener: ((settings: unknown) => void) | null = null;

  load(): Promise<unknown> {
    return Promise.resolve(WINDOWS);
  }

  subscribe(listener: (settings: unknown) => void): () => void {
    this.#listener = listener;
    return () => (this.#listener = null);
  }

  change(settings: unknown): void {
    this.#listener?.(settings);
  }
}

/** No event tells of a track that its own page stops. */
async function expectEnded(track: MediaStreamTrack): Promise<void> {
  while (track.readyState !== 'ended') await new Promise((resolve) => requestAnimationFrame(resolve));
}
