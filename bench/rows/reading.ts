import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { createAuthority } from '../../test/e2e/harness/certificates.js';
import { startDisplay } from '../../test/e2e/harness/display.js';
import { makeAddresses } from '../../test/address-bar/live-matrix/addresses.js';
import type { Address } from '../../test/address-bar/live-matrix/addresses.js';
import { attemptOf } from '../../test/address-bar/live-matrix/attempt.js';
import { makeConditions } from '../../test/address-bar/live-matrix/conditions.js';
import type { Condition } from '../../test/address-bar/live-matrix/conditions.js';
import { openCapturedWindow, title } from '../../test/address-bar/live-matrix/matrix.js';
import { startTestSite } from '../../test/address-bar/live-matrix/test-site.js';
import { median } from '../figure.js';
import type { Measured } from '../figure.js';
import type { SeenWithPictures } from '../pages/reading-worker.js';
import type { Row } from '../row.js';
import { colourFile, greyFile, startTextRecognition } from '../text-recognition.js';
import type { TextRecognition } from '../text-recognition.js';

/** One engine's reading of one address. */
interface Result {
  readonly ms: number;
  readonly exact: boolean;
}

interface Compared {
  readonly address: Address;
  /** From the strip; the time with finding the bar in it. */
  readonly ours: Result;
  /** Reading alone, once the bar has been found, milliseconds. */
  readonly readMs: number;
  readonly strip: Result;
  readonly crop: Result;
}

interface Engines {
  readonly line: TextRecognition;
  readonly block: TextRecognition;
}

/** Every third look of the live matrix, in which each font, scale, theme and kind of window is still there. */
const EVERY = 3;
/** Readings of a fresh worker run in code that isn't compiled yet, as a share's first do. */
const COLD = 4;
/** Addresses of each look. */
const COUNT = 12;

async function timed<R>(work: () => R | Promise<R>): Promise<{ ms: number; result: R }> {
  const since = performance.now();
  const result = await work();
  return { ms: performance.now() - since, result };
}

/** Reads one window by each engine. A word that is what the bar shows counts, whatever stands beside it. */
async function compare(address: Address, seen: SeenWithPictures, { line, block }: Engines): Promise<Compared> {
  const { outcome } = attemptOf(address, seen);
  // Where the bar has cut the address off, its visible beginning is all that can be read.
  const wanted = outcome === 'cut' ? (seen.reading?.text ?? address.shown) : address.shown;
  const isRight = (text: string): boolean => text.split(/\s+/).some((word) => word.replace(/…|\.{3}$/, '') === wanted);
  const strip = await timed(() => block.read(colourFile(seen.strip)));
  const { crop: picture } = seen;
  const crop = picture ? await timed(() => line.read(greyFile(picture))) : { ms: 0, result: '' };
  return {
    address,
    ours: { ms: seen.locateMs + seen.readMs, exact: outcome === 'exact' || outcome === 'cut' },
    readMs: seen.readMs,
    strip: { ms: strip.ms, exact: isRight(strip.result) },
    crop: { ms: crop.ms, exact: isRight(crop.result) },
  };
}

async function bundled(script: string): Promise<string> {
  const { outputFiles } = await build({ entryPoints: [script], bundle: true, write: false, format: 'iife', target: 'es2022' });
  return outputFiles[0]?.text ?? '';
}

type Stage = Pick<Parameters<typeof openCapturedWindow>[0], 'display' | 'authority' | 'agent'>;

/** Visits addresses in a window that looks like this. */
async function readAll(stage: Stage, condition: Condition, addresses: readonly Address[], engines: Engines): Promise<Compared[]> {
  const hosts = new Set(addresses.map(({ url }) => new URL(url).hostname));
  const site = await startTestSite(await stage.authority.issue(['localhost', ...hosts]), title);
  const window = await openCapturedWindow({ ...stage, condition, site, start: new URL('/start', addresses[0]?.url).href });
  try {
    const all: Compared[] = [];
    for (const [index, address] of addresses.entries()) {
      site.code = index + 1;
      await window.target.goto(address.url);
      const seen = (await window.read(site.code)) as SeenWithPictures;
      all.push(await compare(address, seen, engines));
    }
    return all;
  } finally {
    await window.close();
    await site.stop();
  }
}

