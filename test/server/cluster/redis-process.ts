import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '../../harness/free-port.js';
import { programOnPath } from '../../prepare.mjs';

/** A real Redis of its own that keeps nothing. */
export class RedisProcess {
  #child: ChildProcess | undefined;

  private constructor(readonly port: number) {}

  static async start(): Promise<RedisProcess> {
    const redis = new RedisProcess(await freePort());
    await redis.restart();
    return redis;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Starts it again, empty, on the port that it had before. */
  async restart(): Promise<void> {
    const program = programOnPath('redis-server');
    if (program === null) throw new Error('There is no redis-server here. Run `node test/prepare.mjs`.');
    const child = spawn(program, ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#child = child;
    let said = '';
    for await (const part of child.stdout.setEncoding('utf8')) {
      said += String(part);
      if (said.includes('Ready to accept connections')) break;
    }
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
}
