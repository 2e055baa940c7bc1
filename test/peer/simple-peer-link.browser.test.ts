import { expect } from '@open-wc/testing';
import type { Link, LinkEnd, LinkOptions } from '../../src/peer/link.js';
import { openSimplePeerLink } from '../../src/peer/simple-peer-link.js';
import type { SignalData } from '../../src/peer/signal-data.js';
import { until } from '../harness/until.js';

/** One end of a pair, and what happened to it. */
interface End {
  readonly link: Link;
  readonly connected: Promise<void>;
  readonly stream: Promise<MediaStream>;
  readonly ended: Promise<LinkEnd>;
}

const configurations: RTCConfiguration[] = [];
const RealConnection = RTCPeerConnection;
const opened: Link[] = [];

before(() => {
  window.RTCPeerConnection = class extends RealConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      configurations.push(configuration ?? {});
    }
  };
});
after(() => {
  window.RTCPeerConnection = RealConnection;
});
beforeEach(() => void configurations.splice(0));
afterEach(() => {
  for (const link of opened.splice(0)) link.close();
});

/** A moving picture: still ones yield no frames. */
function picture(): MediaStream {
  const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 });
  const context = canvas.getContext('2d')!;
  let hue = 0;
  const paint = (): void => {
    context.fillStyle = `hsl(${hue++} 80% 50%)`;
    context.fillRect(0, 0, 320, 240);
  };
  paint();
  const stream = canvas.captureStream(20);
  const timer = setInterval(() => (stream.active ? paint() : clearInterval(timer)), 50);
  return stream;
}

function openEnd(onSignal: (data: SignalData) => void, options: Partial<LinkOptions> = {}): End {
  let happened!: { connected: () => void; stream: (stream: MediaStream) => void; ended: (reason: LinkEnd) => void };
  const connected = new Promise<void>((resolve) => (happened = { ...happened, connected: resolve }));
  const stream = new Promise<MediaStream>((resolve) => (happened = { ...happened, stream: resolve }));
  const ended = new Promise<LinkEnd>((resolve) => (happened = { ...happened, ended: resolve }));
  const link = openSimplePeerLink({
    connection: { iceServers: [] },
    onSignal,
    onConnected: () => happened.connected(),
    onStream: (received) => happened.stream(received),
    onEnd: (reason) => happened.ended(reason),
    ...options,
  });
  opened.push(link);
  return { link, connected, stream, ended };
}

/** Two ends that hear each other through `carry`. */
function openPair(carry: (data: SignalData) => SignalData[] = (data) => [data], stream = picture()): { agent: End; visitor: End } {
  const agent: End = openEnd((data) => carry(data).forEach((each) => visitor.link.signal(each)), { stream });
  const visitor: End = openEnd((data) => carry(data).forEach((each) => agent.link.signal(each)));
  return { agent, visitor };
}

it('connects, brings the picture, and tells both ends when one closes', async () => {
  const { agent, visitor } = openPair();
  await Promise.all([agent.connected, visitor.connected]);
  expect((await visitor.stream).getVideoTracks()).to.have.length(1);
  expect(agent.link.connected).to.equal(true);
  visitor.link.close();
  expect(await visitor.ended).to.equal('closed');
  expect(await agent.ended).to.equal('remote-closed');
  expect(agent.link.connected).to.equal(false);
});

it('contacts no server unless the host names one', async () => {
  const { agent } = openPair();
  await agent.connected;
  expect(configurations).to.have.length(2);
  for (const { iceServers } of configurations) expect(iceServers).to.deep.equal([]);
});

it('uses the servers and the policy that the host names', () => {
  const iceServers = [{ urls: 'turns:turn.example.test:443?transport=tcp', username: 'u', credential: 'c' }];
  openEnd(() => undefined, { connection: { iceServers, iceTransportPolicy: 'relay' } });
  expect(configurations[0]).to.deep.include({ iceServers, iceTransportPolicy: 'relay' });
});

it('offers the codecs that suit a screen first, and never AV1', async () => {
  let offer = '';
  openPair((data) => {
    if (data.type === 'offer') offer = data.sdp;
    return [data];
  });
  await until(() => offer !== '');
  const [, first] = /^m=video \d+ \S+ (\d+)/m.exec(offer)!;
  expect(offer).to.match(new RegExp(`a=rtpmap:${first} VP9/`));
  expect(offer).not.to.contain('AV1');
});

it('connects although every signal comes twice', async () => {
  const { agent, visitor } = openPair((data) => [data, data]);
  await Promise.all([agent.connected, visitor.connected]);
});

it('ends with bad-signal when the other end says what WebRTC cannot read', async () => {
  const { link, ended } = openEnd(() => undefined, { stream: picture() });
  link.signal({ type: 'answer', sdp: 'v=0\r\nnothing of use\r\n' });
  expect(await ended).to.equal('bad-signal');
});

it('ends once, and hears nothing after its end', async () => {
  const ends: LinkEnd[] = [];
  const { link } = openEnd(() => undefined, { stream: picture(), onEnd: (reason) => ends.push(reason) });
  link.close();
  link.close();
  link.signal({ type: 'answer', sdp: 'late' });
  link.signal({ type: 'candidate', candidate: { candidate: '' } });
  await link.replaceTrack(null);
  expect(await link.stats()).to.have.property('size', 0);
  expect(ends).to.deep.equal(['closed']);
});

it('sends another track in the place of the first, and none at all', async () => {
  const { agent, visitor } = openPair();
  await agent.connected;
  const video = Object.assign(document.createElement('video'), { muted: true, srcObject: await visitor.stream });
  await video.play();
  expect([video.videoWidth, video.videoHeight]).to.deep.equal([320, 240]);
  const canvas = Object.assign(document.createElement('canvas'), { width: 200, height: 100 });
  const context = canvas.getContext('2d')!;
  const [track] = canvas.captureStream(20).getVideoTracks();
  const timer = setInterval(() => context.fillRect(0, 0, 200, 100), 50);
  await agent.link.replaceTrack(track!);
  await new Promise<void>((resolve) => video.addEventListener('resize', () => video.videoWidth === 200 && resolve()));
  clearInterval(timer);
  await agent.link.replaceTrack(null);
  expect(visitor.link.connected).to.equal(true);
});

it('brings a picture that comes only after it has been opened', async () => {
  const { agent, visitor } = openPair((data) => [data], new MediaStream());
  await agent.connected;
  await agent.link.replaceTrack(picture().getVideoTracks()[0]!);
  const video = Object.assign(document.createElement('video'), { muted: true, srcObject: await visitor.stream });
  await video.play();
  expect([video.videoWidth, video.videoHeight]).to.deep.equal([320, 240]);
});
