import { chromium, type Browser, type Page } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuthority } from '../../e2e/harness/certificates.js';
import { createNetwork, type Host, type Network } from './namespaces.js';
import { startTurnServer, TURN_NAME, type TurnServer } from './turn-server.js';

/** An agent, a visitor and a support desk, each a process on a host of its own. */
export interface NetworkStage {
  readonly network: Network;
  readonly desk: Desk;
  /** A TURN server on the desk's host, gone when the stage closes. */
  turn(): Promise<TurnServer>;
  /** A page of the desk in a browser on a host of its own. */
  browse(role: 'agent' | 'visitor', options?: BrowseOptions): Promise<Seat>;
  close(): Promise<void>;
}

export interface BrowseOptions {
  /** Attributes of the page's element. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** By which of the desk's addresses it is called. Default IPv4. */
  readonly family?: 'IPv4' | 'IPv6';
  /** What the agent shares: the browser's own test pattern in the place of a window, or a tab with text that scrolls without a pause. Default the pattern. */
  readonly source?: 'pattern' | 'text';
  /** Runs in the page before its own scripts. */
  readonly before?: () => void;
}

export interface Seat {
  readonly host: Host;
  readonly browser: Browser;
  readonly page: Page;
  /** Kills every process of the browser, as when the machine is switched off. */
  kill(): Promise<void>;
}

export interface Desk {
  readonly host: Host;
  /** What the pages' `iceServers` functions get: the first list at the first call, and so on; the last stands for all later ones. */
  iceServers(...lists: RTCIceServer[][]): void;
  kill(): Promise<void>;
  /** Starts it again, under the same address. */
  restart(): Promise<void>;
}

const DESK = join(process.cwd(), 'test', 'network', 'stage', 'desk-process.mjs');

export async function setNetworkStage(): Promise<NetworkStage> {
  const folder = await mkdtemp(join(tmpdir(), 'network-'));
  const network = await createNetwork();
  const host = await network.host('desk');
  const desk = new DeskProcess(host);
  await desk.restart();
  const authority = await createAuthority(folder);
  const seats: Seat[] = [];
  const servers: TurnServer[] = [];
  return {
    network,
    desk,
    async turn() {
      const server = await startTurnServer(host, { folder, certificate: await authority.issue([TURN_NAME]) });
      servers.push(server);
      return server;
    },
    async browse(role, { attributes = {}, family = 'IPv4', source = 'pattern', before } = {}) {
      const seat = await seatIn(await network.host(`${role}${seats.length}`), { folder, home: authority.home, desk, family, source });
      seats.push(seat);
      if (source === 'text' && role === 'agent') await (await seat.page.context().newPage()).goto(`${desk.origin(family)}/text`);
      if (before) await seat.page.addInitScript(before);
      await seat.page.goto(`${desk.origin(family)}/${role}?${new URLSearchParams(attributes).toString()}`);
      return seat;
    },
    async close() {
      for (const seat of seats) await seat.browser.close();
      for (const server of servers) await server.close();
      await desk.kill();
      await network.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface SeatOptions {
  readonly folder: string;
  readonly home: string;
  readonly desk: DeskProcess;
  readonly family: 'IPv4' | 'IPv6';
  readonly source: 'pattern' | 'text';
}

const SOURCES = {
  pattern: ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=display-media-type=window'],
  text: ['--auto-select-tab-capture-source-by-title=shared text'],
} as const;

async function seatIn(host: Host, { folder, home, desk, family, source }: SeatOptions): Promise<Seat> {
  const program = join(folder, host.namespace);
  await writeFile(program, `#!/bin/sh\nexec ip netns exec ${host.namespace} "${process.env['CHROME_PATH'] ?? '/usr/bin/chromium'}" "$@"\n`);
  await chmod(program, 0o755);
  const browser = await chromium.launch({
    executablePath: program,
    env: { ...process.env, HOME: home } as Record<string, string>,
    args: [
      '--no-sandbox', ...SOURCES[source],
      // Between namespaces nobody answers for the names that stand for addresses.
      '--disable-features=WebRtcHideLocalIpsWithMdns', `--unsafely-treat-insecure-origin-as-secure=${desk.origin(family)}`,
      `--host-resolver-rules=MAP ${TURN_NAME} ${desk.host.address}`,
    ],
  });
  const page = await (await browser.newContext()).newPage();
  return { host, browser, page, kill: () => killAll(host, browser) };
}

async function killAll(host: Host, browser: Browser): Promise<void> {
  const gone = new Promise((resolve) => browser.once('disconnected', resolve));
  const list = spawn('ip', ['netns', 'pids', host.namespace], { stdio: ['ignore', 'pipe', 'inherit'] });
  let pids = '';
  list.stdout.setEncoding('utf8').on('data', (text: string) => (pids += text));
  await once(list, 'close');
  for (const pid of pids.trim().split('\n')) process.kill(Number(pid), 'SIGKILL');
  await gone;
}

class DeskProcess implements Desk {
  readonly host: Host;
  #process: ChildProcess | null = null;
  #port = 0;
  #lists: RTCIceServer[][] = [[]];

  constructor(host: Host) {
    this.host = host;
  }

  origin(family: 'IPv4' | 'IPv6'): string {
    return `http://${family === 'IPv4' ? this.host.address : `[${this.host.address6}]`}:${this.#port}`;
  }

  iceServers(...lists: RTCIceServer[][]): void {
    this.#lists = lists;
    this.#process?.send(lists);
  }

  async kill(): Promise<void> {
    const running = this.#process;
    this.#process = null;
    if (!running || running.exitCode !== null) return;
    running.kill('SIGKILL');
    await once(running, 'exit');
  }

  async restart(): Promise<void> {
    const command = ['netns', 'exec', this.host.namespace, process.execPath, DESK, String(this.#port)];
    this.#process = spawn('ip', command, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    const [said] = (await once(this.#process.stdout!, 'data')) as [Buffer];
    this.#port = Number(said.toString());
    this.#process.send(this.#lists);
  }
}
