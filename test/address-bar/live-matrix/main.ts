import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createAuthority } from '../../e2e/harness/certificates.js';
import { startDisplay } from '../../e2e/harness/display.js';
import { quantile } from './attempt.js';
import type { Attempt, Outcome } from './attempt.js';
import { makeConditions, nameOf } from './conditions.js';
import { bundleAgent, runCondition } from './matrix.js';

/** Readings of a fresh worker run in code that isn't compiled yet. */
const coldReadings = 6;

const { values } = parseArgs({
  options: {
    urls: { type: 'string', default: '1536' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: { type: 'string', default: '' },
  },
});

function count(attempts: readonly Attempt[], outcome: Outcome): number {
  return attempts.filter((attempt) => attempt.outcome === outcome).length;
}

function describe(name: string, attempts: readonly Attempt[], warm: readonly Attempt[]): string {
  const milliseconds = (share: number, of: (attempt: Attempt) => number): string => quantile(warm.map(of), share).toFixed(1).padStart(6);
  const unmarked = attempts.filter(({ reading }) => reading && reading.security !== 'secure').length;
  return [
    name.padEnd(40),
    ...(['exact', 'cut', 'refused', 'wrong'] as const).map((outcome) => `${String(count(attempts, outcome)).padStart(5)} ${outcome}`),
    `${String(unmarked).padStart(4)} not secure`,
    `read${milliseconds(0.5, ({ readMs }) => readMs)} p95${milliseconds(0.95, ({ readMs }) => readMs)} ms`,
    `locate${milliseconds(0.5, ({ locateMs }) => locateMs)} ms`,
    `cold${quantile(attempts.slice(0, 1).map(({ readMs }) => readMs), 0.5).toFixed(0).padStart(6)} ms`,
  ].join('  ');
}

function complain({ address, outcome, located, reading }: Attempt): void {
  console.log(`    ${outcome}${address.lookAlike ? ' (look-alike)' : ''}: ${address.shown}`);
  console.log(`      ${located ? (reading ? `${reading.text}${reading.truncated ? ' …' : ''} ${reading.security}${reading.editing ? ' editing' : ''}` : 'no reading') : 'no address bar'}`);
}

const folder = await mkdtemp(join(tmpdir(), 'matrix-'));
const display = await startDisplay({ width: 2600, height: 1400 });
const all: Attempt[] = [];
const allWarm: Attempt[] = [];
try {
  const [authority, agent] = [await createAuthority(folder), await bundleAgent('test/address-bar/live-matrix')];
  const conditions = makeConditions().filter((condition) => nameOf(condition).includes(values.only));
  const urls = Math.ceil(Number(values.urls) / conditions.length);
  console.log(`${conditions.length} conditions, ${urls} addresses each, seed ${values.seed}`);
  for (const [index, condition] of conditions.entries()) {
    const attempts = await runCondition({ condition, display, authority, agent, urls, seed: Number(values.seed) * 1000 + index });
    const warm = attempts.slice(coldReadings);
    all.push(...attempts);
    allWarm.push(...warm);
    console.log(describe(nameOf(condition), attempts, warm));
    attempts.filter(({ outcome, reading }) => outcome === 'refused' || outcome === 'wrong' || reading?.security !== 'secure').slice(0, 4).forEach(complain);
  }
} finally {
  await display.stop();
  await rm(folder, { recursive: true, force: true });
}
const [right, wrong] = [count(all, 'exact') + count(all, 'cut'), count(all, 'wrong')];
console.log(describe('all', all, allWarm));
console.log(`${((100 * right) / all.length).toFixed(2)} % of ${all.length} read as shown, ${all.filter(({ address }) => address.lookAlike).length} of them full of look-alikes; ${wrong} wrong and accepted`);
process.exitCode = right / all.length >= 0.995 && wrong === 0 ? 0 : 1;
