import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ROOT } from '../../demo/prepare.mjs';

/** `npm start` as a child, with what it has printed so far. */
class Start {
  readonly process: ChildProcessWithoutNullStreams;
  output = '';
  readonly exited: Promise<number | null>;

  constructor(...args: string[]) {
    this.process = spawn(process.execPath, [join(ROOT, 'demo/start.mjs'), ...args]);
    for (const stream of [this.process.stdout, this.process.stderr]) stream.on('data', (chunk) => (this.output += String(chunk)));
    this.exited = new Promise((done) => this.process.on('close', done));
  }
}

test('--help says what there is and starts nothing', async () => {
  const start = new Start('--help');
  expect(await start.exited).toBe(0);
  expect(start.output).toContain('--no-open');
  expect(start.output).toContain('--port 9000');
});

for (const args of [['--port', 'abc'], ['--port', '65536'], ['--port', '-1'], ['--prot', '80'], ['extra']]) {
  test(`${args.join(' ')} is refused with what is wrong and what there is`, async () => {
    const start = new Start(...args);
    expect(await start.exited).toBe(1);
    expect(start.output).toContain(args.at(-1) === 'extra' ? 'extra' : (args[0] ?? ''));
    expect(start.output).toContain('npm start -- --help');
  });
}

test('a port that is taken is named, with what to do', async () => {
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  const { port } = other.address() as AddressInfo;
  const start = new Start('--no-open', '--port', String(port));
  expect(await start.exited).toBe(1);
  expect(start.output).toContain(`Port ${port} is taken.`);
  expect(start.output).toContain(`--port ${port + 1}`);
  other.close();
});

test('it prints the pages\' addresses, each answers, and Ctrl-C ends it', async () => {
  const start = new Start('--no-open', '--port', '0');
  await expect.poll(() => start.output, { timeout: 100_000 }).toMatch(/Ctrl-C ends the demo|failed/);
  const addresses = start.output.match(/http:\/\/localhost:\d+\S*/g) ?? [];
  expect(addresses.map((address) => new URL(address).pathname)).toEqual(['/', '/visitor.html', '/agent.html', '/agent.html', '/admin.html']);
  for (const address of addresses) expect((await fetch(address)).status, address).toBe(200);
  start.process.kill('SIGINT');
  expect(await start.exited).toBe(0);
  expect(start.output).toContain('The demo has ended.');
});
