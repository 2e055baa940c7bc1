import { Advances } from './advances.js';
import type { AddressBar, Box, Picture, Reading } from './address-bar.js';
import { Decoder } from './decode.js';
import type { Decoding } from './decode.js';
import { GlyphAtlas, createOffscreenCanvas, ellipsis } from './glyph-atlas.js';
import type { Antialiasing, CreateCanvas } from './glyph-atlas.js';
import { backgroundLuma, coverageOf, inkColumns, lumaOf, lumaPlane } from './luma.js';
import type { Plane } from './luma.js';
import { estimateTones } from './tones.js';
import type { Tones } from './tones.js';
import { verify } from './verify.js';

/** Size of the address in CSS pixels: Chromium has it the same on every system. */
const textSize = 14;
/** What a column of the right text may be off by; see `Agreement.worstColumn`. */
const acceptedColumn = 0.12;
const tolerances = [0.12, 0.5];

export interface ExactReaderOptions {
  /** The family of the browser's own interface. Default `system-ui`. */
  readonly fontFamily?: string;
  /** Makes the canvas that glyphs are drawn in. Default an `OffscreenCanvas`. */
  readonly createCanvas?: CreateCanvas;
}

/** How a bar draws its text: all that has to be known to draw it again. */
interface Look {
  readonly antialiasing: Antialiasing;
  readonly wholePixels: boolean;
  readonly scale: number;
  /** Rows from the top of the bar's box to the line on which the letters stand. */
  readonly baseline: number;
  /** Colours the glyphs are drawn in. */
  readonly tones: Tones;
  /** Luma of the two tones, as measured on text that was read. */
  readonly hostLuma: number;
  readonly pathLuma: number;
}

/** The part of a strip in which the text is. */
interface Line {
  readonly picture: Picture;
  readonly box: Box;
  readonly plane: Plane;
  readonly background: number;
}

interface Typeface {
  readonly atlas: GlyphAtlas;
  readonly decoder: Decoder;
}

interface Match {
  readonly decoding: Decoding;
  readonly look: Look;
}

/**
 * Reads addresses by drawing them again: finds the glyphs, as this browser
 * draws them in its interface's font, that give exactly the pixels of the bar.
 * Where the bar's own browser draws otherwise nothing is read.
 */
export class ExactReader {
  readonly #family: string;
  readonly #createCanvas: CreateCanvas;
  readonly #typefaces = new Map<string, Typeface>();
  #looks: readonly Look[] = [];

  constructor({ fontFamily = 'system-ui', createCanvas = createOffscreenCanvas }: ExactReaderOptions = {}) {
    this.#family = fontFamily;
    this.#createCanvas = createCanvas;
  }

  /** The address in a strip, or null where it can't be read to the pixel. */
  read(strip: Picture, bar: AddressBar): Reading | null {
    const line = lineOf(strip, bar);
    if (!line) return null;
    for (const look of this.#looks) {
      const match = look.scale === bar.scale ? this.#match(line, look, bar) : null;
      if (match) return readingOf(match);
    }
    for (const look of guesses(line, bar)) {
      const match = this.#match(line, look, bar);
      if (!match) continue;
      this.#looks = [match.look, ...this.#looks].slice(0, 8);
      return readingOf(match);
    }
    return null;
  }

  #match(line: Line, look: Look, bar: AddressBar, tunings = 2): Match | null {
    const { atlas, decoder } = this.#typeface(look);
    const top = bar.box.y + look.baseline - atlas.baseline - line.box.y;
    if (top < 0 || top + atlas.rows > line.plane.rows) return null;
    const strip = coverageOf(line.plane, { top, rows: atlas.rows, background: line.background, ink: look.hostLuma });
    const { first } = inkColumns(strip);
    const contrast = (look.pathLuma - line.background) / (look.hostLuma - line.background);
    for (const tolerance of tolerances) {
      const [decoding] = decoder.decode(strip, { pathContrast: contrast, tolerance });
      if (!decoding) continue;
      const agreement = verify(strip, decoding, { pathContrast: contrast, first });
      if (agreement.worstColumn < acceptedColumn) return { decoding, look };
      const tuned = tunings > 0 ? tune(look, agreement.gain, line.background) : null;
      if (tuned) return this.#match(line, tuned, bar, tunings - 1);
    }
    return null;
  }

  #typeface({ antialiasing, scale, tones, wholePixels }: Look): Typeface {
    const size = textSize * scale;
    const inks = [...tones.host, ...tones.path].map((value) => value >> 5);
    const key = [antialiasing, size, wholePixels, ...inks, lumaOf(tones.background) > lumaOf(tones.host)].join();
    let typeface = this.#typefaces.get(key);
    if (!typeface) {
      const atlas = new GlyphAtlas({ family: this.#family, size, antialiasing, tones }, this.#createCanvas);
      const advances = new Advances({ family: this.#family, size, texts: atlas.texts, createCanvas: this.#createCanvas });
      typeface = { atlas, decoder: new Decoder({ atlas, advances, wholePixels }) };
      this.#typefaces.set(key, typeface);
    }
    return typeface;
  }
}

function lineOf(picture: Picture, bar: AddressBar): Line | null {
  const box = { x: Math.round(bar.textBox.x), y: Math.round(bar.textBox.y), width: Math.round(bar.textBox.width), height: Math.round(bar.textBox.height) };
  const plane = lumaPlane(picture, box);
  if (plane.columns === 0 || plane.rows === 0) return null;
  return { picture, box, plane, background: backgroundLuma(plane) };
}

/** The look with its tones set right, or null where they are right already or the text can't be the right one. */
function tune(look: Look, gain: { host: number; path: number }, background: number): Look | null {
  const far = Math.max(Math.abs(gain.host - 1), Math.abs(gain.path - 1));
  if (far < 0.01 || far > 0.3) return null;
  return {
    ...look,
    hostLuma: background + (look.hostLuma - background) * gain.host,
    pathLuma: background + (look.pathLuma - background) * gain.path,
  };
}

/** Every way in which the line may be drawn, the likeliest first. */
function* guesses(line: Line, bar: AddressBar): Generator<Look> {
  const tones = estimateTones(line);
  const middle = Math.round(bar.box.height * 0.65);
  const offsets = Array.from({ length: Math.ceil(4 * bar.scale) }, (_, index) => index);
  const baselines = [...new Set(offsets.flatMap((offset) => [middle - offset, middle + offset]))];
  for (const wholePixels of bar.scale === 1 ? [true, false] : [false, true]) {
    for (const antialiasing of ['grey', 'lcd'] as const) {
      for (const baseline of baselines) {
        yield { antialiasing, wholePixels, scale: bar.scale, baseline, tones, hostLuma: lumaOf(tones.host), pathLuma: lumaOf(tones.path) };
      }
    }
  }
}

function readingOf({ decoding: { text } }: Match): Reading | null {
  const truncated = text.endsWith(ellipsis);
  const shown = truncated ? text.slice(0, -1) : text;
  if (shown.includes(ellipsis)) return null;
  return { text: shown, truncated, security: 'unknown', editing: false, engine: 'exact', confidence: 1 };
}