const PEERS = { strip: 'tesseract.js on the whole toolbar strip', crop: 'tesseract.js on the exact crop' } as const;

/** Of each condition one sample: the median of its times, the share of its readings that are exact. */
function figuresOf(conditions: readonly (readonly Compared[])[], key: keyof typeof PEERS): Measured[] {
  const common = { better: 'lower', peerName: PEERS[key] } as const;
  const warm = conditions.map((all) => all.slice(Math.min(COLD, all.length - 1)));
  const times = (of: (one: Compared) => number): number[] => warm.map((all) => median(all.map(of)));
  // Whoever is given the crop needn't find the bar.
  const oursMs = ({ ours, readMs }: Compared): number => (key === 'crop' ? readMs : ours.ms);
  const share = (of: readonly (readonly Compared[])[], who: 'ours' | typeof key): number[] =>
    of.map((all) => (100 * all.filter((one) => one[who].exact).length) / all.length);
  const lookAlikes = conditions.map((all) => all.filter(({ address }) => address.lookAlike)).filter((all) => all.length > 0);
  const first = conditions.map(([one]) => one).filter((one) => one !== undefined);
  const count = conditions.flat().length;
  const note = `The addresses are ${count} of the live matrix: real windows in ${conditions.length} looks (four fonts, four scales, light and dark, normal and pop-up, grey and LCD). A single run is one look. The crop is what the guard's own OCR gets: cut out, grey, enlarged; the time of ours beside it is without finding the bar. The first address in a look is read while the reader finds out which font, size and colours the bar has; the others' time counts from the ${COLD + 1}th on, when the code is compiled.`;
  return [
    { ...common, name: 'one changed address read', unit: 'ms', note, ours: times(oursMs), peer: times((one) => one[key].ms) },
    ...(key === 'strip' ? [{
      ...common, name: 'the first address in a look', unit: 'ms', ours: first.map(oursMs), peer: first.map((one) => one[key].ms),
      whenBehind: 'The exact reader tries fonts, sizes and positions until what it draws is the picture; it does so once for a window, at the start of the share, in a worker just started.',
    } as const] : []),
    { ...common, better: 'higher', name: 'the exact text', unit: '% of addresses', middle: 'mean', ours: share(conditions, 'ours'), peer: share(conditions, key) },
    { ...common, better: 'higher', name: 'look-alikes told apart', unit: '% of addresses', middle: 'mean', ours: share(lookAlikes, 'ours'), peer: share(lookAlikes, key) },
  ];
}

export const reading: Row = {
  name: 'reading',
  title: 'Reading an address bar',
  about: 'The same captured frame is read by the exact reader, in its worker, and by Tesseract, which is started once and warm.',
  async measure({ short, say }) {
    const folder = await mkdtemp(join(tmpdir(), 'bench-reading-'));
    const display = await startDisplay({ width: 2600, height: 1400 });
    const engines = { line: await startTextRecognition('line'), block: await startTextRecognition('block') };
    try {
      const agent = { page: await bundled('test/address-bar/live-matrix/agent-page.ts'), worker: await bundled('bench/pages/reading-worker.ts') };
      const stage = { display, authority: await createAuthority(folder), agent };
      const looks = makeConditions().filter((_, index) => index % EVERY === 0).slice(0, short ? 1 : undefined);
      const all: Compared[][] = [];
      for (const [index, condition] of looks.entries()) {
        all.push(await readAll(stage, condition, makeAddresses(short ? 2 : COUNT, 7_000 + index), engines));
        say(`${index + 1} of ${looks.length} looks: ${JSON.stringify(all.at(-1)?.map(({ ours, strip, crop }) => [ours, strip, crop].map(({ ms, exact }) => `${ms.toFixed(0)}${exact ? '' : ' wrong'}`).join(' | ')))}`);
      }
      return [...figuresOf(all, 'strip'), ...figuresOf(all, 'crop')];
    } finally {
      await engines.line.close();
      await engines.block.close();
      await display.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
