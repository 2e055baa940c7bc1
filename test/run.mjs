// `npm test`: sets everything up, runs every test, and ends in one line: N passed, N failed.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { buildDemo, buildPackage, ROOT } from '../demo/prepare.mjs';
import { findBrowser } from './browser.mjs';
import { prepareTests } from './prepare.mjs';

const RESULTS = join(ROOT, 'test-results');

/** Playwright's report, as counts and the titles of what failed; a test that is skipped or passes at the second try has failed too. */
function fromPlaywright({ stats, suites }) {
  const specs = (suite, titles) => [
    ...(suite.specs ?? []).map((spec) => ({ spec, title: [...titles, spec.title].join(' › ') })),
    ...(suite.suites ?? []).flatMap((inner) => specs(inner, [...titles, inner.title])),
  ];
  const failures = suites
    .flatMap((file) => specs(file, [file.title]))
    .filter(({ spec }) => spec.tests.some(({ status }) => status !== 'expected'))
    .map(({ spec, title }) => ({ title, message: firstMessage(spec) }));
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped, failures };
}

function firstMessage(spec) {
  const error = spec.tests.flatMap(({ results }) => results).find(({ error }) => error)?.error;
  return stripVTControlCharacters(error?.message ?? 'was skipped');
}

/** Each suite writes its counts to a file, so that the sum is of tests, not of lines of output. */
const SUITES = [
  {
    title: 'Pure code and the server, in Node',
    // Side by side on two cores; each test has ports, folders and displays of its own.
    args: ['playwright', 'test', '--project=node', '--workers=2'],
    result: 'node.json',
    count: fromPlaywright,
  },
  {
    title: 'Elements, in Chromium',
    args: ['web-test-runner'],
    result: 'elements.json',
    count: ({ passed, failed, failures }) => ({ passed, failed, failures }),
  },
  {
    title: 'Firefox and WebKit',
    args: ['playwright', 'test', '--project=browsers'],
    result: 'browsers.json',
    count: fromPlaywright,
  },
  {
    title: 'Real windows',
    args: ['playwright', 'test', '--project=windows'],
    result: 'windows.json',
    count: fromPlaywright,
  },
];

async function main() {
  await prepareTests();
  const browser = await findBrowser();
  await buildPackage();
  await buildDemo();
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });

  const total = { passed: 0, failed: 0 };
  const failures = [];
  for (const suite of SUITES) {
    console.log(`\n— ${suite.title}`);
    const file = join(RESULTS, suite.result);
    const code = await run(suite.args, { CHROME_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: file, TEST_RESULT_FILE: file });
    const counts = existsSync(file) ? suite.count(JSON.parse(readFileSync(file, 'utf8'))) : { passed: 0, failed: 0, failures: [] };
    // A suite that breaks off without a failed test has failed all the same.
    if ((code !== 0 && counts.failed === 0) || (code === 0 && counts.passed === 0)) {
      counts.failed = 1;
      counts.failures.push({ title: suite.title, message: `broke off with exit code ${code} and ${counts.passed} passed tests` });
    }
    failures.push(...counts.failures);
    total.passed += counts.passed;
    total.failed += counts.failed;
  }
  // Here again: whoever sees only the end of a long log needs no other part of it.
  for (const { title, message } of failures) console.log(`\n✗ ${title}\n  ${message.split('\n').slice(0, 12).join('\n  ')}`);
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

function run(args, env) {
  const child = spawn('npx', ['--no', ...args], { cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done(code ?? 1));
  });
}

main().catch((error) => {
  console.error(`\n${error.message}\n`);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
});
