import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { until } from '../../test/soak/stage/until.js';
import { Random } from '../../test/seeded-random.mjs';
import { mean } from '../figure.js';
import type { Measured } from '../figure.js';
import type { PlainSettings } from '../pages/ends.js';
import type { Shot } from '../pages/frame-watch.js';
import type { ShareOptions } from '../pages/share-page.js';
import { installPeers, PEERS_FOLDER } from '../peers.js';
import type { Row } from '../row.js';
import { addBarcode, onPage, pass, setShareStage, WINDOW } from '../share-stage.js';
import type { ShareStage } from '../share-stage.js';
import { charactersKept, similarity } from '../similarity.js';
import { startTextRecognition } from '../text-recognition.js';
import type { TextRecognition } from '../text-recognition.js';

const RATES = [300, 1_000, 4_000] as const;
/** The part of the window that is compared: text, below the bar and above the barcode; a corner of it shows that it works. */
const BOX = { x: 40, y: 140, width: 640, height: 180 };
const CORNER = { ...BOX, width: 160, height: 64 };
/** So many times enlarged, 12 px letters are of the size that OCR reads best. */
const ENLARGED = 3;
/** How long after a new page its picture is looked at. */
const SETTLES_MS = 2_000;
const LINE = 18;

interface Way {
  readonly name: string;
  readonly share: ShareOptions;
}

/** What livekit-client publishes a screen with, unless told otherwise, on a link to one viewer. */
async function livekit(): Promise<Way> {
  const { ScreenSharePresets } = (await import(pathToFileURL(join(PEERS_FOLDER, 'node_modules/livekit-client/dist/livekit-client.esm.mjs')).href)) as {
    ScreenSharePresets: Record<'h1080fps15' | 'h1080fps30', { encoding: { maxBitrate: number; maxFramerate: number }; resolution: { width: number; height: number; frameRate: number } }>;
  };
  const { encoding } = ScreenSharePresets.h1080fps15;
  const { width, height, frameRate } = ScreenSharePresets.h1080fps30.resolution;
  const kind: PlainSettings = { codec: 'video/VP8', maxBitrate: encoding.maxBitrate, maxFramerate: encoding.maxFramerate, degradationPreference: 'maintain-resolution' };
  return { name: 'livekit-client\'s screen-share defaults', share: { kind, capture: { audio: false, video: { width: { ideal: width }, height: { ideal: height }, frameRate } } } };
}

const OURS: Way = { name: 'ours', share: { kind: 'ours' } };
const SIMPLE_PEER: Way = { name: 'getDisplayMedia into simple-peer, defaults', share: { kind: 'simple-peer', capture: { video: true } } };

/** Lines of words, numbers and signs, the same for the same seed. */
function textOf(seed: number): string {
  const random = new Random(seed);
  const word = (): string => random.text(random.chance(0.2) ? '0123456789' : 'abcdefghijklmnopqrstuvwxyz', random.between(2, 9));
  return Array.from({ length: 160 }, () => Array.from({ length: 17 }, word).join(' ')).map((line) => `<p>${line}</p>`).join('');
}

/** Shows a page of 12 px text from its top; `toLine(n)` scrolls it, and shows the number. */
async function showText({ page }: ShareStage, seed: number): Promise<void> {
  await page.evaluate((lines) => {
    document.body.style.cssText = 'margin:0;background:#fff;color:#111;font:12px/18px sans-serif';
    document.body.innerHTML = `<div style="width:640px;padding:4px 40px;white-space:nowrap">${lines}</div>`;
    for (const line of document.querySelectorAll('p')) line.style.margin = '0';
  }, textOf(seed));
  await addBarcode(page);
  await page.evaluate(`window.toLine = (line) => { scrollTo(0, line * ${LINE}); showCode(line); }; toLine(0)`);
}

interface Legibility {
  /** SSIM to the captured picture. */
  readonly similarity: number;
  /** Percent of the characters that OCR reads in the captured picture. */
  readonly characters: number;
}

/** What takes part in a comparison. */
interface Desk extends ShareStage {
  readonly ocr: TextRecognition;
  readonly box: typeof BOX;
  /** Frames looked at while the page scrolls. */
  readonly shots: number;
}

const shotOf = (desk: Desk, of: 'visitor' | 'source'): Promise<Shot> =>
  onPage(desk, (it, [who, box, times]) => (it[who] as NonNullable<typeof it.visitor>).shot(box, times), [of, desk.box, ENLARGED] as const);

/** The captured picture with that line on top, at rest. */
async function truthAt(desk: Desk, line: number): Promise<Shot> {
  await desk.page.evaluate(`toLine(${line})`);
  await until(async () => (await onPage(desk, (it) => it.source?.code())) === line, `line ${line} is captured`);
  return shotOf(desk, 'source');
}

