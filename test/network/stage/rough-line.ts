import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Host } from './namespaces.js';

/** What a line does to each packet, in both directions. */
export interface Line {
  /** Share of packets that get lost, 0 to 1. Default 0. */
  readonly loss?: number;
  /** Milliseconds that each takes longer, one way. Default 0. */
  readonly delayMs?: number;
  /** Thousand bits per second; what has to wait for longer than 250 ms for its turn is dropped. Default: no limit. */
  readonly kilobits?: number;
  /** Decides which packets get lost. Default 1. */
  readonly seed?: number;
}

/** Lines to a UDP port of a host, each client's its own. The kernel's own means of this kind aren't there everywhere. */
export interface RoughLines {
  /** The port on the same host that leads there over these lines. */
  readonly port: number;
  /** What this client's line is like from now on. Default: perfect. */
  set(client: Host, line: Line): void;
  close(): Promise<void>;
}

const PROCESS = join(process.cwd(), 'test', 'network', 'stage', 'rough-line-process.mjs');

/** Lays them. */
export async function layRoughLines({ namespace, address }: Host, serverPort: number): Promise<RoughLines> {
  const lines = spawn('ip', ['netns', 'exec', namespace, process.execPath, PROCESS, address, String(serverPort)], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const ended = once(lines, 'exit');
  const [said] = (await once(lines.stdout!, 'data')) as [Buffer];
  return {
    port: Number(said.toString()),
    set: (client, line) => void lines.send({ host: client.address, line }),
    async close() {
      lines.kill();
      await ended;
    },
  };
}
