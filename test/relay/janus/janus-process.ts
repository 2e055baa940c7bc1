import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../harness/free-port.js';
import { until } from '../../soak/stage/until.js';

/** Janus, the media server of Debian's package `janus`, with its VideoRoom and nothing else. */
export interface JanusProcess {
  /** Where its API is. */
  readonly api: string;
  readonly pid: number;
  close(): Promise<void>;
}

/** The folder of Debian's package, which has the machine's architecture in its name. */
function modules(): string {
  const found = readdirSync('/usr/lib').map((name) => join('/usr/lib', name, 'janus')).find((folder) => existsSync(folder));
  if (!found) throw new Error('Janus is not installed: its Debian package is “janus”.');
  return found;
}

const others = (folder: string, wanted: string): string => readdirSync(folder).filter((file) => file.endsWith('.so') && file !== wanted).join(',');

async function writeSettings(folder: string, port: number): Promise<void> {
  const root = modules();
  await writeFile(join(folder, 'janus.jcfg'), `general: {
    configs_folder = "${folder}"
    plugins_folder = "${root}/plugins"
    transports_folder = "${root}/transports"
    events_folder = "${root}/events"
    loggers_folder = "${root}/loggers"
    debug_level = 2
  }
  nat: { ice_lite = true }
  plugins: { disable = "${others(`${root}/plugins`, 'libjanus_videoroom.so')}" }
  transports: { disable = "${others(`${root}/transports`, 'libjanus_http.so')}" }
  loggers: { disable = "libjanus_jsonlog.so" }
`);
  await writeFile(join(folder, 'janus.transport.http.jcfg'), `general: { json = "compact" base_path = "/janus" http = true port = ${port} ip = "127.0.0.1" }
  admin: { admin_http = false }
`);
  await writeFile(join(folder, 'janus.plugin.videoroom.jcfg'), 'general: {}\n');
}

/** Starts it on a free port of this machine. */
export async function startJanus(): Promise<JanusProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'janus-'));
  const port = await freePort();
  await writeSettings(folder, port);
  const child = spawn('janus', ['--configs-folder', folder, '--config', join(folder, 'janus.jcfg'), '--disable-colors'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4_000)));
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const api = `http://127.0.0.1:${port}/janus`;
  await until(async () => {
    if (child.exitCode !== null) throw new Error(`Janus has ended:\n${said}`);
    return (await fetch(`${api}/info`).catch(() => null))?.ok ?? false;
  }, 'Janus answers');
  return {
    api,
    pid: child.pid!,
    async close() {
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
