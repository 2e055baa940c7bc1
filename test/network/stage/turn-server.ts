import { execFile, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Certificate } from '../../e2e/harness/certificates.js';
import { until } from '../../soak/stage/until.js';
import type { Host } from './namespaces.js';
import { layRoughLines, type RoughLines } from './rough-line.js';

/** How a client reaches the server. */
export type Transport = 'udp' | 'tcp' | 'tls';

/** A real coturn. */
export interface TurnServer {
  /** This server, over one transport, with credentials that end in so many seconds; a negative number has them expired. */
  over(transport: Transport, secondsLeft?: number): RTCIceServer;
  /** The same over UDP, by lines that can be made rough. Gone with the server. */
  overRoughLines(): Promise<{ server: RTCIceServer; lines: RoughLines }>;
  close(): Promise<void>;
}

/** The name by which browsers call it; the certificate's. */
export const TURN_NAME = 'turn.test';

const SECRET = 'a secret of the tests';
const [PORT, TLS_PORT] = [3478, 5349];

/** Starts coturn on a host, with its own settings and nothing of the machine's. */
export async function startTurnServer(host: Host, { folder, certificate }: { folder: string; certificate: Certificate }): Promise<TurnServer> {
  const { namespace, address } = host;
  const laid: RoughLines[] = [];
  const file = (name: string): string => join(folder, `turn-${name}`);
  await writeFile(file('key.pem'), certificate.key);
  await writeFile(file('cert.pem'), certificate.cert);
  await writeFile(file('server.conf'), [
    `listening-ip=${address}`, `relay-ip=${address}`, `listening-port=${PORT}`, `tls-listening-port=${TLS_PORT}`,
    `cert=${file('cert.pem')}`, `pkey=${file('key.pem')}`, 'realm=glance.test', 'use-auth-secret', `static-auth-secret=${SECRET}`,
    `userdb=${file('users.db')}`, `pidfile=${file('pid')}`, 'no-cli', 'log-file=stdout', 'simple-log', '',
  ].join('\n'));
  const server = spawn('ip', ['netns', 'exec', namespace, 'turnserver', '-c', file('server.conf')], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [server.stdout, server.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = once(server, 'exit');
  const accepts = (): Promise<unknown> => promisify(execFile)('ip', ['netns', 'exec', namespace, 'bash', '-c', `exec 3<>/dev/tcp/${address}/${TLS_PORT}`]);
  const close = async (): Promise<void> => {
    for (const lines of laid) await lines.close();
    server.kill();
    await ended;
  };
  try {
    await until(() => accepts().then(() => true, () => false), () => `coturn accepts connections: ${said}`);
  } catch (error) {
    await close();
    throw error;
  }
  const byAddress = (port: number, transport: 'udp' | 'tcp', secondsLeft: number): RTCIceServer => ({ urls: `turn:${address}:${port}?transport=${transport}`, ...credentials(secondsLeft) });
  return {
    over(transport, secondsLeft = 3_600) {
      if (transport === 'tls') return { urls: `turns:${TURN_NAME}:${TLS_PORT}?transport=tcp`, ...credentials(secondsLeft) };
      // Not by name: over UDP Chromium asks the network's name servers, whatever names it was told on its command line.
      return byAddress(PORT, transport, secondsLeft);
    },
    async overRoughLines() {
      const lines = await layRoughLines(host, PORT);
      laid.push(lines);
      return { server: byAddress(lines.port, 'udp', 3_600), lines };
    },
    close,
  };
}

/** What the server lets in for so many seconds. */
function credentials(secondsLeft: number): { username: string; credential: string } {
  const username = `${Math.floor(Date.now() / 1_000) + secondsLeft}:somebody`;
  return { username, credential: createHmac('sha1', SECRET).update(username).digest('base64') };
}
