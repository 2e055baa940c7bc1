import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const USAGE = `npm run soak -- leaks [--navigations 500] [--minutes M]
npm run soak -- leaks-under-faults [--navigations 200]
npm run soak -- forgeries [--runs 220]
npm run soak -- false-stops [--minutes 30]
npm run soak -- old-pixels [--runs 300] [--way NAME] [--by own|other]
npm run soak -- late-bars [--runs 300] [--load] [--way NAME] [--by own|other] [--hold-back MS]
npm run soak -- kept-pixels [--runs 40] [--load] [--way NAME] [--by own|other]
npm run soak -- delay [--by own|other]
npm run soak -- only-page [--runs 200] [--by own|other]
npm run soak -- start [--runs 20] [--by own|other]
npm run soak -- growth [--minutes 60]
npm run soak -- cost
npm run soak -- judge
npm run soak -- kills
npm run soak -- link-cut [--runs 20]
npm run soak -- hard-networks
npm run soak -- sleep
npm run soak -- churn [--minutes 60]
npm run soak -- faults [--runs 1000] [--seed 1]
npm run soak -- mutated-messages [--runs 1000000] [--seed 1]
npm run soak -- load [--runs 1000]
npm run soak -- sfu [--visitors 30]`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { by: { type: 'string' }, 'hold-back': { type: 'string' }, load: { type: 'boolean' }, minutes: { type: 'string' }, navigations: { type: 'string' }, runs: { type: 'string' }, seed: { type: 'string' }, visitors: { type: 'string' }, way: { type: 'string' } },
});
const [name] = positionals;
const takes = (name) => name.includes(values.way ?? '');
const number = (key) => (values[key] === undefined ? undefined : Number(values[key]));

/** Imported from where it lies: it finds other files by its own place. */
const asItIs = {
  name: 'as-it-is',
  setup({ onResolve }) {
    onResolve({ filter: /(\.plugin|node-aliases|\/prepare)\.mjs$/ }, ({ path, resolveDir }) => ({ path: pathToFileURL(join(resolveDir, path)).href, external: true }));
  },
};

/** Compiles a TypeScript file of this folder and imports it. */
async function load(file) {
  const outfile = join(process.cwd(), 'node_modules', '.cache', `soak-${file}-${process.pid}.mjs`);
  await build({
    entryPoints: [join(import.meta.dirname, `${file}.ts`)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    plugins: [asItIs],
    outfile,
    logLevel: 'error',
  });
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(outfile);
  }
}

async function leaks() {
  const { countLeaks } = await load('leaks');
  const report = await countLeaks({
    navigations: number('navigations') ?? (values.minutes ? Infinity : 500),
    minutes: number('minutes'),
    say: console.log,
  });
  console.log(JSON.stringify(report, null, 2));
  return report.leaked === 0 && report.leakedUnguarded > 0 && report.wrongEnds.length === 0;
}

async function leaksUnderFaults() {
  const { countLeaksUnderFaults } = await load('leaks-under-faults');
  const report = await countLeaksUnderFaults({ navigations: number('navigations') ?? 200, say: console.log });
  console.log(JSON.stringify(report, null, 2));
  return report.leaked === 0 && report.leakedUnguarded > 0;
}

/** Pages that aren't allowed, still in the picture under an address that is. */
async function oldPixels() {
  const { countOldPixels } = await load('old-pixels');
  const report = await countOldPixels({ runs: number('runs') ?? 300, takes, by: values.by, say: console.log });
  console.log(JSON.stringify(report, null, 2));
  return report.leaked === 0 && report.unguarded > 0 && report.failed.length === 0;
}

/** Pages that turn into forbidden ones while the address bar is kept back. */
async function lateBars() {
  const { countLateBars } = await load('late-bars');
  const report = await countLateBars({ runs: number('runs') ?? 300, takes, by: values.by, load: values.load, holdBackMs: number('hold-back'), say: console.log });
  console.log(JSON.stringify(report, null, 2));
  return report.leaked === 0 && report.unguarded > 0 && report.failed.length === 0;
}

/** How long a page's pixels stay under the next page's address: less than the guard waits. */
async function keptPixels() {
  const { measureKeptPixels } = await load('kept-pixels');
  const report = await measureKeptPixels({ runs: number('runs') ?? 40, takes, by: values.by, load: values.load, say: console.log });
  console.table(report);
  return report.length > 0;
}

/** From the window to the visitor, by kind of rule and hold-back. */
async function delay() {
  const { measureDelays } = await load('delay');
  const report = await measureDelays({ by: values.by, say: console.log });
  console.table(report);
  return report.every(({ frames }) => frames > 0);
}

/** What else than the page is let out while the page's edge moves; `runs` is the number of windows at most. */
async function onlyPage() {
  const { countForeignEdges } = await load('only-page');
  const report = await countForeignEdges({ windows: number('runs'), by: values.by, say: console.log });
  console.log(JSON.stringify(report, null, 2));
  return report.foreign === 0 && report.shown > 0;
}

/** From the pick to the first picture, with Allowed Sites. */
async function start() {
  const { measureStart } = await load('start');
  const report = await measureStart({ runs: number('runs') ?? 20, by: values.by, say: console.log });
  console.table(report);
  return report.every(({ frames }) => frames > 0);
}

