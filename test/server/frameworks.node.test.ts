import 'reflect-metadata';
import { expect, test } from '@playwright/test';
import { serve } from '@hono/node-server';
import { bodyParser } from '@koa/bodyparser';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import express from 'express';
import fastify, { type FastifyInstance } from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fastifySettings, koaSettings, type SettingsEndpoint, type SettingsRequest } from '../../src/server/index.js';
import { settings } from '../store/store-contract.js';
import { EventReader, exerciseEndpoint, memoryEndpoint, serving } from './exercise-endpoint.js';

/** What of the framework `authorize` gets to see. */
let seen: unknown[];
let endpoint: SettingsEndpoint;
let errors: unknown[];

test.beforeEach(() => {
  seen = [];
  ({ endpoint, errors } = memoryEndpoint({
    authorize: ({ headers, context, incoming }: SettingsRequest) => {
      seen.push(context ?? incoming);
      const name = headers.get('authorization');
      if (name === null) return null;
      return name === 'agent' ? { role: 'agent' } : { role: 'administrator', name };
    },
  }));
});
test.afterEach(() => {
  endpoint.close();
  expect(errors).toEqual([]);
});

test('Node’s http', () => serving(endpoint.node, (url) => exerciseEndpoint(`${url}/screenshare`)));

test('Express, with other routes before and after', async () => {
  const app = express();
  app.get('/before', (_request, response) => void response.send('before'));
  app.use(endpoint.node);
  app.get('/after', (_request, response) => void response.send('after'));
  await serving(app, async (url) => {
    await exerciseEndpoint(`${url}/screenshare`);
    for (const name of ['before', 'after']) expect(await (await fetch(`${url}/${name}`)).text()).toBe(name);
  });
});

for (const [what, parser] of [
  ['JSON', express.json()],
  ['text', express.text({ type: '*/*' })],
  ['bytes', express.raw({ type: '*/*' })],
] as const) {
  test(`Express, after a parser that has read the body as ${what}`, async () => {
    const app = express();
    app.use(parser, endpoint.node);
    await serving(app, (url) => exerciseEndpoint(`${url}/screenshare`, { first: settings(1) }));
  });
}

for (const [what, mount] of [
  ['at its own path', (app: express.Express) => app.use('/screenshare', endpoint.node)],
  ['in a router', (app: express.Express) => app.use(express.Router().use(endpoint.node))],
  ['in a router at another path', (app: express.Express) => app.use('/api', express.Router().use(endpoint.node))],
] as const) {
  test(`Express, mounted ${what}`, async () => {
    const app = express();
    mount(app);
    const prefix = what.endsWith('another path') ? '/api' : '';
    await serving(app, (url) => exerciseEndpoint(`${url}${prefix}/screenshare`));
  });
}

test('Express behind compression(): settings are compressed, and the stream of changes passes uncompressed, event by event', async () => {
  const app = express();
  app.use(compression({ threshold: 0 }), endpoint.node);
  await serving(app, async (url) => {
    const headers = { authorization: 'Ada', 'accept-encoding': 'gzip' };
    await exerciseEndpoint(`${url}/screenshare`, { headers });
    expect((await fetch(`${url}/screenshare/staging`, { headers })).headers.get('content-encoding')).toBe('gzip');
    const events = new EventReader(await fetch(`${url}/screenshare/events`, { headers }));
    expect(events.response.headers.get('content-encoding')).toBeNull();
    await events.end();
  });
});

test('Fastify, beside its own routes', async () => {
  const app = fastify();
  await app.register(fastifySettings(endpoint));
  app.post('/other', (request) => request.body);
  await withFastify(app, async (url) => {
    await exerciseEndpoint(`${url}/screenshare`);
    const other = await fetch(`${url}/other`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":1}' });
    expect(await other.json()).toEqual({ a: 1 });
    expect(seen[0]).toHaveProperty('routeOptions');
  });
});

test('Fastify without the adapter: who runs the server hears that the body was read, and what to do', async () => {
  const app = fastify();
  app.all('/screenshare/*', (request, reply) => {
    reply.hijack();
    endpoint.node(request.raw, reply.raw);
  });
  await withFastify(app, async (url) => {
    const response = await fetch(`${url}/screenshare/staging`, { method: 'PUT', headers: { 'content-type': 'application/json', authorization: 'Ada', 'if-none-match': '*' }, body: JSON.stringify(settings(1)) });
    expect(response.status).toBe(500);
    expect(String(errors[0])).toContain('use fastifySettings or koaSettings');
    errors.length = 0;
  });
});

async function withFastify(app: FastifyInstance, use: (url: string) => Promise<void>): Promise<void> {
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  try {
    await use(url);
  } finally {
    app.server.closeAllConnections();
    await app.close();
  }
}

test('Koa, before a body parser', async () => {
  const app = new Koa();
  app.use(koaSettings(endpoint));
  app.use(bodyParser());
  app.use((ctx) => void (ctx.body = 'koa'));
  await serving(app.callback(), async (url) => {
    await exerciseEndpoint(`${url}/screenshare`);
    expect(await (await fetch(`${url}/other`)).text()).toBe('koa');
    expect(seen[0]).toHaveProperty('cookies');
  });
});

test('Koa, after a body parser', async () => {
  const app = new Koa();
  app.use(bodyParser());
  app.use(koaSettings(endpoint));
  await serving(app.callback(), (url) => exerciseEndpoint(`${url}/screenshare`, { first: settings(1) }));
});

test('Hono', async () => {
  const app = new Hono();
  app.get('/other', (c) => c.text('hono'));
  app.all('/screenshare/*', (c) => endpoint.fetch(c.req.raw, { context: c }));
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }) as Server;
  await once(server, 'listening');
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await exerciseEndpoint(`${url}/screenshare`);
    expect(await (await fetch(`${url}/other`)).text()).toBe('hono');
    expect(seen[0]).toHaveProperty('req');
  } finally {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});

/** A module of NestJS's, made without the decorators that TypeScript would have to be set up for. */
const emptyModule = (): DynamicModule => ({ module: class AppModule { readonly name = 'app'; } });

for (const [when, bodyParserComesFirst] of [
  ['before its own body parser', false],
  ['after it', true],
] as const) {
  test(`NestJS, ${when}`, async () => {
    const app = await NestFactory.create<NestExpressApplication>(emptyModule(), { logger: false });
    if (bodyParserComesFirst) app.useBodyParser('json');
    app.use(endpoint.node);
    await app.listen(0, '127.0.0.1');
    try {
      await exerciseEndpoint(`${await app.getUrl()}/screenshare`, { first: settings(1) });
    } finally {
      await app.close();
    }
  });
}
