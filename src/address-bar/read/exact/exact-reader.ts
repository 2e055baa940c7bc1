import { Advances, FontMeasures } from './advances.js';
import { certainBeginning } from './certain-beginning.js';
import type { AddressBar, Picture, Reading } from '../../address-bar.js';
import { Decoder } from './decode.js';
import type { Decoding } from './decode.js';
import { isBeingEdited } from '../../signs/editing.js';
import { GlyphAtlas, alphabet, createOffscreenCanvas, ellipsis, hasSubpixelAntialiasing } from './glyph-atlas.js';
import type { Antialiasing, CreateCanvas, GlyphSet } from './glyph-atlas.js';
import { otherInterfaceFonts } from './interface-fonts.js';
import { isSameScaling, scalingsOf } from './frame-scaling.js';
import { likelyScales } from '../../locate/likely-scales.js';
import { onStrip, Resampling } from './resampling.js';
import { ScaledAtlas } from './scaled-atlas.js';
import { guessTextStyles, inkStartOf, isOneTint, lineOf, mayBeDrawn, pathContrastOf, scaleOf, startsOnPosition, textSizeOf, tuneTextStyle } from './text-style.js';
import type { GuessOptions, Line, TextStyle } from './text-style.js';
import { coverageOf, inkColumns, lumaOf } from '../../pixels/luma.js';
import { mayBeOtherScript } from './other-script.js';
import { readSecurityMark } from '../../signs/security-mark.js';
import { aloneUntil } from './surroundings.js';
import { plainTones } from './tones.js';
import { verify } from './verify.js';

/** How strict decoding is. The second tolerance is for a first guess of the tones. */
const tolerances = [0.12, 0.5];
/** Room that may be left between an ellipsis and the buttons, relative to the text size. */
const roomAfterEllipsis = 6;
/** How many text styles to keep: windows of several scales and themes may be read in turn. */
const mostStyles = 8;
/** How many glyph sets to keep, half a megabyte each. */
const mostTypefaces = 40;

export interface ExactReaderOptions {
  /** The font family of the browser's own interface. Default `system-ui`. */
  readonly fontFamily?: string;
  /**
   * Whether to search every picture from scratch, and also in this machine's other interface fonts. Use
   * it for pictures of windows from any source. It takes seconds if nothing is found. Default false:
   * the window is this browser's own, and after a failed search the reader only tries again now and
   * then.
   */
  readonly thorough?: boolean;
  /** Creates the canvas that glyphs are drawn on. Default: an `OffscreenCanvas`. */
  readonly createCanvas?: CreateCanvas;
}

/** The most likely scale and theme of the window that will be captured. */
export type ExpectedWindow = Pick<AddressBar, 'scale' | 'theme'>;

interface Typeface {
  readonly glyphs: GlyphSet;
  readonly decoder: Decoder;
  /** The picture's row in which the glyphs begin. */
  readonly top: number;
}

interface Match {
  readonly decoding: Decoding;
  readonly style: TextStyle;
  /** Whether only the beginning of the address was read, because the rest isn't in the alphabet or is covered. */
  readonly isBeginning: boolean;
}

/**
 * Reads addresses by drawing them again. It finds the glyphs that give exactly the pixels of the bar
 * when this browser draws them in its interface font. If the bar is drawn differently, nothing is read.
 *
 * Runs wherever there's an `OffscreenCanvas`, including workers. The first reading of a text style
 * (font, scale, antialiasing, theme) takes about 100 to 300 ms, each further one a few.
 */
export class ExactReader {
  readonly #family: string;
  readonly #createCanvas: CreateCanvas;
  readonly #antialiasings: readonly Antialiasing[];
  readonly #thorough: boolean;
  readonly #typefaces = new Map<string, Typeface>();
  readonly #atlases = new Map<string, GlyphAtlas>();
  readonly #measures = new Map<string, FontMeasures>();
  readonly #searches = new Map<string, { tried: number; skipped: number }>();
  #styles: readonly TextStyle[] = [];
  /** Size of the frame that was read last. */
  #size = { width: 0, height: 0 };
  #others: readonly string[] | undefined;

  constructor({ fontFamily = 'system-ui', thorough = false, createCanvas = createOffscreenCanvas }: ExactReaderOptions = {}) {
    this.#family = fontFamily;
    this.#thorough = thorough;
    this.#createCanvas = createCanvas;
    this.#antialiasings = hasSubpixelAntialiasing(createCanvas) ? ['lcd', 'grey'] : ['grey'];
  }

