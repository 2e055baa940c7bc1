import { expect, test } from '@playwright/test';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server as SocketServer } from 'socket.io';
import { io } from 'socket.io-client';
import { settings } from '../store/store-contract.js';
import { exerciseEndpoint, memoryEndpoint } from './exercise-endpoint.js';
import type { SettingsEndpoint } from '../../src/server/index.js';

let http: Server;
let endpoint: SettingsEndpoint;
let errors: unknown[];
/** What handlers threw that nobody could catch: in a process of its own each of these would have ended it. */
let uncaught: unknown[];
const keep = (error: unknown): void => void uncaught.push(error);

test.beforeEach(() => {
  ({ endpoint, errors } = memoryEndpoint());
  http = createServer();
  uncaught = [];
});
test.afterEach(async () => {
  endpoint.close();
  const closed = new Promise((done) => http.close(done));
  http.closeAllConnections();
  await closed;
  expect(uncaught).toEqual([]);
});

async function listen(): Promise<string> {
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}

/** A host's own handler for everything, which reads the body first and so answers a moment later. Gathers how each of its answers ended. */
function catchAll(answered: Promise<void>[]) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const answer = async (): Promise<void> => {
      for await (const chunk of request) void chunk;
      response.setHeader('content-type', 'text/plain');
      response.writeHead(200, { 'x-host': 'yes' });
      response.write('host ');
      response.end(request.url);
    };
    answered.push(answer().catch(keep));
  };
}

for (const order of ['before', 'after'] as const) {
  test(`a host’s handler for everything, attached ${order} the settings: each path has one answer, nothing is thrown, and the host hears of it`, async () => {
    const answered: Promise<void>[] = [];
    if (order === 'before') http.on('request', catchAll(answered));
    http.on('request', endpoint.node);
    if (order === 'after') http.on('request', catchAll(answered));
    const url = await listen();
    await exerciseEndpoint(`${url}/screenshare`, { first: settings(1) });
    const own = await fetch(`${url}/own`);
    expect([own.status, own.headers.get('x-host'), await own.text()]).toEqual([200, 'yes', 'host /own']);
    await Promise.all(answered);
    expect(errors.map(String)).toEqual(['Error: Another handler of the same server answers /screenshare/… too. Its answers were dropped. Let it leave this path to the settings endpoint.']);
  });
}

test('a host’s handler that answers everything at once: the settings don’t answer again, and the host hears why they can’t be had', async () => {
  http.on('request', (_request, response) => void response.end('host'));
  http.on('request', endpoint.node);
  const url = await listen();
  expect(await (await fetch(`${url}/screenshare/state`)).text()).toBe('host');
  expect(errors.map(String)).toEqual(['Error: Another handler of the same server answers /screenshare/… before the settings endpoint can. Let it leave this path to the endpoint.']);
});

for (const order of ['before', 'after'] as const) {
  test(`Socket.IO attached ${order} the settings, by long polling: both work`, async () => {
    if (order === 'after') http.on('request', endpoint.node);
    const sockets = new SocketServer(http, { serveClient: false });
    if (order === 'before') http.on('request', endpoint.node);
    const url = await listen();
    const client = io(url, { transports: ['polling'], forceNew: true });
    await new Promise<void>((connected, failed) => client.once('connect', connected).once('connect_error', failed));
    await exerciseEndpoint(`${url}/screenshare`, { first: settings(1) });
    expect(client.connected).toBe(true);
    client.disconnect();
    await sockets.close();
    expect(errors).toEqual([]);
  });
}

test('a server that has nothing else answers 404 to other paths at once', async () => {
  http.on('request', endpoint.node);
  const url = await listen();
  expect((await fetch(`${url}/favicon.ico`)).status).toBe(404);
});
