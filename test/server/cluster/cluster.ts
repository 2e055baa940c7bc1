import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { programOnPath } from '../../prepare.mjs';

const NODE = 'test/server/cluster/node-process.mjs';

/** A server process of its own, which can be killed. */
class ClusterNode {
  private constructor(
    readonly process: ChildProcess,
    readonly port: number,
  ) {}

  static async start(redisPort: number): Promise<ClusterNode> {
    const child = spawn(process.execPath, [NODE, String(redisPort)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    return new ClusterNode(child, Number(line.toString()));
  }

  get runs(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  async kill(): Promise<void> {
    if (!this.runs) return;
    const gone = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await gone;
  }
}

/** Where somebody's browser finds the service: leads each connection to the first of these servers that is there. */
class Door {
  readonly #server: Server;
  readonly #wires = new Set<Socket>();

  private constructor(nodes: readonly ClusterNode[]) {
    this.#server = createServer((wire) => {
      this.#keep(wire);
      this.#lead(wire, nodes);
    });
  }

  static async open(nodes: readonly ClusterNode[]): Promise<Door> {
    const door = new Door(nodes);
    await new Promise<void>((listening) => door.#server.listen(0, '127.0.0.1', listening));
    return door;
  }

  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    for (const wire of this.#wires) wire.destroy();
  }

  #lead(wire: Socket, [node, ...others]: readonly ClusterNode[]): void {
    if (!node) {
      wire.destroy();
      return;
    }
    const inside = connect(node.port, '127.0.0.1');
    this.#keep(inside);
    inside.once('error', () => this.#lead(wire, others));
    inside.once('connect', () => {
      inside.removeAllListeners('error').on('error', () => wire.destroy());
      inside.on('close', () => wire.destroy());
      wire.on('close', () => inside.destroy());
      wire.pipe(inside).pipe(wire);
    });
  }

  #keep(wire: Socket): void {
    this.#wires.add(wire);
    wire.on('error', () => undefined);
    wire.once('close', () => this.#wires.delete(wire));
  }
}

/** Three server processes that find each other through Redis, and a door to them for each person. */
export class Cluster {
  readonly nodes: ClusterNode[] = [];
  readonly #doors: Door[] = [];
  #redis: ChildProcess | undefined;
  #redisPort = 0;

  static async start(size = 3): Promise<Cluster> {
    const cluster = new Cluster();
    cluster.#redisPort = await freePort();
    await cluster.startRedis();
    for (let n = 0; n < size; n += 1) cluster.nodes.push(await ClusterNode.start(cluster.#redisPort));
    return cluster;
  }

  /** Where a person goes in who is served by the `first` server, and by the next ones when it is gone. */
  async door(first: number): Promise<string> {
    const door = await Door.open([...this.nodes.slice(first), ...this.nodes.slice(0, first)]);
    this.#doors.push(door);
    return door.url;
  }

  /** Starts Redis, empty, on the port that it had before. */
  async startRedis(): Promise<void> {
    const program = programOnPath('redis-server');
    if (program === null) throw new Error('These tests need redis-server. Run `node test/prepare.mjs`.');
    const child = spawn(program, ['--port', String(this.#redisPort), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#redis = child;
    let said = '';
    for await (const part of child.stdout.setEncoding('utf8')) {
      said += String(part);
      if (said.includes('Ready to accept connections')) break;
    }
  }

  get redisPid(): number {
    return this.#redis?.pid ?? 0;
  }

  async killRedis(): Promise<void> {
    const redis = this.#redis;
    if (!redis || redis.exitCode !== null || redis.signalCode !== null) return;
    const gone = once(redis, 'exit');
    redis.kill('SIGKILL');
    await gone;
  }

  async close(): Promise<void> {
    for (const door of this.#doors) door.close();
    await Promise.all(this.nodes.map((node) => node.kill()));
    await this.killRedis();
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
