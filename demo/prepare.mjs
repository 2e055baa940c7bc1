/**
 * Prepares a fresh clone: installs missing packages and builds what is outdated.
 * Used by `npm start` and `npm test`. It imports only Node modules, because it runs
 * before anything is installed.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');

const PACKAGE = {
  name: 'package',
  inputs: ['src', 'package.json', 'package-lock.json', 'rollup.config.mjs', 'build', 'tsconfig.json', 'tsconfig.build.json', 'tsconfig.server.json'],
  outputs: ['dist/index.js', 'dist/server.js', 'dist/cdn/agent.js', 'dist/cdn/visitor.js', 'dist/cdn/guard.js', 'dist/cdn/admin.js'],
  command: ['run', '--silent', 'build'],
};

const DEMO = {
  name: 'demo',
  inputs: ['demo/src', 'src/guard', 'src/policy', 'build', 'demo/rollup.config.mjs', 'package-lock.json'],
  outputs: ['demo/dist/agent.js', 'demo/dist/visitor.js', 'demo/dist/index.js', 'demo/dist/admin.js', 'demo/dist/read-window.js'],
  command: ['exec', '--no', '--', 'rollup', '-c', 'demo/rollup.config.mjs', '--silent'],
};

/** @typedef {{ root?: string, say?: (sentence: string) => void }} Options */

/**
 * Installs packages that are missing or differ from the version in the lock file.
 * Does nothing, silently, if all are there.
 *
 * It uses `npm install` instead of `npm ci`, because that also works if the lock
 * file was written on another system and lacks this one's optional binaries, and
 * because it fetches only what is missing.
 *
 * @param {Options} [options]
 */
export async function installMissing({ root = ROOT, say = console.log } = {}) {
  const missing = missingPackages(root);
  if (missing.length === 0) return;
  say(`Installing ${missing.length === 1 ? missing[0] : `${missing.length} packages`} (this can take a minute)…`);
  await npm(root, ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
  const still = missingPackages(root);
  if (still.length > 0) throw new Error(`npm finished, but these packages are still missing: ${still.join(', ')}.`);
}

/**
 * Builds the package into `dist/`, unless the files there were built from the
 * current sources.
 * @param {Options} [options]
 */
export const buildPackage = (options) => buildIfStale(PACKAGE, 'Building the package…', options);

/**
 * Builds the demo's own scripts into `demo/dist/`, unless they're current.
 * @param {Options} [options]
 */
export const buildDemo = (options) => buildIfStale(DEMO, 'Building the demo…', options);

/**
 * The direct dependencies that aren't installed as the lock file specifies.
 * @param {string} root
 * @returns {string[]}
 */
export function missingPackages(root = ROOT) {
  const { dependencies = {}, devDependencies = {} } = readJson(join(root, 'package.json'));
  const lock = existsSync(join(root, 'package-lock.json')) ? readJson(join(root, 'package-lock.json')) : {};
  return Object.keys({ ...dependencies, ...devDependencies }).filter((name) => {
    const manifest = join(root, 'node_modules', name, 'package.json');
    if (!existsSync(manifest)) return true;
    const locked = lock.packages?.[`node_modules/${name}`]?.version;
    return locked !== undefined && readJson(manifest).version !== locked;
  });
}

async function buildIfStale({ name, inputs, outputs, command }, sentence, { root = ROOT, say = console.log } = {}) {
  const stamp = join(root, '.cache', `${name}-built-from`);
  const print = fingerprint(root, inputs);
  const built = outputs.every((file) => existsSync(join(root, file)));
  if (built && existsSync(stamp) && readFileSync(stamp, 'utf8') === print) return false;
  say(sentence);
  await npm(root, command);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, print);
  return true;
}

/** Changes when a file is added, removed or edited. It uses contents instead of times, because a checkout changes times only. */
function fingerprint(root, inputs) {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap((input) => filesBelow(join(root, input)))) {
    hash.update(`${relative(root, file)}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).sort().flatMap((name) => filesBelow(join(path, name)));
}

/** Runs npm in `root`. Shows its output only if it fails. */
function npm(root, args) {
  // On Windows npm is a script, which Node starts only through a shell. None of the arguments here needs quoting.
  const child = spawn('npm', args, { cwd: root, shell: process.platform === 'win32', stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-8_000)));
  }
  return new Promise((done, fail) => {
    child.on('error', (cause) => fail(new Error(`npm could not be started: ${cause.message}`, { cause })));
    child.on('close', (code, signal) => {
      if (code === 0) done();
      else fail(new Error(`npm ${args.join(' ')} failed (${signal ?? `exit code ${code}`}).\n\n${output.trim()}`));
    });
  });
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