  /** The address that a bar shows, or null if it can't be read to the pixel. For a bar that is being edited, the reading has no text. */
  read(picture: Picture, bar: AddressBar): Reading | null {
    if (isBeingEdited(picture, bar)) return { text: '', truncated: false, security: 'unknown', editing: true, engine: 'exact', confidence: 1 };
    const line = lineOf(picture, bar);
    const match = line && (this.#readKnown(line, bar) ?? this.#search(line, bar));
    if (!line || !match) return null;
    const text = shownText(match, line);
    if (text === null) return null;
    const isCut = text.endsWith(ellipsis);
    const shown = isCut ? text.slice(0, -ellipsis.length) : text;
    return {
      text: shown,
      truncated: isCut || match.isBeginning,
      // The text size determines the scale more precisely than the bar's height.
      security: readSecurityMark(picture, { ...bar, scale: scaleOf(match.style) }),
      editing: false,
      engine: 'exact',
      confidence: 1,
      ...(mayBeOtherScript(shown) && { confusable: true }),
      ...(bar.mayGoOn && { mayGoOn: true }),
    };
  }

  /** Draws in advance what the first reading of an ordinary window's bar needs. Takes about 100 to 300 ms. */
  prepare({ scale, theme }: ExpectedWindow): void {
    const tones = plainTones(theme);
    for (const antialiasing of this.#antialiasings) {
      const style = { family: this.#family, size: textSizeOf({ scale }), antialiasing, wholePixels: scale === 1, baseline: 0, scaling: null, tones, hostLuma: 0, pathLuma: 0 };
      this.#typeface(style, 0).decoder.prepare();
    }
  }

  #readKnown(line: Line, bar: AddressBar): Match | null {
    const likely = this.#styles.filter((style) => isLikely(style, bar));
    const { width, height, wholeHeight = height } = line.picture;
    const isSameSize = this.#size.width === width && this.#size.height === wholeHeight;
    this.#size = { width, height: wholeHeight };
    const match = this.#readWith(likely, line, bar);
    // A frame that was read only in part may have been scaled differently, and so may any frame of
    // another size.
    const others = match ? [match.style] : isSameSize ? [] : likely;
    return match?.isBeginning === false || others.length === 0 ? match : (this.#readWith(inOtherScalings(others, line.picture), line, bar) ?? match);
  }

  /** The match of the first style that reads the whole address, or else of the one that reads the longest beginning. */
  #readWith(styles: Iterable<TextStyle>, line: Line, bar: AddressBar): Match | null {
    let [best, bestStyle]: [Match | null, TextStyle | null] = [null, null];
    for (const style of styles) {
      const match = this.#match(line, style, bar);
      if (match && (!match.isBeginning || match.decoding.text.length > (best?.decoding.text.length ?? 0))) [best, bestStyle] = [match, style];
      if (match?.isBeginning === false) break;
    }
    if (best) this.#remember(best.style, bestStyle);
    return best;
  }

  #search(line: Line, bar: AddressBar): Match | null {
    if (this.#thorough) return mayBeDrawn(line) ? this.#searchIn([this.#family, ...this.#otherFamilies()], line, bar) : null;
    const key = [bar.box.height, bar.scale, bar.theme, line.background >> 2].join();
    const search = this.#searches.get(key) ?? { tried: 0, skipped: 0 };
    this.#searches.set(key, search);
    // A search takes long, and a bar that couldn't be read usually stays unreadable until it changes.
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
    const scales = new Set([bar.scale, ...likelyScales({ box: bar.box, theme: bar.theme, windowWidth: line.picture.width, inkStart: inkStartOf(line) })]);
    const scalings = [null, ...scalingsOf(line.picture)];
    const anyPosition = this.#thorough;
    for (const family of families) {
      const match = this.#readWith(stylesAt(scales, line, bar, { family, antialiasings, scalings, anyPosition }), line, bar);
      if (match) return match;
    }
    return null;
  }

  #otherFamilies(): readonly string[] {
    this.#others ??= otherInterfaceFonts(this.#family, this.#createCanvas);
    return this.#others;
  }

  /** @param untuned the style that this one was tuned from. It's no longer needed. */
  #remember(style: TextStyle, untuned: TextStyle | null = null): void {
    if (this.#styles[0] !== style) this.#styles = [style, ...this.#styles.filter((other) => other !== style && other !== untuned)].slice(0, mostStyles);
  }

