import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { createAuthority } from '../../e2e/harness/certificates.js';
import type { Authority } from '../../e2e/harness/certificates.js';
import { startDisplay } from '../../e2e/harness/display.js';
import type { Display } from '../../e2e/harness/display.js';
import { makeAddresses } from './addresses.js';
import { attemptOf } from './attempt.js';
import type { Attempt } from './attempt.js';
import { bundleAgent, openCapturedWindow, title } from './matrix.js';
import type { AgentScripts } from './matrix.js';
import { startTestSite } from './test-site.js';

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    from: { type: 'string', default: '1' },
    to: { type: 'string', default: '3' },
    step: { type: 'string', default: '0.05' },
    seed: { type: 'string', default: '1' },
    by: { type: 'string', default: 'own,other' },
  },
});

const run = promisify(execFile);
/** Every remainder modulo 8 of the width, with each a remainder of the height that moves on from window to window. */
const remainders = [0, 1, 2, 3, 4, 5, 6, 7];

interface Window {
  readonly by: 'own' | 'other';
  readonly kind: 'normal' | 'popup';
  readonly scale: number;
}

interface Stage {
  readonly display: Display;
  readonly authority: Authority;
  readonly agent: AgentScripts;
}

function allWindows(): Window[] {
  const [from, to, step] = [Number(values.from), Number(values.to), Number(values.step)];
  const scales = Array.from({ length: Math.round((to - from) / step) + 1 }, (_, index) => Math.round((from + index * step) * 100) / 100);
  const captures = (['own', 'other'] as const).filter((by) => values.by.split(',').includes(by));
  return scales.flatMap((scale) => captures.flatMap((by) => (['normal', 'popup'] as const).map((kind) => ({ by, kind, scale }))));
}

/** Gives the captured window a size in device pixels. */
async function resize(display: Display, width: number, height: number): Promise<void> {
  const env = { ...process.env, DISPLAY: display.name };
  const window = await display.windowTitled(title);
  await run('xdotool', ['windowmove', window, '0', '0', 'windowsize', window, `${width}`, `${height}`], { env });
}

/** Reads one address at each of eight sizes. */
async function readWindow({ by, kind, scale }: Window, stage: Stage, seed: number): Promise<Attempt[]> {
  const addresses = makeAddresses(remainders.length, seed);
  const hosts = new Set(addresses.map(({ url }) => new URL(url).hostname));
  const site = await startTestSite(await stage.authority.issue(['localhost', ...hosts]), title);
  const condition = { font: 'Noto Sans', antialiasing: 'grey', dark: (seed + (seed >> 2)) % 2 === 1, scale, kind } as const;
  try {
    const window = await openCapturedWindow({ ...stage, condition, site, by, start: new URL('/start', addresses[0]?.url).href, width: 1000 });
    try {
      const attempts: Attempt[] = [];
      for (const [index, address] of addresses.entries()) {
        site.code = index + 1;
        await resize(stage.display, Math.round(1000 * scale / 8) * 8 + index, Math.round(400 * scale / 8) * 8 + ((index * 3 + seed) % 8));
        await window.target.goto(address.url);
        attempts.push(attemptOf(address, await window.read(site.code)));
      }
      return attempts;
    } finally {
      await window.close();
    }
  } finally {
    await site.stop();
  }
}

function count(attempts: readonly Attempt[], ...outcomes: readonly string[]): number {
  return attempts.filter(({ outcome }) => outcomes.includes(outcome)).length;
}

const folder = await mkdtemp(join(tmpdir(), 'scales-'));
const display = await startDisplay({ width: 3400, height: 1800 });
const all: Attempt[] = [];
try {
  const stage = { display, authority: await createAuthority(folder), agent: await bundleAgent('test/address-bar/live-matrix') };
  for (const [index, window] of allWindows().entries()) {
    const attempts = await readWindow(window, stage, Number(values.seed) * 1_000 + index);
    all.push(...attempts);
    console.log(`${window.by} ${window.kind} ${window.scale}: ${count(attempts, 'exact', 'cut')} read of ${attempts.length}, ${count(attempts, 'wrong')} wrong`);
    for (const { outcome, address, reading } of attempts) if (outcome === 'refused' || outcome === 'wrong') console.log(`    ${outcome}: ${address.shown}\n      ${reading?.text ?? 'no reading'}`);
  }
} finally {
  await display.stop();
  await rm(folder, { recursive: true, force: true });
}
const [right, wrong] = [count(all, 'exact', 'cut'), count(all, 'wrong')];
console.log(`${((100 * right) / all.length).toFixed(2)} % of ${all.length} read as shown; ${wrong} wrong and accepted`);
process.exitCode = right / all.length >= 0.995 && wrong === 0 ? 0 : 1;
