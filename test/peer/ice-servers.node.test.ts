import { expect, test } from '@playwright/test';
import { iceServerProblem } from '../../src/peer/ice-server-problem.js';
import { iceServersOrNone } from '../../src/peer/ice-servers.js';

const TURN = { urls: 'turns:turn.example.com:443?transport=tcp', username: 'u', credential: 'c' };

const BAD: readonly unknown[] = [
  'stun:stun.example.com',
  {},
  { urls: [] },
  { urls: '' },
  { urls: 'stun.example.com' },
  { urls: 'http://stun.example.com' },
  { urls: 'stun:h?transport=udp' },
  { urls: 'turn:h?transport=sctp', username: 'u', credential: 'c' },
  { urls: 'turn:h' },
  { urls: 'turn:h', username: 'u' },
  { urls: ['stun:h', 'turn:h'], username: 'u', credential: '' },
  null,
];

for (const server of BAD) {
  test(`${JSON.stringify(server)} is left out, with a word to the developer, and the others are taken`, async () => {
    expect(iceServerProblem(server)).not.toBeNull();
    const told: unknown[] = [];
    expect(await iceServersOrNone([server as RTCIceServer, TURN], (cause) => told.push(cause))).toEqual([TURN]);
    expect(told.map(String)).toEqual([expect.stringMatching(/^TypeError: An ICE server was left out: /)]);
  });
}

for (const urls of ['stun:stun.example.com', 'stun:stun.example.com:3478', 'stuns:h', 'turn:h:3478?transport=udp', 'turns:[2001:db8::1]:443', ['stun:h', 'turn:h']]) {
  test(`${JSON.stringify(urls)} is taken`, () => expect(iceServerProblem({ urls, username: 'u', credential: 'c' })).toBeNull());
}

test('a function that throws, or returns no list, leaves none, with a word to the developer', async () => {
  for (const servers of [() => { throw new Error('down'); }, () => 'turn:h' as unknown as RTCIceServer[]]) {
    const told: unknown[] = [];
    expect(await iceServersOrNone(servers, (cause) => told.push(cause))).toEqual([]);
    expect(told).toHaveLength(1);
  }
});
