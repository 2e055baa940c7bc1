import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { AgentSession } from '../../src/session/agent/agent-session.js';
import { SignedChannel } from '../../src/channel/signed-channel.js';
import type { AuditEntry } from '../../src/session/receipt/audit-entry.js';
import { ShareReceiptRecorder, verifyReceipt, type ShareReceipt } from '../../src/session/receipt/receipt.js';
import type { AgentSessionOptions } from '../../src/session/agent/agent-session-options.js';
import { VisitorSession } from '../../src/session/visitor/visitor-session.js';
import { openSimplePeerLink } from '../../src/peer/simple-peer-link.js';
import type { Link, OpenLink } from '../../src/peer/link.js';
import type { ScreenShareSettings } from '../../src/policy/settings.js';
import type { SettingsSource } from '../../src/store/settings-source.js';
import { isScreenShareError } from '../../src/policy/screen-share-error.js';
import type { Channel } from '../../src/channel/channel.js';
import type { LogEntry, Logger } from '../../src/session/log.js';
import { until as untilHolds } from '../harness/until.js';
import { Hub } from './hub.js';

// The browser runs with a fake picker that gives a moving picture and calls it a window.
const WINDOWS: ScreenShareSettings = { escalateToShow: true, surfaces: ['window'], allowedSites: [], bookmarks: [] };

let hub: Hub;
let open: { close(): void }[];

beforeEach(() => {
  hub = new Hub();
  open = [];
});
afterEach(() => {
  for (const session of open) session.close();
});

function agentIn(options: Partial<AgentSessionOptions> = {}): AgentSession {
  const agent = new AgentSession({ channel: hub.channel(), settings: WINDOWS, name: 'Ann', ...options });
  open.push(agent);
  return agent;
}

function visitorIn(options: Partial<ConstructorParameters<typeof VisitorSession>[0]> = {}): VisitorSession {
  const visitor = new VisitorSession({ channel: hub.channel(), ...options });
  open.push(visitor);
  return visitor;
}

/** Resolves once `condition` holds, looked at now and after each event of the session. */
function until(session: EventTarget, condition: () => boolean, event = 'statechange'): Promise<void> {
  if (condition()) return Promise.resolve();
  return new Promise((resolve) => {
    const look = (): void => {
      if (!condition()) return;
      session.removeEventListener(event, look);
      resolve();
    };
    session.addEventListener(event, look);
  });
}

const warnings = (session: AgentSession | VisitorSession): string[] => {
  const heard: string[] = [];
  (session as EventTarget).addEventListener('warning', (event) => heard.push((event as CustomEvent<{ message: string }>).detail.message));
  return heard;
};

/** Starts as a click handler would: browsers open their picker only after a real key or click. */
async function start(agent: AgentSession): Promise<boolean> {
  await sendKeys({ press: 'a' });
  return agent.start();
}

/** A share that a visitor sees. */
async function share(agent = agentIn(), visitor = visitorIn()): Promise<{ agent: AgentSession; visitor: VisitorSession }> {
  await start(agent);
  await until(visitor, () => visitor.state === 'viewing');
  return { agent, visitor };
}

