/** Runs `npm start` once the Node version has been checked. */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { parseArgs } from 'node:util';
import { buildDemo, buildPackage, installMissing } from './prepare.mjs';

const DEFAULT_PORT = 8080;
/** How many ports after the default one are tried if no port was requested. */
const PORTS_TO_TRY = 20;

const HELP = `Starts the demo: a small insurance company's site, its agents' viewer, its settings.

  npm start                   install and build what is missing, serve, open the browser
  npm start -- --no-open      the same without opening the browser
  npm start -- --port 9000    on this port (default ${DEFAULT_PORT}, or the next free one; 0 picks any)
  npm start -- --host 0.0.0.0 for other machines too; their agents need https to share a screen
  npm start -- --help         this text
`;

/**
 * Runs the demo until Ctrl-C.
 * @param {string[]} args The command line's arguments.
 */
export async function main(args) {
  const options = readOptions(args);
  if (options === null) return;
  try {
    const port = await choosePort(options);
    await installMissing();
    await buildPackage();
    await buildDemo();
    const { startDemoServer } = await import('./server.mjs');
    const { DATA } = await import('./server/settings.mjs');
    const demo = await startDemoServer({ port, host: options.host, data: DATA });
    announce(demo);
    if (options.open) openBrowser(demo.url);
    endOnSignal(demo);
  } catch (error) {
    console.error(`\n${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}

function readOptions(args) {
  let values;
  try {
    // `--no-open` is a separate option, because `allowNegative` came after Node 20.9.
    ({ values } = parseArgs({
      args,
      options: {
        port: { type: 'string' },
        host: { type: 'string', default: '127.0.0.1' },
        'no-open': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }));
  } catch (error) {
    return refuse(error.message);
  }
  if (values.help) {
    console.log(HELP);
    return null;
  }
  if (values.port !== undefined && !(/^\d{1,5}$/.test(values.port) && Number(values.port) <= 65_535)) {
    return refuse(`--port needs a number from 0 to 65535, not "${values.port}".`);
  }
  return { port: values.port === undefined ? undefined : Number(values.port), host: values.host, open: !values['no-open'] };
}

function refuse(sentence) {
  console.error(`${sentence}\n\n${HELP}`);
  process.exitCode = 1;
  return null;
}

/**
 * The port to use: the requested one, or the next free one from the default on.
 * Checked before anything is built, so that errors appear at once.
 */
async function choosePort({ port, host }) {
  const first = port ?? DEFAULT_PORT;
  const last = port === undefined ? first + PORTS_TO_TRY : first;
  for (let candidate = first; ; candidate += 1) {
    try {
      await tryPort(candidate, host);
      if (candidate !== first) console.log(`Port ${first} is taken, so the demo uses ${candidate}.`);
      return candidate;
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || candidate >= last) throw inWords(error, candidate);
    }
  }
}

function tryPort(port, host) {
  const probe = createServer();
  return new Promise((done, fail) => {
    probe.once('error', fail);
    probe.listen(port, host, () => probe.close(done));
  });
}

function inWords(error, port) {
  if (error.code === 'EADDRINUSE') return new Error(`Port ${port} is taken. Stop the program that uses it, or choose another: npm start -- --port ${port + 1}`, { cause: error });
  if (error.code === 'EACCES') return new Error(`Port ${port} needs special rights. Choose one above 1023: npm start -- --port ${DEFAULT_PORT}`, { cause: error });
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') return new Error('--host needs an address of this computer, such as 127.0.0.1 or 0.0.0.0.', { cause: error });
  return error;
}

function announce({ url }) {
  const session = String(randomInt(1_000, 10_000));
  const rows = [
    ['Start here', `${url}/`],
    ['Visitor', `${url}/visitor.html?session=${session}`],
    ['Agent', `${url}/agent.html?session=${session}&name=Anna`],
    ['A second agent', `${url}/agent.html?session=${session}&name=Ben`],
    ['Administrator', `${url}/admin.html`],
  ];
  console.log('\nThe demo is running.\n');
  for (const [label, address] of rows) console.log(`  ${label.padEnd(15)} ${address}`);
  console.log('\nOpen the agent\'s page in Chrome or Edge on this computer. Ctrl-C ends the demo.\n');
}

/** Optional: without a browser to open, the printed URLs are enough. */
function openBrowser(url) {
  const [command, ...args] = {
    darwin: ['open', url],
    win32: ['cmd', '/c', 'start', '', url],
  }[process.platform] ?? ['xdg-open', url];
  if (command === 'xdg-open' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => console.log(`No browser could be opened; go to ${url}/ yourself.`))
    .unref();
}

function endOnSignal(demo) {
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, async () => {
      console.log('\nThe demo has ended.');
      await demo.close();
      process.exit(0);
    });
  }
}
