/** Runs in the page that `read-address.mjs` opens: reads one picture and returns the result. */
import { locateInPicture } from '../../../src/address-bar/locate/locate-in-picture.js';
import { lineOf, mayBeDrawn } from '../../../src/address-bar/read/exact/text-style.js';
import { WindowReader, type Reading, type WindowReading } from '../../../src/address-bar/window-reader.js';
import { pictureOf } from './picture-of.js';

/** No address bar is lower than this. */
const ROWS = 640;

const reader = new WindowReader({ ocr: '/ocr/' });

/** The output of `npm run read-address` for one picture, without the file's name. */
interface PictureLine {
  readonly found: boolean;
  readonly box: { x: number; y: number; width: number; height: number } | null;
  readonly text: string | null;
  readonly confidence: number;
  readonly security: 'secure' | 'not-secure' | 'unknown';
  readonly editing: boolean;
  readonly engine: 'exact' | 'ocr' | null;
  readonly ms: number;
}

/** Data that isn't part of a line. */
interface Details {
  readonly reading: Reading | null;
  readonly locateMs: number;
}

async function readPicture(base64: string, options: { ocr: boolean; exact: boolean }): Promise<{ line: PictureLine; details: Details }> {
  const picture = await decode(base64);
  const started = performance.now();
  const seen = await reader.read(picture, options);
  return { line: asLine(seen, performance.now() - started), details: { reading: seen.reading, locateMs: seen.locateMs } };
}

/** How best to read the picture. */
interface FirstLook {
  /** Device pixels per CSS pixel. Null without an address bar. */
  readonly scale: number | null;
  /** Whether the letters may be exactly as a browser draws them. */
  readonly drawn: boolean;
}

async function look(base64: string): Promise<FirstLook> {
  const picture = await decode(base64);
  const bar = locateInPicture(picture);
  const line = bar && lineOf(picture, bar);
  return { scale: bar?.scale ?? null, drawn: line !== null && mayBeDrawn(line) };
}

async function decode(base64: string): Promise<ImageData> {
  try {
    return await pictureOf(new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))]), ROWS);
  } catch {
    throw new Error('The picture is damaged, too large, or of a kind that the browser cannot show.');
  }
}

function asLine({ bar, reading }: WindowReading, ms: number): PictureLine {
  return {
    found: bar !== null,
    box: bar && { x: bar.box.x, y: bar.box.y, width: bar.box.width, height: bar.box.height },
    text: reading && reading.text + (reading.truncated ? '…' : ''),
    confidence: round((bar?.confidence ?? 0) * (reading?.confidence ?? 0), 3),
    security: reading?.security ?? 'unknown',
    editing: reading?.editing ?? false,
    engine: reading?.engine ?? null,
    ms: round(ms, 1),
  };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

Object.assign(globalThis, { readPicture, look });