describe('a share', () => {
  it('goes from idle over choosing and checking to sharing, and the visitor from waiting over connecting to viewing', async () => {
    const agent = agentIn();
    const visitor = visitorIn();
    const states: string[] = [];
    agent.addEventListener('statechange', () => states.push(agent.state));
    expect(agent.state).to.equal('idle');
    expect(visitor.state).to.equal('waiting');
    expect(await start(agent)).to.equal(true);
    await until(visitor, () => visitor.state === 'viewing');
    expect([...new Set(states)]).to.deep.equal(['choosing', 'checking', 'sharing']);
    expect(agent.share).to.include({ surface: 'window', agentName: 'Ann' });
    expect(visitor.share).to.include({ surface: 'window', agentName: 'Ann' });
    expect(visitor.stream!.getVideoTracks()).to.have.length(1);
  });

  it('ends for everybody when the agent stops, and the next one is seen again', async () => {
    const { agent, visitor } = await share();
    agent.stop();
    await until(visitor, () => visitor.state === 'ended');
    expect(visitor.endReason).to.equal('stopped');
    expect(visitor.stream).to.equal(null);
    expect(agent.state).to.equal('idle');
    expect(agent.error).to.equal(null);
    await start(agent);
    await until(visitor, () => visitor.state === 'viewing');
    expect(visitor.endReason).to.equal(null);
  });

  it('pauses and resumes', async () => {
    const { agent, visitor } = await share();
    agent.pause();
    expect(agent.state).to.equal('paused');
    expect(agent.hold).to.deep.include({ by: 'agent' });
    await until(visitor, () => visitor.state === 'paused');
    expect(visitor.pausedBy).to.equal('agent');
    agent.resume();
    await until(visitor, () => visitor.state === 'viewing');
    expect(visitor.pausedBy).to.equal(null);
    expect(agent.state).to.equal('sharing');
  });

  it('is seen by a visitor who comes while it is paused', async () => {
    const { agent } = await share();
    agent.pause();
    const late = visitorIn();
    await until(late, () => late.state === 'paused');
    expect(late.stream!.getVideoTracks()).to.have.length(1);
  });

  it('ends for the visitor when the agent leaves', async () => {
    const { agent, visitor } = await share();
    agent.close();
    await until(visitor, () => visitor.state === 'ended');
  });

  it('of a second agent ends the first one’s with the exact sentence', async () => {
    const { agent: ann, visitor } = await share();
    const bob = agentIn({ name: 'Bob' });
    await start(bob);
    await until(ann, () => ann.error !== null, 'error');
    expect(ann.error!.code).to.equal('superseded');
    expect(ann.error!.message).to.equal('Another agent is sharing their screen. You are no longer sharing your screen.');
    expect(ann.state).to.equal('idle');
    expect(ann.otherAgent).to.deep.equal({ name: 'Bob' });
    await until(visitor, () => visitor.state === 'viewing' && visitor.share?.agentName === 'Bob');
  });
});

/** What is said of a share for a record, without what differs from run to run. */
function auditOf(agent: AgentSession): AuditEntry[] {
  const entries: AuditEntry[] = [];
  agent.addEventListener('audit', ({ detail }) => entries.push(detail));
  return entries;
}

describe('the audit', () => {
  it('tells the start, pauses, the end, and from when to when each visitor had the picture', async () => {
    const agent = agentIn();
    const entries = auditOf(agent);
    const visitor = visitorIn({ name: 'Vic' });
    await share(agent, visitor);
    await until(agent, () => entries.some(({ event }) => event === 'seen'), 'audit');
    const { since } = agent.share!;
    agent.pause();
    agent.resume();
    agent.stop();
    await until(agent, () => entries.filter(({ event }) => event === 'seen').length === 2, 'audit');
    expect(entries.map(({ event }) => event)).to.deep.equal(['start', 'seen', 'pause', 'resume', 'end', 'seen']);
    expect(new Set(entries.map((entry) => entry.share))).to.deep.equal(new Set([since]));
    const [first, last] = entries.filter((entry) => entry.event === 'seen');
    expect(first).to.include({ viewerName: 'Vic', last: null, surface: 'window' });
    expect(last).to.include({ viewer: first!.viewer, first: first!.first });
    expect(last!.last).to.be.at.least(first!.first);
    expect(entries[2]).to.include({ by: 'agent' });
  });

  it('tells each time anew that a visitor has the picture, when its link was broken', async () => {
    const links: Link[] = [];
    const openLink: OpenLink = (options) => {
      const link = openSimplePeerLink(options);
      links.push(link);
      return link;
    };
    const agent = agentIn();
    const entries = auditOf(agent);
    const { visitor } = await share(agent, visitorIn({ openLink }));
    await until(agent, () => entries.some(({ event }) => event === 'seen'), 'audit');
    links[0]!.close();
    await until(visitor, () => visitor.state === 'connecting');
    await until(visitor, () => visitor.state === 'viewing');
    await until(agent, () => entries.filter(({ event }) => event === 'seen').length === 3, 'audit');
    const seen = entries.filter((entry) => entry.event === 'seen');
    expect(seen.map(({ last }) => last === null)).to.deep.equal([true, false, true]);
    expect(seen[2]!.first).to.be.at.least(seen[1]!.last!);
  });
});

