import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import sirv from 'sirv';

const EXAMPLES = resolve('demo/frameworks');
const TEST_RUNNERS = resolve('demo/test-runners');

/** The package as it would be published, and the examples that install it. */
export interface Workshop {
  /** Installs the package into a copy of an example outside the repository, builds it, and serves what was built. */
  open(name: string, settings: object): Promise<ExampleApp>;
  /** Installs the package into a copy of a test runner's example and runs its tests. @throws with all that it printed. */
  runTests(name: string): Promise<void>;
  close(): Promise<void>;
}

export interface ExampleApp {
  /** Where it is served. */
  readonly url: string;
  close(): Promise<void>;
}

/** The names of all examples. */
export function exampleNames(): Promise<string[]> {
  return foldersIn(EXAMPLES);
}

/** The names of the test runners that have an example. */
export function testRunnerNames(): Promise<string[]> {
  return foldersIn(TEST_RUNNERS);
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();
}

/** Runs a program in a folder. @throws with all that it printed. */
async function run(folder: string, program: string, ...args: string[]): Promise<void> {
  const env = { ...process.env, NODE_ENV: undefined, CI: 'true', NEXT_TELEMETRY_DISABLED: '1', NG_CLI_ANALYTICS: 'false' };
  try {
    await promisify(execFile)(program, args, { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 });
  } catch (cause) {
    const { stdout, stderr } = cause as { stdout: string; stderr: string };
    throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}\n${stderr}`, { cause });
  }
}

/** Packs the built package into a folder of its own. */
export async function openWorkshop(): Promise<Workshop> {
  const folder = await mkdtemp(join(tmpdir(), 'examples-'));
  await run(process.cwd(), 'npm', 'pack', '--ignore-scripts', '--pack-destination', folder);
  const [tarball] = await readdir(folder);
  /** A copy of an example, with everything that it needs. */
  const install = async (example: string): Promise<string> => {
    const app = join(folder, basename(example));
    await cp(example, app, { recursive: true, filter: (source) => !/[\\/](node_modules|dist|\.next)$/.test(source) });
    await useTarball(join(app, 'package.json'), join(folder, tarball!));
    await run(app, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock');
    return app;
  };
  return {
    async open(name, settings) {
      const app = await install(join(EXAMPLES, name));
      await writeFile(join(app, 'public/settings.json'), JSON.stringify(settings));
      await run(app, 'npm', 'run', 'build');
      const { scripts } = JSON.parse(await readFile(join(app, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
      return scripts['serve'] ? serveByItself(app) : serveFolder(join(app, 'dist'));
    },
    async runTests(name) {
      await run(await install(join(TEST_RUNNERS, name)), 'npm', 'test');
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

async function useTarball(file: string, tarball: string): Promise<void> {
  const manifest = JSON.parse(await readFile(file, 'utf8')) as { dependencies: Record<string, string> };
  manifest.dependencies['glance-screenshare'] = `file:${tarball}`;
  await writeFile(file, JSON.stringify(manifest));
}

async function serveFolder(folder: string): Promise<ExampleApp> {
  const server = createServer(sirv(folder, { dev: true }));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** An example with a server of its own says where it is. */
async function serveByItself(folder: string): Promise<ExampleApp> {
  // A group of its own, because npm's child has children.
  const server = spawn('npm', ['run', 'serve', '--', '--port', '0'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const url = await new Promise<string>((found, failed) => {
    let printed = '';
    const read = (chunk: Buffer): void => {
      printed += chunk.toString();
      const address = /http:\/\/localhost:\d+/.exec(printed);
      if (address && /ready/i.test(printed)) found(`${address[0]}/`);
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.once('exit', (code) => failed(new Error(`The server ended with ${code}:\n${printed}`)));
  });
  return {
    url,
    async close() {
      const ended = once(server, 'exit');
      process.kill(-server.pid!);
      await ended;
    },
  };
}
