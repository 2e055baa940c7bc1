import { Advances } from './advances.js';
import type { AddressBar, Picture, Reading } from './address-bar.js';
import { Decoder } from './decode.js';
import type { Decoding } from './decode.js';
import { isBeingEdited } from './editing.js';
import { GlyphAtlas, createOffscreenCanvas, ellipsis, hasSubpixelAntialiasing } from './glyph-atlas.js';
import type { Antialiasing, CreateCanvas } from './glyph-atlas.js';
import { otherInterfaceFonts } from './interface-fonts.js';
import { guessLooks, isOneTint, lineOf, mayBeDrawn, pathContrastOf, textSizeOf, tuneLook } from './look.js';
import type { Line, Look } from './look.js';
import { coverageOf, inkColumns, lumaOf } from './luma.js';
import { mayBeOtherScript } from './other-script.js';
import { readSecurityMark } from './security-mark.js';
import { standsAlone } from './surroundings.js';
import { plainTones } from './tones.js';
import { verify } from './verify.js';

/** What a column of the right text may be off by; see `Agreement.worstColumn`. */
const acceptedColumn = 0.12;
/** How strict to be while decoding: the second is for a first guess of the tones. */
const tolerances = [0.12, 0.5];
/** Room that may be left between an ellipsis and the buttons, in sizes of the text. */
const roomAfterEllipsis = 6;
/** How many looks to keep: windows of several scales and themes may be read in turn. */
const mostLooks = 8;
/** How many sets of glyphs to keep, half a megabyte each. */
const mostTypefaces = 40;

export interface ExactReaderOptions {
  /** The family of the browser's own interface. Default `system-ui`. */
  readonly fontFamily?: string;
  /**
   * Searches in every picture anew, and in the other interface fonts of this
   * machine too, for pictures of windows from anywhere. Takes seconds where
   * nothing is found. Default false: the window is this browser's own, and what
   * wasn't found is looked for again only now and then.
   */
  readonly thorough?: boolean;
  /** Makes the canvas that glyphs are drawn in. Default an `OffscreenCanvas`. */
  readonly createCanvas?: CreateCanvas;
}

/** What the window that will be captured most likely looks like. */
export type ExpectedWindow = Pick<AddressBar, 'scale' | 'theme'>;

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
 * Where the bar is drawn otherwise nothing is read.
 *
 * Runs wherever there is an `OffscreenCanvas`, in a worker too. The first
 * reading of a look (font, scale, antialiasing, theme) takes some 100 to
 * 300 ms, each further one a few.
 */
export class ExactReader {
  readonly #family: string;
  readonly #createCanvas: CreateCanvas;
  readonly #antialiasings: readonly Antialiasing[];
  readonly #thorough: boolean;
  readonly #typefaces = new Map<string, Typeface>();
  readonly #atlases = new Map<string, GlyphAtlas>();
  readonly #searches = new Map<string, { tried: number; skipped: number }>();
  #looks: readonly Look[] = [];
  #others: readonly string[] | undefined;

  constructor({ fontFamily = 'system-ui', thorough = false, createCanvas = createOffscreenCanvas }: ExactReaderOptions = {}) {
    this.#family = fontFamily;
    this.#thorough = thorough;
    this.#createCanvas = createCanvas;
    this.#antialiasings = hasSubpixelAntialiasing(createCanvas) ? ['lcd', 'grey'] : ['grey'];
  }

