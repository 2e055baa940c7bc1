import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { JanusApi, JanusError } from './janus-api.js';

/** WHIP and WHEP in front of Janus' VideoRoom, which speaks neither itself: a room a stream. */
export interface WhipWhepFront {
  readonly origin: string;
  /** What has been asked of it, as `POST /whip`, oldest first. */
  readonly requests: readonly string[];
  /** How many streams are published now, and how many visitors play one. */
  readonly counts: { readonly published: number; readonly played: number };
  /** Ends everything that runs, as a media server does that is restarted; and takes nothing new, or does again. */
  setDown(down: boolean): Promise<void>;
  close(): Promise<void>;
}

interface Stream {
  readonly kind: 'whip' | 'whep';
  readonly name: string;
  readonly handle: number;
}

/** What its clients have to bring along. */
export const TOKENS = { whip: 'may-publish', whep: 'may-play' } as const;

const CROSS_ORIGIN = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, content-type',
  'access-control-allow-methods': 'POST, PATCH, DELETE',
  'access-control-expose-headers': 'Location, Link, Retry-After',
};

class Refusal extends Error {
  constructor(readonly status: number) {
    super();
  }
}

/** Serves it on a free port of this machine. */
export async function serveWhipWhep(api: string): Promise<WhipWhepFront> {
  const front = new Front(await JanusApi.connect(api));
  const server = createServer((request, response) => void front.serve(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    requests: front.requests,
    get counts() {
      return { published: front.count('whip'), played: front.count('whep') };
    },
    setDown: (down) => front.setDown(down),
    close: () => close(server, front),
  };
}

async function close(server: Server, front: Front): Promise<void> {
  front.close();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
}

class Front {
  readonly requests: string[] = [];
  readonly #janus: JanusApi;
  readonly #streams = new Map<string, Stream>();
  /** Janus' numbers of rooms, each with one publisher. */
  readonly #rooms = new Map<string, { room: number; feed: number }>();
  #ids = 0;
  #down = false;

  constructor(janus: JanusApi) {
    this.#janus = janus;
  }

  count(kind: Stream['kind']): number {
    return [...this.#streams.values()].filter((stream) => stream.kind === kind).length;
  }

  close(): void {
    this.#janus.close();
  }

  async setDown(down: boolean): Promise<void> {
    this.#down = down;
    if (down) await Promise.all([...this.#streams.keys()].map((id) => this.#end(id)));
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(CROSS_ORIGIN)) response.setHeader(name, value);
    const { method = '', url = '/' } = request;
    const [, kind = '', name = ''] = url.split('/');
    if (method === 'OPTIONS') return void response.writeHead(204).end();
    this.requests.push(`${method} /${kind}`);
    try {
      if (this.#down) throw new Refusal(503);
      await this.#answer(request, response, { kind, name });
    } catch (error) {
      const status = error instanceof Refusal ? error.status : error instanceof JanusError ? 404 : 500;
      response.writeHead(status, status === 503 ? { 'retry-after': '1' } : {}).end();
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse, { kind, name }: { kind: string; name: string }): Promise<void> {
    const sdp = await textOf(request);
    if (request.method === 'POST' && (kind === 'whip' || kind === 'whep')) {
      if (request.headers.authorization !== `Bearer ${TOKENS[kind]}`) throw new Refusal(401);
      const id = `${++this.#ids}`;
      const answer = kind === 'whip' ? await this.#publish(id, name, sdp) : await this.#play(id, name);
      // The VideoRoom wants to offer itself to whoever plays.
      return void response.writeHead(kind === 'whip' ? 201 : 406, { 'content-type': 'application/sdp', location: `/stream/${id}` }).end(answer);
    }
    const stream = this.#streams.get(name);
    if (!stream || kind !== 'stream') throw new Refusal(404);
    if (request.headers.authorization !== `Bearer ${TOKENS[stream.kind]}`) throw new Refusal(401);
    if (request.method === 'PATCH') await this.#janus.ask(stream.handle, { request: 'start' }, { type: 'answer', sdp });
    else if (request.method === 'DELETE') await this.#end(name);
    else throw new Refusal(405);
    response.writeHead(request.method === 'PATCH' ? 204 : 200).end();
  }

  async #publish(id: string, name: string, sdp: string): Promise<string> {
    const handle = await this.#janus.attach();
    const created = await this.#janus.ask(handle, { request: 'create', publishers: 1, bitrate: 8_000_000, videocodec: 'vp9,vp8,h264', notify_joining: false });
    const room = created.plugindata!.data['room'] as number;
    const joined = await this.#janus.ask(handle, { request: 'joinandconfigure', ptype: 'publisher', room }, { type: 'offer', sdp });
    this.#rooms.set(name, { room, feed: joined.plugindata!.data['id'] as number });
    this.#streams.set(id, { kind: 'whip', name, handle });
    return joined.jsep!.sdp;
  }

  async #play(id: string, name: string): Promise<string> {
    const place = this.#rooms.get(name);
    if (!place) throw new Refusal(404);
    const handle = await this.#janus.attach();
    const joined = await this.#janus.ask(handle, { request: 'join', ptype: 'subscriber', room: place.room, streams: [{ feed: place.feed }] });
    this.#streams.set(id, { kind: 'whep', name, handle });
    return joined.jsep!.sdp;
  }

  /** Whoever plays what is published no more has nothing to play. */
  async #end(id: string): Promise<void> {
    const stream = this.#streams.get(id);
    if (!stream) return;
    this.#streams.delete(id);
    await this.#janus.detach(stream.handle);
    if (stream.kind === 'whep') return;
    this.#rooms.delete(stream.name);
    await Promise.all([...this.#streams].filter(([, { name }]) => name === stream.name).map(([other]) => this.#end(other)));
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk as string;
  return text;
}
