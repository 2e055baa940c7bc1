import { expect } from '@open-wc/testing';
import type { MediaRelayOptions, RelayPublication } from '../../src/peer/media-relay.js';
import { WhipWhepRelay, type WhipWhepRelayOptions } from '../../src/peer/whip-whep-relay.js';
import { next, until } from '../harness/until.js';
import { WhipWhepServer } from './whip-whep-server.js';

const WHIP = 'https://media.test/whip';
const WHEP = 'https://media.test/whep/';

let server: WhipWhepServer;
let stream: MediaStream;
let ends: unknown[];
let open: { close(): unknown }[];

beforeEach(() => {
  server = new WhipWhepServer();
  const canvas = document.createElement('canvas');
  canvas.getContext('2d');
  stream = canvas.captureStream(5);
  ends = [];
  open = [];
});
afterEach(() => {
  for (const each of open) each.close();
  server.close();
});

const options = (signal = new AbortController().signal): MediaRelayOptions => ({ signal, onEnd: (cause) => ends.push(cause) });
const relayOf = (more: Partial<WhipWhepRelayOptions> = {}): WhipWhepRelay => new WhipWhepRelay({ whip: WHIP, whep: WHEP, token: 'secret', ...more });

async function publish(relay = relayOf(), given = options()): Promise<RelayPublication> {
  const publication = await relay.publish(stream, given);
  open.push(publication);
  return publication;
}

/** What it rejects with, as text; an error when it doesn't. */
async function refusal(promise: Promise<unknown>): Promise<string> {
  const outcome = await promise.then(() => null, (cause: unknown) => cause);
  if (!(outcome instanceof Error)) throw new Error('It was not refused.');
  return outcome.message;
}