  /**
   * The address that a bar shows, or null where it can't be read to the pixel.
   * A bar that is being edited is told without its text.
   */
  read(picture: Picture, bar: AddressBar): Reading | null {
    if (isBeingEdited(picture, bar)) return { text: '', truncated: false, security: 'unknown', editing: true, engine: 'exact', confidence: 1 };
    const line = lineOf(picture, bar);
    const match = line && (this.#readKnown(line, bar) ?? this.#search(line, bar));
    if (!line || !match) return null;
    const text = shownText(match, line);
    if (text === null) return null;
    const truncated = text.endsWith(ellipsis);
    const shown = truncated ? text.slice(0, -ellipsis.length) : text;
    const security = mayBeOtherScript(shown) ? 'unknown' : readSecurityMark(picture, bar);
    return { text: shown, truncated, security, editing: false, engine: 'exact', confidence: 1, ...(bar.mayGoOn && { mayGoOn: true }) };
  }

  /** Draws ahead what the first reading of a plain window's bar needs; it takes some 100 to 300 ms. */
  prepare({ scale, theme }: ExpectedWindow): void {
    const tones = plainTones(theme);
    for (const antialiasing of this.#antialiasings) {
      const look = { family: this.#family, size: textSizeOf({ scale }), antialiasing, wholePixels: scale === 1, baseline: 0, tones, hostLuma: 0, pathLuma: 0 };
      this.#typeface(look).decoder.prepare();
    }
  }

  /**
   * Learns from a bar whose text is known, such as a bookmark's own window, in
   * which font and size it is drawn.
   *
   * @returns whether a look was found that draws this very text; nothing is learnt otherwise.
   */
  calibrate(picture: Picture, bar: AddressBar, knownText: string): boolean {
    const line = lineOf(picture, bar);
    if (!line) return false;
    const size = textSizeOf(bar);
    const sizes = [size, ...[12, 13, 15, 16].map((css) => css * bar.scale)];
    for (const family of [this.#family, ...this.#otherFamilies()]) {
      for (const candidate of family === this.#family ? sizes : [size]) {
        const options = { family, size: candidate, antialiasings: this.#antialiasings };
        for (const look of guessLooks(line, bar, options)) {
          const match = this.#match(line, look, bar);
          if (match?.decoding.text !== knownText) continue;
          this.#remember(match.look);
          return true;
        }
      }
    }
    return false;
  }

  #readKnown(line: Line, bar: AddressBar): Match | null {
    for (const look of this.#looks) {
      const match = isLikely(look, bar) ? this.#match(line, look, bar) : null;
      if (!match) continue;
      this.#remember(look);
      return match;
    }
    return null;
  }

  #search(line: Line, bar: AddressBar): Match | null {
    if (this.#thorough) return mayBeDrawn(line) ? this.#searchIn([this.#family, ...this.#otherFamilies()], line, bar) : null;
    const key = [bar.box.height, bar.scale, bar.theme, line.background >> 2].join();
    const search = this.#searches.get(key) ?? { tried: 0, skipped: 0 };
    this.#searches.set(key, search);
    // A search is long. What was not found stays unreadable, most often, until the bar changes.
    if (search.skipped < Math.min(2 ** search.tried - 1, 30)) {
      search.skipped++;
      return null;
    }
    Object.assign(search, { tried: search.tried + 1, skipped: 0 });
    const match = this.#searchIn([this.#family], line, bar);
    if (match) this.#searches.delete(key);
    return match;
  }

  #searchIn(families: readonly string[], line: Line, bar: AddressBar): Match | null {
    const antialiasings = isOneTint(line) ? (['grey'] as const) : this.#antialiasings;
    for (const family of families) {
      for (const look of guessLooks(line, bar, { family, size: textSizeOf(bar), antialiasings })) {
        const match = this.#match(line, look, bar);
        if (!match) continue;
        this.#remember(match.look);
        return match;
      }
    }
    return null;
  }

  #otherFamilies(): readonly string[] {
    this.#others ??= otherInterfaceFonts(this.#family, this.#createCanvas);
    return this.#others;
  }

  #remember(look: Look): void {
    if (this.#looks[0] !== look) this.#looks = [look, ...this.#looks.filter((other) => other !== look)].slice(0, mostLooks);
  }

  #match(line: Line, look: Look, bar: AddressBar, tunings = 2): Match | null {
    const { atlas, decoder } = this.#typeface(look);
    const top = bar.box.y + look.baseline - atlas.baseline - line.box.y;
    if (top < 0 || top + atlas.rows > line.plane.rows) return null;
    const strip = coverageOf(line.plane, { top, rows: atlas.rows, background: line.background, ink: look.hostLuma });
    const { first } = inkColumns(strip);
    const pathContrast = pathContrastOf(look, line.background);
    for (const tolerance of tolerances) {
      const [decoding] = decoder.decode(strip, { pathContrast, tolerance });
      if (!decoding) continue;
      const agreement = verify(strip, decoding, { pathContrast, first });
      if (agreement.worstColumn < acceptedColumn) {
        const place = { decoding, top, rows: atlas.rows, first, background: line.background };
        return standsAlone(line.plane, place) ? { decoding, look } : null;
      }
      const tuned = tunings > 0 ? tuneLook(look, agreement.gain, line.background) : null;
      if (tuned) return this.#match(line, tuned, bar, tunings - 1);
    }
    return null;
  }

  #typeface({ family, size, antialiasing, tones, wholePixels }: Look): Typeface {
    // The rasteriser tells no more than eight strengths of each colour apart.
    const inks = [...tones.host, ...tones.path].map((value) => value >> 5);
    const key = [family, size, antialiasing, ...inks, lumaOf(tones.background) > lumaOf(tones.host)].join();
    const atlas = kept(this.#atlases, key, () => new GlyphAtlas({ family, size, antialiasing, tones }, this.#createCanvas));
    return kept(this.#typefaces, `${key},${wholePixels}`, () => {
      const advances = new Advances({ family, size, texts: atlas.texts, createCanvas: this.#createCanvas });
      return { atlas, decoder: new Decoder({ atlas, advances, wholePixels }) };
    });
  }
}

/** What is known under a key, made where it isn't; the oldest is forgotten for it where there are many. */
function kept<T>(known: Map<string, T>, key: string, make: () => T): T {
  const present = known.get(key);
  if (present !== undefined) return present;
  const made = make();
  const [oldest] = known.keys();
  if (oldest !== undefined && known.size >= mostTypefaces) known.delete(oldest);
  known.set(key, made);
  return made;
}

/**
 * The text of a match; null where an ellipsis is anything but the end of a
 * line that is full, since an address may have one of its own.
 */
function shownText({ decoding: { text, glyphs }, look }: Match, { plane }: Line): string | null {
  const at = text.indexOf(ellipsis);
  if (at < 0) return text;
  const end = glyphs.at(-1)?.column ?? 0;
  return at === text.length - 1 && end > plane.columns - roomAfterEllipsis * look.size ? text : null;
}

/** Whether a look can be that of a bar: text is about two fifths of its bar's height. */
function isLikely(look: Look, bar: AddressBar): boolean {
  return Math.abs(look.size / textSizeOf(bar) - 1) < 0.2 && look.baseline < bar.box.height;
}
