import { expect, test } from '@playwright/test';
import { createHealthChecks, type LogEntry } from '../../src/server/index.js';
import { memoryEndpoint } from './exercise-endpoint.js';
import { SignallingServer } from './signalling-server.js';

async function said(answer: Response | Promise<Response>): Promise<string> {
  const response = await answer;
  return `${response.status} ${(await response.text()).trim()}`;
}

test('a server is ready while its settings can be read and it doesn’t drain; it is healthy all the while', async () => {
  const { endpoint } = memoryEndpoint();
  const { healthz, readyz } = createHealthChecks({ settings: endpoint });
  expect([await said(healthz()), await said(readyz())]).toEqual(['200 ok', '200 ok']);
  endpoint.drain();
  expect([await said(healthz()), await said(readyz())]).toEqual(['200 ok', '503 not ready']);
  const broken = { check: () => Promise.reject(new Error('password of db-7 is wrong')) };
  expect(await said(createHealthChecks({ settings: broken }).readyz())).toBe('503 not ready');
});

test('a relay that drains is no longer ready, lets nobody in, and everybody in it comes back to another server by themselves', async () => {
  const entries: LogEntry[] = [];
  const server = await new SignallingServer({ log: (entry) => entries.push(entry) }).start();
  try {
    const members = [await server.join('ada', 'agent'), await server.join('vic', 'visitor'), await server.join('val', 'visitor')];
    const { readyz } = createHealthChecks({ relay: server.relay });
    expect(await said(readyz())).toBe('200 ok');
    await server.relay.drain(50);
    expect(await said(readyz())).toBe('503 draining');
    await Promise.all(members.map(({ inbox }) => inbox.status(false)));
    const late = server.socket({ sessionId: 's1' });
    const refused = await new Promise<Error & { data?: unknown }>((resolve) => late.once('connect_error', resolve));
    expect(refused.data).toEqual({ code: 'unavailable' });
    await server.stop();
    // The next process, on the same address.
    await server.start();
    await Promise.all(members.map(({ inbox }) => inbox.status(true)));
    expect(entries.map(({ event }) => event)).toEqual(expect.arrayContaining(['connection-admitted', 'relay-draining', 'connection-ended', 'connection-refused']));
    expect(JSON.stringify(entries)).not.toContain(Buffer.from('{"user":"ada"').toString('base64url').slice(0, 12));
  } finally {
    await server.close();
  }
});
