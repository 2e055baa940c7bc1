import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { RedisProcess } from './redis-process.js';

const NODE = 'test/server/cluster/node-process.mjs';

/** A server process of its own, which can be killed. */
class ClusterNode {
  private constructor(
    readonly process: ChildProcess,
    readonly port: number,
  ) {}

  static async start(redisPort: number): Promise<ClusterNode> {
    const child = spawn(process.execPath, ['--expose-gc', NODE, String(redisPort)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    return new ClusterNode(child, Number(line.toString()));
  }

  get runs(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  /** Bytes that it uses, garbage apart. */
  async memory(): Promise<number> {
    const response = await fetch(`http://127.0.0.1:${this.port}/memory`);
    return Number(await response.text());
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

  private constructor(readonly redis: RedisProcess) {}

  static async start(size = 3): Promise<Cluster> {
    const cluster = new Cluster(await RedisProcess.start());
    for (let n = 0; n < size; n += 1) cluster.nodes.push(await ClusterNode.start(cluster.redis.port));
    return cluster;
  }

  /** Where a person goes in who is served by the `first` server, and by the next ones when it is gone. */
  async door(first: number): Promise<string> {
    const door = await Door.open([...this.nodes.slice(first), ...this.nodes.slice(0, first)]);
    this.#doors.push(door);
    return door.url;
  }

  async close(): Promise<void> {
    for (const door of this.#doors) door.close();
    await Promise.all(this.nodes.map((node) => node.kill()));
    await this.redis.kill();
  }
}
