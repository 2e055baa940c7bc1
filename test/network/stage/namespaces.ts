import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ip = (...args: string[]): Promise<unknown> => run('ip', args);

/** How a host loses its network: the plug is pulled, which its system notices, or a switch on the way drops everything, which it doesn't. */
export type Cut = 'unplugged' | 'dark';

/** A machine of its own as far as the network is concerned. */
export interface Host {
  /** The namespace's name, for `ip netns exec`. */
  readonly namespace: string;
  readonly address: string;
  readonly address6: string;
  cut(how: Cut): Promise<void>;
  /** Makes the network whole again. */
  join(): Promise<void>;
  /** Takes its addresses away and gives it others. */
  readdress(): Promise<void>;
}

/** Hosts on one switch, apart from every other network of this machine. Needs root and Linux. */
export interface Network {
  host(name: string): Promise<Host>;
  close(): Promise<void>;
}

/** Makes a switch. Its names are random, so that runs side by side don't meet. */
export async function createNetwork(): Promise<Network> {
  const tag = randomBytes(3).toString('hex');
  // The switch has a namespace too: what is in it needs no free addresses of the machine's.
  const middle = `glance-${tag}`;
  await ip('netns', 'add', middle);
  await ip('-n', middle, 'link', 'add', 'switch', 'type', 'bridge', 'mcast_snooping', '0');
  await ip('-n', middle, 'link', 'set', 'switch', 'up');
  const namespaces = [middle];
  return {
    async host(name) {
      const number = namespaces.length;
      const namespace = `${middle}-${name}`;
      await ip('netns', 'add', namespace);
      namespaces.push(namespace);
      return plugIn({ middle, namespace, number });
    },
    async close() {
      for (const namespace of namespaces.reverse()) await ip('netns', 'del', namespace);
    },
  };
}

async function plugIn({ middle, namespace, number }: { middle: string; namespace: string; number: number }): Promise<Host> {
  const [address, address6, port] = [`10.99.0.${number}`, `fd99::${number}`, `port${number}`];
  const inside = (...args: string[]): Promise<unknown> => ip('-n', namespace, ...args);
  const outside = (...args: string[]): Promise<unknown> => ip('-n', middle, 'link', 'set', port, ...args);
  await ip('-n', middle, 'link', 'add', port, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', namespace);
  await outside('master', 'switch', 'up');
  await inside('addr', 'add', `${address}/24`, 'dev', 'eth0');
  await inside('addr', 'add', `${address6}/64`, 'dev', 'eth0', 'nodad');
  for (const device of ['lo', 'eth0']) await inside('link', 'set', device, 'up');
  // Browsers take a machine without a way out for one without a network.
  for (const family of ['-4', '-6']) await inside(family, 'route', 'add', 'default', 'dev', 'eth0');
  return {
    namespace,
    address,
    address6,
    cut: async (how) => void (await (how === 'unplugged' ? outside('down') : outside('nomaster'))),
    join: async () => void (await outside('master', 'switch', 'up')),
    async readdress() {
      await inside('addr', 'flush', 'dev', 'eth0', 'scope', 'global');
      await inside('addr', 'add', `10.99.0.${number + 100}/24`, 'dev', 'eth0');
      await inside('route', 'add', 'default', 'dev', 'eth0');
    },
  };
}