describe('a receipt', () => {
  it('of a real share holds together and says who saw it', async () => {
    const agent = agentIn();
    let receive: (receipt: ShareReceipt) => void = () => undefined;
    const arrived = new Promise<ShareReceipt>((resolve) => (receive = resolve));
    new ShareReceiptRecorder(agent, { sessionId: 's1', settleMs: 500, onReceipt: receive });
    await share(agent, visitorIn({ name: 'Vic' }));
    agent.pause();
    agent.stop();
    const verdict = verifyReceipt(JSON.stringify(await arrived));
    if (!verdict.ok) throw new Error(verdict.message);
    const { pauses, viewers, ...summary } = verdict.summary;
    expect(summary).to.include({ session: 's1', agent: 'Ann', surface: 'window', reason: 'stopped' });
    expect(pauses).to.have.length(1);
    expect(viewers.map(({ name, last }) => [name, typeof last])).to.deep.equal([['Vic', 'number']]);
  });
});

describe('signed messages', () => {
  const KEY = 'a key of thirty-two characters, at least';
  const signed = (refused: string[] = []) => new SignedChannel(hub.channel(), { key: KEY, sessionId: 's1', onRefused: (reason) => refused.push(reason) });

  it('carry a share, and a relay can neither begin one nor end it', async () => {
    const refused: string[] = [];
    const agent = agentIn({ channel: signed() });
    const visitor = visitorIn({ channel: signed(refused) });
    const from = { id: 'mallory', role: 'agent' };
    hub.inject({ v: 1, type: 'floor', from, term: Date.now(), tie: 1, beat: 0, held: true, share: { since: 1, paused: false } });
    expect([visitor.state, refused]).to.deep.equal(['waiting', ['unsigned']]);
    await share(agent, visitor);
    const [floor] = hub.said.filter((said) => (said as { type: string }).type === 'floor') as { from: { id: string }; proof: string }[];
    const agentSelf = { ...floor!.from };
    for (const forged of [
      { v: 1, type: 'leave', from: agentSelf },
      { v: 1, type: 'leave', from: agentSelf, proof: floor!.proof },
      { ...floor, held: false, beat: 9_000 },
      { ...floor, from: { ...agentSelf, id: `mallory~${agentSelf.id}` } },
    ]) hub.inject(forged);
    expect([agent.state, visitor.state]).to.deep.equal(['sharing', 'viewing']);
    expect(refused.slice(1)).to.deep.equal(['unsigned', 'forged', 'forged', 'repeated']);
  });

  it('of a visitor without the key bring it nothing', async () => {
    const agent = agentIn({ channel: signed() });
    const outsider = visitorIn();
    await share(agent, visitorIn({ channel: signed() }));
    expect(agent.viewers).to.equal(1);
    expect(outsider.state).not.to.equal('viewing');
  });
});

/** Settings that can change, as an administrator changes them. */
class Settings implements SettingsSource {
  #hear: (settings: unknown) => void = () => undefined;
  readonly load = (): Promise<unknown> => Promise.resolve(WINDOWS);
  readonly subscribe = (hear: (settings: unknown) => void): (() => void) => {
    this.#hear = hear;
    return () => undefined;
  };
  change(settings: Partial<ScreenShareSettings>): void {
    this.#hear({ ...WINDOWS, ...settings });
  }
}

/** A share under settings that can change, and what its visitor has been sent: what was picked, something else, or nothing. */
async function shareUnder(settings: Settings): Promise<{ agent: AgentSession; visitor: VisitorSession; sent: ('picked' | 'other' | 'nothing')[] }> {
  const sent: ('picked' | 'other' | 'nothing')[] = [];
  let picked: MediaStreamTrack | undefined;
  const openLink: OpenLink = (options) => {
    const link = openSimplePeerLink(options);
    const { replaceTrack } = link;
    [picked] = options.stream!.getVideoTracks();
    link.replaceTrack = (track) => {
      sent.push(track === picked ? 'picked' : track ? 'other' : 'nothing');
      return replaceTrack.call(link, track);
    };
    return link;
  };
  const agent = agentIn({ settings, openLink });
  await until(agent, () => agent.settings !== null, 'settingschange');
  return { ...(await share(agent)), sent };
}