describe('publishing over WHIP', () => {
  it('posts one offer under a name of its own, with the token, and sends the picture', async () => {
    const { resource } = await publish();
    expect(resource).to.match(/^[0-9a-f]{32}$/);
    expect(server.requests).to.deep.equal([{ method: 'POST', url: `${WHIP}/${resource}`, authorization: 'Bearer secret', type: 'application/sdp', keepalive: false }]);
    expect(server.received).to.have.length(1);
  });

  it('ends it at the server with DELETE, which outlives the page, once', async () => {
    const publication = await publish();
    publication.close();
    publication.close();
    await until(() => server.asked('DELETE').length > 0);
    expect(server.requests.at(-1)).to.deep.equal({ method: 'DELETE', url: 'https://media.test/stream/1', authorization: 'Bearer secret', type: null, keepalive: true });
    expect(server.asked('DELETE')).to.have.length(1);
    expect(ends).to.deep.equal([]);
  });

  it('ends it with a new token where the old one no longer holds', async () => {
    let tokens = 0;
    const publication = await publish(relayOf({ token: () => Promise.resolve(`t${++tokens}`) }));
    server.instead = (method) => (method === 'DELETE' && tokens === 1 ? new Response(null, { status: 401 }) : null);
    publication.close();
    await until(() => server.asked('DELETE').length === 2);
    expect(server.requests.map(({ authorization }) => authorization)).to.deep.equal(['Bearer t1', 'Bearer t1', 'Bearer t2']);
  });

  it('asks the host for the token of just this stream, and for its address', async () => {
    const asked: unknown[] = [];
    const { resource } = await publish(relayOf({ whip: (name) => Promise.resolve(`https://media.test/live/${name}/whip`), token: (request) => (asked.push(request), 'fresh') }));
    expect(asked).to.deep.equal([{ use: 'publish', resource }]);
    expect(server.asked('POST')).to.deep.equal([`https://media.test/live/${resource}/whip`]);
  });

  it('says when the server is busy, and for how long', async () => {
    for (const [header, ms] of [['7', 7_000], [new Date(Date.now() + 60_000).toUTCString(), 60_000]] as const) {
      server.instead = () => new Response(null, { status: 503, headers: { 'retry-after': header } });
      const error: unknown = await relayOf().publish(stream, options()).catch((cause: unknown) => cause);
      expect(error).to.include({ name: 'WhipWhepError', status: 503 });
      expect((error as { retryAfterMs: number }).retryAfterMs).to.be.within(ms - 2_000, ms);
    }
  });

  for (const [status, words] of [[401, 'token'], [404, 'no such stream'], [409, 'already'], [500, 'trouble of its own'], [200, 'no answer of WHIP']] as const) {
    it(`says what ${status} means`, async () => {
      server.instead = () => new Response('', { status });
      expect(await refusal(relayOf().publish(stream, options()))).to.contain(words);
    });
  }

  it('says that a server can’t be reached', async () => {
    server.instead = () => {
      throw new TypeError('Failed to fetch');
    };
    expect(await refusal(relayOf().publish(stream, options()))).to.contain('can’t be reached');
  });

  it('sends its token to no other server, wherever a Location or a redirection leads', async () => {
    server.headers = { location: 'https://evil.test/stream' };
    expect(await refusal(relayOf().publish(stream, options()))).to.contain('another server');
    server.headers = { location: 'http://media.test/stream' };
    expect(await refusal(relayOf().publish(stream, options()))).to.contain('another server');
    server.headers = {};
    server.instead = () => Object.defineProperty(new Response('v=0', { status: 201, headers: { location: '/stream/9', 'content-type': 'application/sdp' } }), 'url', { value: 'https://evil.test/whip' });
    expect(await refusal(relayOf().publish(stream, options()))).to.contain('another server');
    expect(server.requests.every(({ url }) => url.startsWith('https://media.test/'))).to.equal(true);
    expect(server.asked('DELETE')).to.have.length(0);
  });

  it('takes an absolute Location on the same server', async () => {
    server.headers = { location: 'https://media.test/elsewhere/1' };
    (await publish()).close();
    await until(() => server.asked('DELETE').length > 0);
    expect(server.asked('DELETE')).to.deep.equal(['https://media.test/elsewhere/1']);
  });

  it('says what is missing in an answer, and leaves no stream behind', async () => {
    server.instead = (method) => (method === 'POST' ? new Response('v=0', { status: 201, headers: { 'content-type': 'application/sdp' } }) : null);
    expect(await refusal(relayOf().publish(stream, options()))).to.contain('Access-Control-Expose-Headers');
    server.instead = (method) => (method === 'POST' ? new Response('hello', { status: 201, headers: { location: '/stream/1' } }) : null);
    expect(await refusal(relayOf().publish(stream, options()))).to.contain('without an SDP');
    server.instead = (method) => (method === 'POST' ? new Response('nonsense', { status: 201, headers: { location: '/stream/2', 'content-type': 'application/sdp' } }) : null);
    await refusal(relayOf().publish(stream, options()));
    await until(() => server.asked('DELETE').length === 2);
  });

  it('given up before the answer is there ends what the server has made of it, and never connects', async () => {
    const giveUp = new AbortController();
    server.instead = (method) => {
      if (method === 'POST') giveUp.abort();
      return null;
    };
    await refusal(relayOf().publish(stream, options(giveUp.signal)));
    await until(() => server.asked('DELETE').length === 1);
    expect(server.connections[0]!.connectionState).not.to.equal('connected');
  });

  it('tries the TURN servers that the server names, when none of the host’s own are given and it doesn’t connect without', async () => {
    server.unreachable = true;
    server.headers = { link: '<stun:stun.media.test>; rel="ice-server", <turn:turn.media.test?transport=udp>; rel="ice-server"; username="anna"; credential="a,b;\\"c"; credential-type="password"' };
    const used: (RTCIceServer[] | undefined)[] = [];
    const Real = globalThis.RTCPeerConnection;
    globalThis.RTCPeerConnection = class extends Real {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        if (!configuration) return;
        used.push(configuration.iceServers);
        if (used.length === 2) server.unreachable = false;
      }
    };
    try {
      await publish();
    } finally {
      globalThis.RTCPeerConnection = Real;
    }
    expect(used).to.deep.equal([[], [{ urls: 'stun:stun.media.test' }, { urls: 'turn:turn.media.test?transport=udp', username: 'anna', credential: 'a,b;"c' }]]);
    expect(server.asked('DELETE')).to.have.length(1);
  });

  it('tells when the connection breaks', async () => {
    await publish();
    server.connections[0]!.close();
    await until(() => ends.length === 1);
    expect(String(ends[0])).to.contain('has broken');
    await until(() => server.asked('DELETE').length === 1);
  });
});

