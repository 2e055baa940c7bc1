// `npm test`: sets everything up, runs every test, and ends in one line: N passed, N failed.
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildDemo, buildPackage, ROOT } from '../demo/prepare.mjs';
import { findBrowser } from './browser.mjs';
import { fromPlaywright, resultOf } from './harness/suite-results.mjs';
import { prepareTests } from './prepare.mjs';

const RESULTS = join(ROOT, 'test-results');

const playwright = (title, project, ...more) => ({ title, args: ['playwright', 'test', `--project=${project}`, ...more], result: `${project}.json`, read: fromPlaywright });

/** One step after the other; the suites of a step side by side. Each test has ports, folders, networks and displays of its own. */
const STEPS = [
  [playwright('Pure code and the server, in Node', 'node', '--workers=2')],
  [
    { title: 'Elements, in Chromium', args: ['web-test-runner'], result: 'elements.json', read: (report) => report },
    // Networks are waited for, mostly.
    playwright('Networks of their own', 'networks'),
    playwright('Firefox and WebKit', 'browsers'),
  ],
  [playwright('Real windows', 'windows', '--workers=2')],
];

async function main() {
  await prepareTests();
  const browser = await findBrowser();
  await buildPackage();
  await buildDemo();
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });

  const results = [];
  for (const step of STEPS) results.push(...(await Promise.all(step.map((suite) => runSuite(suite, { browser, alone: step.length === 1 })))));
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  // Here again: whoever sees only the end of a long log needs no other part of it.
  for (const { title, message } of results.flatMap(({ failures }) => failures)) console.log(`\n✗ ${title}\n  ${shortened(message).join('\n  ')}`);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = sum('failed') === 0 ? 0 : 1;
}

/** The first and the last lines of a message: what failed stands in the first, why a command failed often in the last. */
function shortened(message) {
  const lines = message.split('\n');
  return lines.length <= 40 ? lines : [...lines.slice(0, 12), '…', ...lines.slice(-24)];
}

/** What a suite that isn't alone says is told whole, once it has ended. */
async function runSuite({ title, args, result, read }, { browser, alone }) {
  const heading = `\n— ${title}\n`;
  if (alone) console.log(heading);
  const file = join(RESULTS, result);
  // Each suite writes what it came to into a file, so that the sum is of tests, not of lines of output.
  const env = { ...process.env, CHROME_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: file, TEST_RESULT_FILE: file };
  const child = spawn('npx', ['--no', ...args], { cwd: ROOT, env, stdio: ['ignore', ...(alone ? ['inherit', 'inherit'] : ['pipe', 'pipe'])] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (said += text));
  const code = await new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (exitCode) => done(exitCode ?? 1));
  });
  if (!alone) console.log(`${heading}\n${said}`);
  return resultOf({ title, code, file, read });
}

main().catch((error) => {
  console.error(`\n${error.message}\n`);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
});