async function compare(desk: Desk, seen: Shot): Promise<Legibility> {
  const truth = await truthAt(desk, seen.code ?? 0);
  const file = (base64: string): Buffer => Buffer.from(base64, 'base64');
  const readable = await desk.ocr.read(file(truth.enlarged));
  const read = await desk.ocr.read(file(seen.enlarged));
  return { similarity: similarity(PNG.sync.read(file(seen.plain)), PNG.sync.read(file(truth.plain))), characters: (100 * charactersKept(readable, read)) / Math.max(1, readable.length) };
}

/** Frames that the visitor sees while the page scrolls a line each tenth of a second. */
async function scrollingShots(desk: Desk): Promise<Shot[]> {
  const shots: Shot[] = [];
  await desk.page.evaluate('window.line = 0; window.scrolling = setInterval(() => toLine(++window.line % 140), 100)');
  for (let n = 0; n < desk.shots; n++) {
    await pass(desk, 1_500);
    const take = async (): Promise<boolean> => {
      const shot = await shotOf(desk, 'visitor');
      if (shot.code === null) return false;
      shots.push(shot);
      return true;
    };
    await until(take, 'a frame whose number can be read');
  }
  await desk.page.evaluate('clearInterval(window.scrolling)');
  return shots;
}

interface Outcome {
  readonly still: Legibility;
  readonly scrolling: Legibility;
}

/** One share over a line of that bandwidth: a new page two seconds after it came, then the same page scrolled. */
async function measureShare(desk: Desk, { share }: Way, kbps: number, seed: number): Promise<Outcome> {
  await showText(desk, seed);
  await onPage(desk, (it, options) => it.share(options), { ...share, kbps });
  await until(() => onPage(desk, (it) => (it.visitor?.count ?? 0) > 5), 'the visitor sees it');
  await pass(desk, SETTLES_MS);
  await showText(desk, seed + 1);
  await pass(desk, SETTLES_MS);
  const still = { ...(await shotOf(desk, 'visitor')), code: 0 };
  const moving = await scrollingShots(desk);
  const outcomes: Legibility[] = [];
  for (const shot of [still, ...moving]) outcomes.push(await compare(desk, shot));
  await onPage(desk, (it) => it.stop());
  const [first, ...rest] = outcomes as [Legibility, ...Legibility[]];
  return { still: first, scrolling: { similarity: mean(rest.map((each) => each.similarity)), characters: mean(rest.map((each) => each.characters)) } };
}

type Key = `${number} ${string}`;

function figuresOf(outcomes: ReadonlyMap<Key, readonly Outcome[]>, rates: readonly number[], peers: readonly Way[]): Measured[] {
  const note = `The window is ${WINDOW.width} × ${WINDOW.height}. Still is a new page two seconds after it came, scrolling a line each tenth of a second. SSIM is 1 where nothing is lost; characters are those that OCR reads in what was captured. The line's bandwidth is what the receiver says it takes (b=TIAS).`;
  const whenBehind = 'When the line is short, ours gives up frames before pixels, so that a page may come a moment later; while it scrolls, the picture at any moment is that of a moment before.';
  return peers.flatMap((peer) => (['characters', 'similarity'] as const).flatMap((what) => rates.flatMap((kbps) => (['still', 'scrolling'] as const).map((mode): Measured => ({
    name: `12 px text, ${mode}, ${kbps.toLocaleString('en')} kbit/s`,
    unit: what === 'characters' ? '% of characters' : 'SSIM',
    better: 'higher', peerName: peer.name, note, whenBehind,
    ours: (outcomes.get(`${kbps} ${OURS.name}`) ?? []).map((each) => each[mode][what]),
    peer: (outcomes.get(`${kbps} ${peer.name}`) ?? []).map((each) => each[mode][what]),
  })))));
}

export const legibility: Row = {
  name: 'legibility',
  title: 'Small text over a short line',
  about: 'A page of 12 px text is shared over links of the same bandwidth, ours and others\', in turns, on one machine.',
  async measure({ short, say, rounds = 3 }) {
    if (!short) await installPeers(say);
    const [rates, peers] = short ? [[1_000], [SIMPLE_PEER]] : [RATES, [SIMPLE_PEER, await livekit()]];
    const outcomes = new Map<Key, Outcome[]>();
    const stage = await setShareStage();
    const ocr = await startTextRecognition('block');
    const desk: Desk = { ...stage, ocr, box: short ? CORNER : BOX, shots: short ? 1 : 2 };
    try {
      for (let round = 0; round < (short ? 1 : rounds); round++) {
        for (const kbps of rates) {
          for (const way of [OURS, ...peers]) {
            const outcome = await measureShare(desk, way, kbps, 100 * round);
            const key: Key = `${kbps} ${way.name}`;
            outcomes.set(key, [...(outcomes.get(key) ?? []), outcome]);
            say(`round ${round + 1}, ${key}: ${JSON.stringify(outcome)}`);
          }
        }
      }
    } finally {
      await ocr.close();
      await stage.close();
    }
    return figuresOf(outcomes, rates, peers);
  },
};