describe('playing over WHEP', () => {
  for (const offers of [false, true]) {
    it(offers ? 'answers a server that wants to offer by itself' : 'takes the server’s answer, and resolves once there is a picture', async () => {
      server.offers = offers;
      const playback = await relayOf().play('abc-1_2', options());
      open.push(playback);
      expect(server.asked('POST')).to.deep.equal([`${WHEP}abc-1_2`]);
      expect(server.asked('PATCH')).to.deep.equal(offers ? ['https://media.test/stream/1'] : []);
      const video = document.createElement('video');
      video.muted = true;
      video.srcObject = playback.stream;
      await Promise.all([next(video, 'loadeddata'), video.play()]);
      expect([video.videoWidth, video.videoHeight]).to.deep.equal([64, 48]);
    });
  }

  it('asks nobody for what is no name of a stream', async () => {
    for (const name of ['https://evil.test/', '../whip', 'a/b', 'a?b', 'a#b', '', 'x'.repeat(129)]) expect(await refusal(relayOf().play(name, options()))).to.contain('the name of a stream');
    expect(server.requests).to.deep.equal([]);
  });

  it('given up while it waits for a picture is ended at the server', async () => {
    const giveUp = new AbortController();
    const playing = relayOf().play('abc', options(giveUp.signal));
    await until(() => server.connections.length === 1);
    giveUp.abort();
    await refusal(playing);
    await until(() => server.asked('DELETE').length === 1);
  });

  for (const [step, offers] of [['setLocalDescription', false], ['setRemoteDescription', false], ['setRemoteDescription', true]] as const) {
    it(`given up while ${step} is under way${offers ? ' for the server’s own offer' : ''}, which then never ends, it is refused, and nothing is left at the server`, async () => {
      server.offers = offers;
      const giveUp = new AbortController();
      const Real = globalThis.RTCPeerConnection;
      const own = new Set<RTCPeerConnection>();
      globalThis.RTCPeerConnection = class extends Real {
        constructor(configuration?: RTCConfiguration) {
          super(configuration);
          if (configuration) own.add(this);
        }
        [step](description?: RTCSessionDescriptionInit): Promise<void> {
          const done = super[step](description!);
          if (own.has(this)) giveUp.abort();
          return done;
        }
      };
      try {
        await refusal(relayOf().play('abc', options(giveUp.signal)));
      } finally {
        globalThis.RTCPeerConnection = Real;
      }
      expect([...own].every(({ signalingState }) => signalingState === 'closed')).to.equal(true);
      await until(() => server.asked('DELETE').length === server.asked('POST').length);
    });
  }
});

describe('a relay', () => {
  it('refuses addresses that are none, or that a token must not be sent to', () => {
    for (const whip of ['http://media.example.com/whip', 'ftp://media.example.com', 'https://']) expect(() => new WhipWhepRelay({ whip })).to.throw(TypeError);
    expect(() => new WhipWhepRelay({ whip: 'http://localhost:8080/whip', whep: 'http://127.0.0.1/whep' })).not.to.throw();
  });

  it('that knows no address for publishing, or for playing, says so', async () => {
    expect(await refusal(new WhipWhepRelay({ whep: WHEP }).publish(stream, options()))).to.contain('no `whip`');
    expect(await refusal(new WhipWhepRelay({ whip: WHIP }).play('abc', options()))).to.contain('no `whep`');
  });
});