  #match(line: Line, style: TextStyle, bar: AddressBar, tunings = 2): Match | null {
    const { glyphs: { rows }, decoder, top: firstRow } = this.#typeface(style, bar.box.y);
    const top = firstRow - line.box.y;
    if (top < 0 || top + rows > line.plane.rows) return null;
    const across = acrossOf(style, line);
    const strip = { ...coverageOf(line.plane, { top, rows, background: line.background, ink: style.hostLuma }), across };
    const { first } = inkColumns(strip);
    const pathContrast = pathContrastOf(style, line.background);
    let begun: Match | null = null;
    for (const tolerance of tolerances) {
      const { whole, beginning } = decoder.decode(strip, { pathContrast, tolerance, startsOnPosition: startsOnPosition(style) });
      const drawn = whole[0] ?? beginning;
      if (!drawn) continue;
      const agreement = verify(strip, drawn, { pathContrast, first });
      const decoding = onStrip(drawn, across);
      const explained = Math.min(agreement.explained, aloneUntil(line, bar, { decoding, top, rows, first, isScaled: style.scaling !== null }));
      if (whole[0] && explained === strip.columns) return { decoding, style, isBeginning: false };
      const read = certainBeginning(decoding, explained);
      if (read) begun ??= { decoding: read, style, isBeginning: true };
      const tuned = whole[0] && agreement.explained < strip.columns && tunings > 0 ? tuneTextStyle(style, agreement.gain, line.background) : null;
      if (tuned) return this.#match(line, tuned, bar, tunings - 1) ?? begun;
    }
    return begun;
  }

  #typeface(style: TextStyle, barTop: number): Typeface {
    const { family, size, antialiasing, tones, wholePixels, scaling } = style;
    // The rasteriser distinguishes only eight strengths of each colour.
    const inks = [...tones.host, ...tones.path].map((value) => value >> 5);
    const key = [family, size, antialiasing, ...inks, lumaOf(tones.background) > lumaOf(tones.host)].join();
    const atlas = kept(this.#atlases, key, () => new GlyphAtlas({ family, size, antialiasing, tones }, this.#createCanvas));
    const baseline = Math.round(barTop * (scaling?.down ?? 1)) + style.baseline;
    const place = scaling ? [scaling.down, scaling.filter, baseline] : [];
    const { glyphs, decoder, top } = kept(this.#typefaces, [key, wholePixels, ...place].join(), () => {
      const glyphs = scaling ? new ScaledAtlas(atlas, { scaling, baseline }) : atlas;
      return { glyphs, decoder: new Decoder({ atlas: glyphs, advances: new Advances(this.#measuresOf(family, atlas), size), wholePixels }), top: glyphs instanceof ScaledAtlas ? glyphs.top : 0 };
    });
    return { glyphs, decoder, top: scaling ? top : baseline - atlas.baseline };
  }

  /** A font is measured once for all sizes. */
  #measuresOf(family: string, { texts }: GlyphAtlas): FontMeasures {
    return kept(this.#measures, [family, ...texts.slice(alphabet.length)].join(), () => new FontMeasures({ family, texts, createCanvas: this.#createCanvas }));
  }
}

/** Every style in which a text may be drawn at these scales, the likeliest first. */
function* stylesAt(scales: Iterable<number>, line: Line, bar: AddressBar, options: Omit<GuessOptions, 'size'>): Generator<TextStyle> {
  for (const scale of scales) yield* guessTextStyles(line, bar, { ...options, size: textSizeOf({ scale }) });
}

/** These styles with every other way of scaling the frame. A window of another size differs only in that. */
function* inOtherScalings(styles: readonly TextStyle[], picture: Picture): Generator<TextStyle> {
  for (const scaling of [null, ...scalingsOf(picture)]) {
    for (const style of styles) if (!isSameScaling(style.scaling, scaling)) yield { ...style, scaling };
  }
}

function acrossOf({ scaling }: TextStyle, { box, plane }: Line): Resampling | undefined {
  return scaling ? new Resampling({ factor: scaling.across, filter: scaling.filter, from: box.x, count: plane.columns }) : undefined;
}

/** Returns the value for a key, or creates it. If there are too many, the oldest is dropped. */
function kept<T>(known: Map<string, T>, key: string, make: () => T): T {
  const present = known.get(key);
  if (present !== undefined) return present;
  const made = make();
  const [oldest] = known.keys();
  if (oldest !== undefined && known.size >= mostTypefaces) known.delete(oldest);
  known.set(key, made);
  return made;
}

/** The text of a match. Null if an ellipsis isn't at the end of text that fills its room, because an address may contain one itself. */
function shownText({ decoding: { text, glyphs }, style }: Match, { plane }: Line): string | null {
  const at = text.indexOf(ellipsis);
  if (at < 0) return text;
  const end = glyphs.at(-1)?.column ?? 0;
  return at === text.length - 1 && end > plane.columns - roomAfterEllipsis * style.size ? text : null;
}

/** Whether a style can be that of a bar: the text size is about two fifths of the bar's height. */
function isLikely(style: TextStyle, bar: AddressBar): boolean {
  return Math.abs(style.size / textSizeOf(bar) - 1) < 0.2 && style.baseline < bar.box.height;
}