describe('settings that change during a share', () => {
  const SITES = { allowedSites: ['https://www.example.com/*'] };

  it('take the raw picture from the visitors in the very moment in which allowed sites appear, and give it back when there are none', async () => {
    const settings = new Settings();
    const { agent, visitor, sent } = await shareUnder(settings);
    settings.change(SITES);
    expect(sent).to.deep.equal(['nothing', 'other']);
    expect(agent.state).to.equal('paused');
    expect(agent.hold).to.include({ by: 'guard' });
    await until(visitor, () => visitor.state === 'paused');
    settings.change({});
    expect(sent.slice(2)).to.deep.equal(['nothing', 'picked']);
    await until(visitor, () => visitor.state === 'viewing');
  });

  it('leave it paused when the agent has paused it', async () => {
    const settings = new Settings();
    const { agent, sent } = await shareUnder(settings);
    agent.pause();
    for (const change of [SITES, {}]) {
      settings.change(change);
      expect([agent.state, agent.hold?.by]).to.deep.equal(['paused', 'agent']);
      expect(sent).not.to.include('picked');
    }
    agent.resume();
    expect([agent.state, sent.at(-1)]).to.deep.equal(['sharing', 'picked']);
  });

  for (const [what, change, code] of [
    ['its surface may no longer be shared', { surfaces: ['screen'] }, 'surface-not-allowed'],
    ['sharing is switched off', { escalateToShow: false }, 'escalation-disabled'],
    ['they are not valid', { surfaces: [] }, 'settings-invalid'],
  ] as const) {
    it(`end it when ${what}`, async () => {
      const settings = new Settings();
      const { agent, visitor } = await shareUnder(settings);
      settings.change(change as Partial<ScreenShareSettings>);
      expect([agent.state, agent.error?.code]).to.deep.equal(['idle', code]);
      await until(visitor, () => visitor.state === 'ended');
    });
  }
});

