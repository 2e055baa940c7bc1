// Makes a bare machine able to run the tests: packages, a browser, a display for real windows.
// It imports nothing but Node itself and what stands beside it, because it runs before anything is installed.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installMissing } from '../demo/prepare.mjs';
import { findBrowser, runs } from './browser.mjs';

/** The programs that real windows and other browsers need, and Debian's package of each. Of names with a bar between them one is enough. */
const PROGRAMS = {
  Xvfb: 'xvfb',
  openbox: 'openbox',
  certutil: 'libnss3-tools',
  openssl: 'openssl',
  xdotool: 'xdotool',
  import: 'imagemagick',
  ip: 'iproute2',
  turnserver: 'coturn',
  'firefox|firefox-esr': 'firefox-esr',
  WebKitWebDriver: 'webkit2gtk-driver',
  janus: 'janus',
  'redis-server': 'redis-server',
  nginx: 'nginx',
  // Debian keeps the server itself out of PATH.
  'postgres|pg_ctlcluster': 'postgresql',
};

/** Fonts whose look-alikes the address reader has to tell apart; the file shows that the package is there. */
const FONTS = {
  '/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf': 'fonts-noto-core',
  '/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf': 'fonts-liberation',
  '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf': 'fonts-dejavu-core',
  '/usr/share/fonts/truetype/roboto/unhinted/RobotoTTF/Roboto-Regular.ttf': 'fonts-roboto-unhinted',
};

/** Installs everything that is missing; says each step. Throws a sentence that says what to install where it can't. */
export async function prepareTests({ say = console.log } = {}) {
  await installMissing({ say });
  await provideBrowser(say);
  await providePrograms(say);
}

async function provideBrowser(say) {
  if (await findBrowser()) return;
  say('No Chrome or Chromium here: downloading the one that Playwright tests with…');
  await run('npx', ['--no', 'playwright', 'install', 'chromium']).catch(() => undefined);
  if (await findBrowser()) return;
  if (isRootOnDebian()) await installPackages(['chromium'], say);
  if (!(await findBrowser())) throw new Error('The tests need Chrome or Chromium. Install one, or name one with CHROME_PATH.');
}

async function providePrograms(say) {
  if (process.platform !== 'linux') return;
  const programs = Object.keys(PROGRAMS).filter((program) => !program.split('|').some(isOnPath)).map((program) => PROGRAMS[program]);
  const fonts = Object.keys(FONTS).filter((file) => !existsSync(file)).map((file) => FONTS[file]);
  const missing = [...programs, ...fonts];
  if (missing.length === 0) return;
  if (!isRootOnDebian()) throw new Error(`The tests with real windows and other browsers need these packages: ${missing.join(' ')}. Install them, then run npm test again.`);
  await installPackages(missing, say);
}

async function installPackages(packages, say) {
  say(`Installing ${packages.join(', ')} from Debian (this can take a few minutes)…`);
  await run('apt-get', ['update', '-qq']);
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { DEBIAN_FRONTEND: 'noninteractive' });
}

function isRootOnDebian() {
  return process.getuid?.() === 0 && isOnPath('apt-get');
}

function isOnPath(program) {
  return programOnPath(program) !== null;
}

/** The file of a program; null where there is none. */
export function programOnPath(program) {
  const files = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, program));
  return files.find(runs) ?? null;
}

/** Runs a command; its output is shown only if it fails. */
function run(command, args, env = {}) {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-8_000)));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => (code === 0 ? done() : fail(new Error(`${command} ${args.join(' ')} failed:\n${output.trim()}`))));
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await prepareTests();
