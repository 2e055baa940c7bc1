import { parseArgs } from 'node:util';
import { figureOf, thisMachine } from './figure.js';
import type { Figure } from './figure.js';
import { againOf } from './report/again.js';
import { writeDocument } from './report/document.js';
import { tableOf } from './report/table.js';
import { measuredAgain, merged, readResults, writeResults } from './results.js';
import type { Row, RowOptions } from './row.js';
import { ROWS } from './rows/index.js';

const USAGE = `npm run bench [-- NAME…]    measures all rows, or these, and writes bench/results.json and docs/benchmarks.md
  --short        shows that they run; writes nothing
  --rounds N     measures everything so often, for a rougher run or a finer one
  --minutes M    how long the row "memory" goes on (default 10)
  --again        measures once more; keeps the figures that there are, and says which lie beyond their spread now
  --document     only writes docs/benchmarks.md again
Rows: ${ROWS.map(({ name }) => name).join(', ')}`;

async function measure(row: Row, options: RowOptions): Promise<Figure[]> {
  const machine = thisMachine();
  options.say(`— ${row.title} (load ${machine.load})`);
  const measured = await row.measure(options);
  return measured.map((each) => figureOf(row.name, each, machine));
}

const numberOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { short: { type: 'boolean', default: false }, rounds: { type: 'string' }, minutes: { type: 'string' }, again: { type: 'boolean', default: false }, document: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  });
  const unknown = positionals.filter((name) => !ROWS.some((row) => row.name === name));
  if (unknown.length > 0 || values.help) {
    console.error(unknown.length > 0 ? `There is no row ${unknown.join(', ')}.\n${USAGE}` : USAGE);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const chosen = values.document ? [] : ROWS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const options = { short: values.short, say: console.log, rounds: numberOf(values.rounds), minutes: numberOf(values.minutes) };
  const all: Figure[] = [];
  for (const row of chosen) {
    const figures = await measure(row, options);
    all.push(...figures);
    // Row by row, so that what broke off keeps what it had.
    if (!values.short) writeResults((values.again ? measuredAgain : merged)(readResults(), figures));
  }
  console.log(tableOf(all));
  if (values.again) console.log(againOf(readResults()));
  if (!values.short) writeDocument(readResults());
}

await main();