describe('the guard’s worker', () => {
  const SITES: ScreenShareSettings = { ...WINDOWS, allowedSites: ['https://www.example.com/*'] };
  const RealWorker = globalThis.Worker;
  let workers: { ended: boolean }[];

  beforeEach(() => {
    workers = [];
    globalThis.Worker = class extends RealWorker {
      readonly #told = { ended: false };
      constructor(...given: ConstructorParameters<typeof RealWorker>) {
        super(...given);
        workers.push(this.#told);
      }
      override terminate(): void {
        this.#told.ended = true;
        super.terminate();
      }
    };
  });
  afterEach(() => {
    globalThis.Worker = RealWorker;
  });

  it('is started while the agent picks, does for the share, and ends with it', async () => {
    const agent = agentIn({ settings: SITES });
    const starting = start(agent);
    await until(agent, () => agent.state === 'choosing');
    await until(agent, () => agent.state === 'checking');
    expect(workers).to.deep.equal([{ ended: false }]);
    agent.stop();
    expect(await starting).to.equal(false);
    expect(workers).to.deep.equal([{ ended: true }]);
  });

  it('ends when nothing is picked, and is not started where nothing is guarded', async () => {
    const { mediaDevices } = navigator;
    mediaDevices.getDisplayMedia = async () => {
      // The picker stays open until the worker has been started.
      while (workers.length === 0) await new Promise(requestAnimationFrame);
      throw new DOMException('Permission denied by user', 'NotAllowedError');
    };
    try {
      expect(await start(agentIn({ settings: SITES }))).to.equal(false);
      expect(workers).to.deep.equal([{ ended: true }]);
    } finally {
      delete (mediaDevices as Partial<MediaDevices>).getDisplayMedia;
    }
    await share();
    expect(workers).to.have.length(1);
  });
});

describe('a link', () => {
  it('that breaks is made anew under the next generation, without another pick', async () => {
    const links: Link[] = [];
    const openLink: OpenLink = (options) => {
      const link = openSimplePeerLink(options);
      links.push(link);
      return link;
    };
    const { agent, visitor } = await share(agentIn(), visitorIn({ openLink }));
    const shown = agent.share;
    const generations = () => hub.said.filter((said): said is { type: string; generation: number } => (said as { type?: string }).type === 'watch').map(({ generation }) => generation);
    expect(generations()).to.deep.equal([1]);
    links[0]!.close();
    await until(visitor, () => visitor.reconnecting);
    expect(visitor.stream, 'the last picture stays').not.to.equal(null);
    await until(visitor, () => visitor.state === 'viewing');
    expect(generations()).to.deep.equal([1, 2]);
    expect(agent.share).to.deep.equal(shown);
  });

  it('that the agent closes before it is told that the share is over: nobody is told of a connection that was lost', async () => {
    let linkEnded: (value?: unknown) => void;
    const ended = new Promise((resolve) => (linkEnded = resolve));
    const logger: Logger = { level: 'debug', log: ({ event }) => void (event === 'link-end' && linkEnded()) };
    const { agent, visitor } = await share(agentIn(), visitorIn({ logger }));
    const states: string[] = [];
    visitor.addEventListener('statechange', () => states.push(`${visitor.state} ${visitor.reconnecting}`));
    // What the agent says at the end takes longer than the connection's own end.
    const late: unknown[] = [];
    hub.carry = (message) => {
      if ((message as { from: { role: string } }).from.role === 'agent') late.push(message);
      return [];
    };
    agent.stop();
    await ended;
    expect([visitor.state, visitor.reconnecting]).to.deep.equal(['viewing', false]);
    for (const message of late) hub.inject(message);
    await until(visitor, () => visitor.state === 'ended');
    expect(visitor.endReason).to.equal('stopped');
    expect(states.filter((state) => state !== 'ended false')).to.deep.equal([]);
  });

  it('comes about although every message is doubled, and the first request and the first offer are lost', async () => {
    const lost = { watch: 0, offer: 0 };
    hub.carry = (message) => {
      const { type, data } = message as { type: string; data?: { type: string } };
      const kind = type === 'watch' ? 'watch' : data?.type === 'offer' ? 'offer' : null;
      return kind && lost[kind]++ === 0 ? [] : [message, message];
    };
    const { agent } = await share();
    expect(agent.viewers).to.equal(1);
    expect(lost).to.deep.equal({ watch: 3, offer: 2 });
  });

  it('comes about within one network although the host’s ICE servers cannot be had, and the host is told', async () => {
    const agent = agentIn({ iceServers: () => Promise.reject(new Error('no credentials')) });
    const heard = warnings(agent);
    await share(agent);
    expect(heard).to.deep.equal(['A link had trouble.']);
  });
});

describe('a log', () => {
  it('is given states, links and ends by both sessions, and nothing that is shown or said', async () => {
    const entries: LogEntry[] = [];
    const logger: Logger = { level: 'debug', log: (entry) => entries.push(entry) };
    const { agent, visitor } = await share(agentIn({ logger, name: 'Ann' }), visitorIn({ logger, name: 'Vera' }));
    expect(agent.quality).to.equal('good');
    agent.stop();
    await until(visitor, () => visitor.state === 'ended');
    const said = entries.map(({ session, event, ...rest }) => `${session} ${event} ${'state' in rest ? rest.state : 'reason' in rest ? rest.reason : ''}`.trim());
    expect(said).to.include.members(['agent state sharing', 'agent link-open', 'visitor link-open', 'visitor state viewing', 'agent end stopped', 'visitor end stopped', 'agent link-end closed']);
    expect(JSON.stringify(entries)).not.to.match(/Ann|Vera|http|sdp/);
  });

  it('hears of trouble without its words, and only from its level on', async () => {
    const entries: LogEntry[] = [];
    const logger: Logger = {
      level: 'warning',
      log(entry) {
        entries.push(entry);
      },
    };
    await share(agentIn({ logger, iceServers: () => Promise.reject(new RangeError('https://secret.example/')) }));
    expect(entries.map(({ level, event }) => `${level} ${event}`)).to.deep.equal(['warning trouble']);
    expect(entries[0]).to.include({ cause: 'RangeError', message: 'A link had trouble.' });
    expect(JSON.stringify(entries)).not.to.contain('secret');
  });
});

describe('figures', () => {
  it('of a share that runs are those of its picture, at both ends', async () => {
    const { agent, visitor } = await share();
    const known = (session: AgentSession | VisitorSession): boolean => session.stats.links.some(({ width, bitrate }) => width > 0 && bitrate > 0);
    await untilHolds(() => known(agent) && known(visitor));
    expect(agent.stats.links[0]).to.include({ codec: 'VP9', relay: null });
    expect(agent.stats.guard).to.equal(null);
    expect(visitor.stats.links).to.have.length(1);
  });

  it('of one visitor more than there are processors are of the codec that spares them', async () => {
    Object.defineProperty(navigator, 'hardwareConcurrency', { configurable: true, value: 1 });
    try {
      const { agent } = await share();
      const second = visitorIn();
      await until(second, () => second.state === 'viewing');
      const codecs = (): (string | null)[] => agent.stats.links.map(({ codec }) => codec);
      await untilHolds(() => codecs().length >= 2 && !codecs().includes(null));
      expect(codecs()).to.deep.equal(['VP9', 'VP8']);
    } finally {
      // The browser's own, on the prototype, is seen again.
      Reflect.deleteProperty(navigator, 'hardwareConcurrency');
    }
  });
});

describe('a channel that is gone', () => {
  it('ends a share that nobody sees with connection-lost, and none that somebody sees', async () => {
    let tell: (connected: boolean) => void = () => undefined;
    const inner = hub.channel();
    const channel: Channel = { ...inner, subscribe: (hear, status) => ((tell = status ?? tell), inner.subscribe(hear)) };
    const { agent, visitor } = await share(agentIn({ channel, connectionLostMs: 50 }));
    tell(false);
    expect([agent.reconnecting, agent.state]).to.deep.equal([false, 'sharing']);
    visitor.close();
    await until(agent, () => agent.error !== null, 'error');
    expect([agent.state, agent.error!.code]).to.deep.equal(['idle', 'connection-lost']);
  });
});

describe('bad input', () => {
  for (const [what, settings] of [
    ['null', null],
    ['a text', 'window'],
    ['no surfaces', { ...WINDOWS, surfaces: [] }],
    ['an unknown surface', { ...WINDOWS, surfaces: ['window', 'hologram'] }],
    ['a broken rule', { ...WINDOWS, allowedSites: ['http://example.com/*'] }],
  ] as const) {
    it(`settings that are ${what} refuse to share with settings-invalid that says what is wrong`, async () => {
      const agent = agentIn({ settings: settings as unknown as ScreenShareSettings });
      expect(agent.unavailableReason?.code).to.equal('settings-invalid');
      const error: unknown = await agent.start().then(() => null, (reason: unknown) => reason);
      expect(isScreenShareError(error, 'settings-invalid')).to.equal(true);
      expect(agent.error!.message.length).to.be.greaterThan('The screen-share settings are not valid, so nothing is shared: '.length);
      expect(agent.state).to.equal('idle');
    });
  }

  it('a channel that throws does not end the share', async () => {
    const hubChannel = hub.channel();
    let broken = false;
    const agent = agentIn({
      channel: {
        ...hubChannel,
        send(message) {
          if (broken) throw new Error('the bus is down');
          hubChannel.send(message);
        },
      },
    });
    const heard = warnings(agent);
    const { visitor } = await share(agent);
    broken = true;
    agent.pause();
    expect(heard).to.include('The channel had trouble.');
    expect(agent.state).to.equal('paused');
    broken = false;
    agent.resume();
    await until(visitor, () => visitor.state === 'viewing');
  });

  it('junk, messages of a later version and forged ones change nothing', async () => {
    const { agent, visitor } = await share();
    const seen: string[] = [];
    agent.addEventListener('statechange', () => seen.push(`agent ${agent.state}`));
    visitor.addEventListener('statechange', () => seen.push(`visitor ${visitor.state}`));
    const from = { id: 'mallory', role: 'visitor' };
    const junk: unknown[] = [
      null, 0, '', 'x'.repeat(100_000), [], {}, new Uint8Array(64), { v: 1 }, { v: 2, type: 'floor', from, term: 9e15, tie: 0, beat: 0, held: true },
      { v: 1, type: 'floor', from, term: 9e15, tie: 0, beat: 0, held: true },
      { v: 1, type: 'signal', from, to: 'x', generation: 1, data: { type: 'offer', sdp: 'junk' } },
      { v: 1, type: 'floor', from: { id: 'm', role: 'agent' }, term: -1, tie: 0, beat: 0, held: true },
      { v: 1, type: 'floor', from: { id: 'm', role: 'agent' }, term: Infinity, tie: 0, beat: 0, held: true },
      { v: 1, type: 'watch', from: { id: 'm', role: 'agent' }, to: 'x', generation: 1 },
      Object.defineProperty({}, 'v', { get: () => { throw new Error('boo'); }, enumerable: true }),
    ];
    for (const each of junk) hub.inject(each);
    expect(seen).to.deep.equal([]);
    expect([agent.state, visitor.state]).to.deep.equal(['sharing', 'viewing']);
  });

  it('an answer that WebRTC cannot read ends that link alone, and the visitor gets another', async () => {
    let spoilt = 0;
    hub.carry = (message) => {
      const { type, data } = message as { type: string; data?: { type: string } };
      if (type === 'signal' && data?.type === 'answer' && spoilt++ === 0) return [{ ...(message as object), data: { type: 'answer', sdp: 'v=0\r\njunk' } }];
      return [message];
    };
    const { visitor } = await share();
    expect(visitor.state).to.equal('viewing');
    expect(spoilt).to.be.greaterThan(1);
  });
});
