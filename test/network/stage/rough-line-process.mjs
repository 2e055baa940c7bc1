// A UDP line that loses, delays and limits, in front of a server: for each client, by its address, in both directions.
// node rough-line-process.mjs ADDRESS SERVER_PORT; says its own port once it listens. What each line is like comes as messages.
import { createSocket } from 'node:dgram';
import { Random } from '../../seeded-random.mjs';

const [address, serverPort] = process.argv.slice(2);

/** How long a packet may wait for those before it, in milliseconds; a router's queue is full then. */
const QUEUE_MS = 250;
const PERFECT = { loss: 0, delayMs: 0, kilobits: Infinity, seed: 1 };

/** One direction of one client's line. Packets leave in the order in which they came. */
function direction(hand) {
  let [line, random, free, timer] = [PERFECT, new Random(PERFECT.seed), 0, null];
  const waiting = [];
  const deliver = () => {
    timer = null;
    const now = performance.now();
    while (waiting.length > 0 && waiting[0].at <= now) hand(waiting.shift().packet);
    if (waiting.length > 0) timer = setTimeout(deliver, waiting[0].at - now);
  };
  return {
    become(next) {
      line = next;
      random = new Random(next.seed);
    },
    take(packet) {
      const now = performance.now();
      // What is lost is lost behind the queue: it has taken its time there.
      const wait = Math.max(0, free - now);
      if (wait > QUEUE_MS) return;
      free = now + wait + (packet.length * 8) / line.kilobits;
      if (random.chance(line.loss)) return;
      waiting.push({ packet, at: free + line.delayMs });
      timer ??= setTimeout(deliver, free + line.delayMs - now);
    },
  };
}

const lines = new Map();
const clients = new Map();
const front = createSocket('udp4');

function clientOf({ address: host, port }) {
  const name = `${host}:${port}`;
  const known = clients.get(name);
  if (known) return known;
  const back = createSocket('udp4');
  const up = direction((packet) => back.send(packet, Number(serverPort), address));
  const down = direction((packet) => front.send(packet, port, host));
  back.on('message', (packet) => down.take(packet));
  const client = { host, up, down };
  clients.set(name, client);
  become(client);
  return client;
}

function become({ host, up, down }) {
  const line = { ...PERFECT, ...lines.get(host) };
  up.become(line);
  down.become({ ...line, seed: line.seed + 1 });
}

front.on('message', (packet, sender) => clientOf(sender).up.take(packet));
process.on('message', ({ host, line }) => {
  lines.set(host, line);
  for (const client of clients.values()) if (client.host === host) become(client);
});
process.on('disconnect', () => process.exit());
front.bind(0, address, () => console.log(String(front.address().port)));
