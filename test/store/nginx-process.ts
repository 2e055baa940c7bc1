import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePort } from '../harness/free-port.js';
import { programOnPath } from '../prepare.mjs';

/** A real nginx of its own in front of a server. */
export class NginxProcess {
  readonly #server: ChildProcess;
  readonly #folder: string;
  readonly port: number;

  private constructor(server: ChildProcess, folder: string, port: number) {
    this.#server = server;
    this.#folder = folder;
    this.port = port;
  }

  /**
   * @param upstream Where it passes requests on to, such as `http://127.0.0.1:3000`.
   * @param directives What else stands in its `location`.
   */
  static async start(upstream: string, directives: string): Promise<NginxProcess> {
    // Debian keeps it where only administrators look.
    process.env['PATH'] = `${process.env['PATH'] ?? ''}${delimiter}/usr/sbin`;
    const program = programOnPath('nginx');
    if (program === null) throw new Error('There is no nginx here. Run `node test/prepare.mjs`.');
    const folder = await mkdtemp(join(tmpdir(), 'nginx-'));
    const port = await freePort();
    const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ');
    await writeFile(
      join(folder, 'nginx.conf'),
      `daemon off; pid ${folder}/pid; error_log ${folder}/error.log; ${process.getuid?.() === 0 ? 'user root;' : ''}
      events {}
      http {
        ${paths} access_log off;
        server {
          listen 127.0.0.1:${port};
          location / { proxy_pass ${upstream}; ${directives} }
        }
      }`,
    );
    const server = spawn(program, ['-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')], { stdio: ['ignore', 'ignore', 'inherit'] });
    const answers = (): Promise<boolean> => fetch(`http://127.0.0.1:${port}/`).then(() => true, () => false);
    while (server.exitCode === null && !(await answers())) await setTimeout(50);
    if (server.exitCode !== null) throw new Error(`nginx ended with ${server.exitCode}.`);
    return new NginxProcess(server, folder, port);
  }

  async stop(): Promise<void> {
    const gone = once(this.#server, 'exit');
    this.#server.kill('SIGQUIT');
    this.#server.kill('SIGTERM');
    await gone;
    await rm(this.#folder, { recursive: true });
  }
}
