import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../harness/free-port.js';
import { programOnPath } from '../../prepare.mjs';

/** Debian keeps the server's programs out of PATH. */
const DEBIAN = '/usr/lib/postgresql';

/** A real PostgreSQL server of its own that is gone when the tests are done. */
export class PostgresProcess {
  readonly #server: ChildProcess;
  readonly #folder: string;

  private constructor(
    server: ChildProcess,
    folder: string,
    readonly port: number,
  ) {
    this.#server = server;
    this.#folder = folder;
  }

  static async start(): Promise<PostgresProcess> {
    const folder = await mkdtemp(join(tmpdir(), 'postgres-'));
    const user = unprivilegedUser();
    if (user) await chown(folder, user.uid, user.gid);
    const initdb = spawn(programOf('initdb'), ['-D', folder, '-U', 'glance', '--auth=trust', '--no-sync', '--no-locale', '-E', 'UTF8'], { ...user, stdio: ['ignore', 'ignore', 'inherit'] });
    const [code] = (await once(initdb, 'close')) as [number];
    if (code !== 0) throw new Error(`initdb ended with ${code}.`);
    const port = await freePort();
    const server = spawn(programOf('postgres'), ['-D', folder, '-k', folder, '-h', '127.0.0.1', '-p', String(port), '-F'], { ...user, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    for await (const part of server.stderr!.setEncoding('utf8')) {
      said += String(part);
      if (said.includes('ready to accept connections')) break;
    }
    if (server.exitCode !== null) throw new Error(`PostgreSQL didn't start:\n${said}`);
    return new PostgresProcess(server, folder, port);
  }

  get url(): string {
    return `postgres://glance@127.0.0.1:${this.port}/postgres`;
  }

  async stop(): Promise<void> {
    const gone = once(this.#server, 'exit');
    // Ends the sessions and shuts down in order.
    this.#server.kill('SIGINT');
    await gone;
    await rm(this.#folder, { recursive: true });
  }
}

function programOf(name: string): string {
  const versions = readdirIfThere(DEBIAN).sort((one, other) => Number(other) - Number(one));
  const program = programOnPath(name) ?? versions.map((version) => join(DEBIAN, version, 'bin', name))[0];
  if (program === undefined) throw new Error(`There is no ${name} here. Run \`node test/prepare.mjs\`.`);
  return program;
}

function readdirIfThere(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** PostgreSQL refuses to run as root: then it runs as its own user, which its package has made. undefined for everybody else. */
function unprivilegedUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  const found = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  if (!found) throw new Error('PostgreSQL needs a user other than root to run as.');
  return { uid: Number(found[2]), gid: Number(found[3]) };
}