/** Pages that draw a browser's address bar in windows of every kind; `runs` is the number of windows at most. */
async function forgeries() {
  const { countForgeries } = await load('forgeries');
  const report = await countForgeries({ windows: number('runs'), say: console.log });
  console.log(JSON.stringify(report, null, 2));
  return report.forbidden === 0 && report.believed.length === 0;
}

async function growth() {
  const { measureGrowth } = await load('growth');
  const report = await measureGrowth({ minutes: number('minutes') ?? 60, say: console.log });
  console.log(JSON.stringify(report, null, 2));
  return report.grown <= 1.1;
}

async function falseStops() {
  const { countFalseStops } = await load('false-stops');
  const report = await countFalseStops({ minutes: number('minutes') ?? 30, say: console.log });
  console.log(JSON.stringify(report, null, 2));
  return report.stops.length === 0;
}

async function cost() {
  const { measureCost } = await load('cost');
  const report = await measureCost({ say: console.log });
  console.log(JSON.stringify(report, null, 2));
  return report.ratio >= 0.97;
}

async function judge() {
  const { measureJudge } = await load('judge');
  const report = await measureJudge();
  console.log(JSON.stringify(report, null, 2));
  return Object.values(report).every(({ verdict }) => verdict === 'allowed');
}

/** An agent's computer that sleeps for longer than visitors wait: nothing comes back by itself. */
async function sleep() {
  const { sleepThroughShare } = await load('sleep');
  const report = await sleepThroughShare({ say: console.log });
  console.log(JSON.stringify(report, null, 2));
  return report.toldWhileAsleep === 'ended' && report.afterWaking.every((state) => state === 'ended') && report.agent === 'paused';
}

/** The long form of tests among the others: writers of settings, and a server that saves them, killed in the middle of it. */
async function kills() {
  const files = ['test/server/settings-folder.node.test.ts', 'test/server/killed-server.node.test.ts'];
  const test = spawn('npx', ['--no', 'playwright', 'test', '--project=node', ...files, '-g', 'killed'], { stdio: 'inherit', env: { ...process.env, KILLS: '300', KILL_EVERY: '1' } });
  const [code] = await once(test, 'close');
  return code === 0;
}

/** What idle and active sessions cost the server, in processor time; `runs` is how many there are. */
async function measureLoad() {
  const { measureLoad } = await load('load');
  const report = await measureLoad({ sessions: number('runs') ?? 1_000, seconds: 30, say: console.error });
  console.log(JSON.stringify(report, null, 2));
  return report.messagesPerS > 0;
}

/** Messages with changes anywhere in them, through the entrance of each channel. */
async function mutatedMessages() {
  const { sendMutatedMessages } = await load('mutated-messages');
  const report = await sendMutatedMessages({ messages: number('runs') ?? 1_000_000, seed: number('seed') ?? 1, say: console.error });
  console.log(JSON.stringify(report, null, 2));
  return report.wrongs.length === 0;
}

/** Sessions under schedules of faults that a seed decides: what a seed has found, it finds again. */
async function faults() {
  const { runFaults } = await load('faults');
  const report = await runFaults({ schedules: number('runs') ?? 1_000, seed: number('seed') ?? 1 });
  console.log(JSON.stringify(report, null, 2));
  return report.wrongs.length === 0;
}

/** Many visitors through a media server, and what a share costs the agent with it and without. */
async function sfu() {
  const { runSfu } = await load('sfu');
  const report = await runSfu({ visitors: number('visitors') ?? 30, say: console.log });
  console.log(JSON.stringify(report, null, 2));
  const { run } = report;
  return run.streams.all === 1 && run.played.all === run.visitors && run.interrupted === 0 && run.forbidden === 0 && run.published.afterwards === 0;
}

/** Real browsers in networks of their own; needs root. */
async function linkCut() {
  const { measureCuts } = await load('link-cut');
  const report = await measureCuts({ runs: number('runs') ?? 20, say: console.log });
  console.log(JSON.stringify(report.late, null, 2));
  return report.late.length === 0;
}

/** Real browsers over lines that lose, delay and limit; needs root and coturn. */
async function hardNetworks() {
  const { measureHardNetworks } = await load('hard-networks');
  const { reduced } = await measureHardNetworks({ seconds: 10, say: console.log });
  console.log(reduced.length === 0 ? 'The picture kept its size over each of them.' : `The picture was made smaller over: ${reduced.join('; ')}`);
  return reduced.length === 0;
}

async function churn() {
  const { measureChurn } = await load('churn');
  const report = await measureChurn({ minutes: number('minutes') ?? 60, say: console.log });
  console.log(JSON.stringify(report, null, 2));
  return report.held.length === 0;
}

const runs = { sleep, start, 'only-page': onlyPage, churn, cost, delay, faults, forgeries, growth, judge, kills, leaks, load: measureLoad, sfu, 'false-stops': falseStops, 'hard-networks': hardNetworks, 'link-cut': linkCut, 'kept-pixels': keptPixels, 'late-bars': lateBars, 'old-pixels': oldPixels, 'leaks-under-faults': leaksUnderFaults, 'mutated-messages': mutatedMessages };
if (!Object.hasOwn(runs, name ?? '')) {
  console.error(USAGE);
  process.exit(2);
}
process.exitCode = (await runs[name]()) ? 0 : 1;
