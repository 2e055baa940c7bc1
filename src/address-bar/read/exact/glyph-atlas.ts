import { lumaOf } from '../../pixels/luma.js';
import type { Tone, Tones } from './tones.js';

/** How a browser smooths the edges of its letters. */
export type Antialiasing = 'grey' | 'lcd';

/** The ellipsis with which Chromium ends a truncated address. */
export const ellipsis = '…';

/** Size of the address in CSS pixels. Chromium uses the same size on every system. */
export const interfaceSize = 14;

/** Every character that Chromium shows undecoded in an address. */
export const alphabet: readonly string[] = [...Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)), ellipsis];

const ligatures = ['ffi', 'ffl', 'ff', 'fi', 'fl'];

/** One character (or ligature) drawn at one sub-pixel position. */
export interface Glyph {
  readonly text: string;
  /** Its index in `GlyphAtlas.texts`. */
  readonly index: number;
  /** Column of its first ink, relative to the pen's whole column. */
  readonly left: number;
  readonly columns: number;
  /** Coverage, column by column, `atlas.rows` values each. */
  readonly ink: Float32Array;
  /** Where its ink is strongest, as indices into `ink`. Used to rule it out quickly. */
  readonly landmarks: Int32Array;
  /** The ink at the landmarks. */
  readonly landmarkInk: Float32Array;
}

export interface GlyphStyle {
  readonly family: string;
  /** Size in device pixels. */
  readonly size: number;
  readonly antialiasing: Antialiasing;
  readonly tones: Tones;
}

/** How many sub-pixel positions per pixel Chromium's rasteriser distinguishes. */
export const phasesPerPixel = 4;

export type CreateCanvas = (width: number, height: number) => OffscreenCanvas;

export const createOffscreenCanvas: CreateCanvas = (width, height) => new OffscreenCanvas(width, height);

export function contextOf(canvas: OffscreenCanvas, antialiasing: Antialiasing): OffscreenCanvasRenderingContext2D {
  // Chromium uses sub-pixel antialiasing only on an opaque canvas, if the system asks for it.
  const context = canvas.getContext('2d', { alpha: antialiasing === 'grey', willReadFrequently: true });
  if (!context) throw new Error('This browser has no 2D context for an OffscreenCanvas.');
  return context;
}

/** Whether this browser uses sub-pixel antialiasing for text where it can. */
export function hasSubpixelAntialiasing(create: CreateCanvas): boolean {
  const context = contextOf(create(32, 32), 'lcd');
  context.fillStyle = 'white';
  context.fillRect(0, 0, 32, 32);
  context.fillStyle = 'black';
  context.font = fontOf('system-ui', 20);
  context.fillText('lo', 4, 24);
  const { data } = context.getImageData(0, 0, 32, 32);
  return data.some((value, index) => index % 4 === 0 && value !== data[index + 2]);
}

export function fontOf(family: string, size: number): string {
  return `${size}px ${family}`;
}

interface Drawing {
  /** Offset to the right of a whole pixel, in pixels. */
  readonly offset?: number;
  readonly letterSpacing?: string;
  readonly tone?: Tone;
}

/** Draws each text in a separate cell and returns its coverage. */
class Sheet {
  readonly cellWidth: number;
  readonly cellHeight: number;
  readonly baseline: number;
  readonly origin: number;
  readonly #style: GlyphStyle;
  readonly #create: CreateCanvas;

  constructor(style: GlyphStyle, create: CreateCanvas) {
    this.#style = style;
    this.#create = create;
    this.origin = Math.ceil(style.size * 0.6);
    this.cellWidth = this.origin * 2 + Math.ceil(style.size * 2);
    this.baseline = Math.ceil(style.size * 1.3);
    this.cellHeight = this.baseline + Math.ceil(style.size * 0.6);
  }

  /** One plane of coverage per text, row by row. */
  draw(texts: readonly string[], { offset = 0, letterSpacing = '0px', tone = 'host' }: Drawing): Float32Array[] {
    const { family, size, antialiasing, tones } = this.#style;
    const perRow = Math.max(1, Math.floor(4096 / this.cellWidth));
    const width = Math.min(texts.length, perRow) * this.cellWidth;
    const canvas = this.#create(width, Math.ceil(texts.length / perRow) * this.cellHeight);
    const context = contextOf(canvas, antialiasing);
    context.fillStyle = `rgb(${tones.background.join(' ')})`;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = `rgb(${tones[tone].join(' ')})`;
    // Do as the browser's interface does: keep the font size and scale the canvas. A font of 16.8
    // pixels is drawn differently from one of 14 pixels scaled by 1.2.
    const scale = size / interfaceSize;
    context.scale(scale, scale);
    context.font = fontOf(family, interfaceSize);
    context.letterSpacing = letterSpacing;
    // Scaled interfaces don't hint letters, whatever the scale of the page that draws them here.
    if (scale !== 1) context.textRendering = 'geometricPrecision';
    const places = texts.map((text, index) => {
      const place = { x: (index % perRow) * this.cellWidth, y: Math.floor(index / perRow) * this.cellHeight };
      context.fillText(text, (place.x + this.origin + offset) / scale, (place.y + this.baseline) / scale);
      return place;
    });
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    return places.map((place) => this.#coverage(data, width, { ...place, tone }));
  }

  #coverage(data: Uint8ClampedArray, width: number, place: { x: number; y: number; tone: Tone }): Float32Array {
    const behind = lumaOf(this.#style.tones.background);
    const unit = 1 / (lumaOf(this.#style.tones[place.tone]) - behind);
    const cell = new Float32Array(this.cellWidth * this.cellHeight);
    for (let y = 0; y < this.cellHeight; y++) {
      let from = ((place.y + y) * width + place.x) * 4;
      for (let x = 0; x < this.cellWidth; x++, from += 4) {
        const luma = 0.299 * (data[from] ?? 0) + 0.587 * (data[from + 1] ?? 0) + 0.114 * (data[from + 2] ?? 0);
        const part = (luma - behind) * unit;
        cell[y * this.cellWidth + x] = Math.abs(part) < 0.012 ? 0 : part;
      }
    }
    return cell;
  }
}

function differs(one: Float32Array | undefined, other: Float32Array | undefined): boolean {
  return !one || !other || one.some((value, index) => Math.abs(value - (other[index] ?? 0)) > 0.02);
}

function landmarksOf(ink: Float32Array): Int32Array {
  return Int32Array.from(ink.keys())
    .filter((index) => (ink[index] ?? 0) > 0.2)
    .sort((one, other) => (ink[other] ?? 0) - (ink[one] ?? 0))
    .slice(0, 6);
}

/**
 * The ligatures that a font has. A tiny letter spacing switches them off. If that changes nothing even
 * at a large size, the font doesn't have the ligature.
 */
function ligaturesOf(style: GlyphStyle, create: CreateCanvas): string[] {
  const sheet = new Sheet({ ...style, size: 120 }, create);
  const [joined, apart] = [sheet.draw(ligatures, {}), sheet.draw(ligatures, { letterSpacing: '0.0005px' })];
  return ligatures.filter((_, index) => differs(joined[index], apart[index]));
}

/** Glyphs of one style, ready to be compared with pixels. */
export interface GlyphSet {
  /** Rows of every glyph. */
  readonly rows: number;
  /** The alphabet, and the ligatures that this font has. */
  readonly texts: readonly string[];
  /** All glyphs, drawn `phase` quarters of a pixel right of a whole one. */
  at(tone: Tone, phase: number): readonly Glyph[];
}

/** Every character of an address in one font and size, in the host's tone and in the path's, ready to be compared with pixels. */
export class GlyphAtlas implements GlyphSet {
  /** Rows of every glyph. */
  readonly rows: number;
  /** The row below the baseline, counted from the first one: letters rest on its upper edge. */
  readonly baseline: number;
  /** The alphabet, and the ligatures that this font has. */
  readonly texts: readonly string[];
  readonly #glyphs: Readonly<Record<Tone, readonly (readonly Glyph[])[]>>;

  constructor(style: GlyphStyle, create: CreateCanvas = createOffscreenCanvas) {
    const sheet = new Sheet(style, create);
    const texts = [...alphabet, ...ligaturesOf(style, create)];
    this.texts = texts;
    const phases = Array.from({ length: phasesPerPixel }, (_, phase) => phase / phasesPerPixel);
    const host = phases.map((offset) => sheet.draw(texts, { offset }));
    const path = phases.map((offset) => sheet.draw(texts, { offset, tone: 'path' }));
    const { top, bottom } = inkRows([...host.flat(), ...path.flat()], sheet);
    this.rows = bottom - top;
    this.baseline = sheet.baseline - top;
    const cut = (cells: Float32Array[]): Glyph[] => cells.map((cell, index) => ({ text: texts[index] ?? '', index, ...cutOut(cell, { sheet, top, bottom }) }));
    this.#glyphs = { host: host.map(cut), path: path.map(cut) };
  }

  /** All glyphs, drawn `phase` quarters of a pixel right of a whole one. */
  at(tone: Tone, phase: number): readonly Glyph[] {
    return this.#glyphs[tone][phase] ?? [];
  }
}

function inkRows(cells: readonly Float32Array[], sheet: Sheet): { top: number; bottom: number } {
  const hasInk = Array.from({ length: sheet.cellHeight }, (_, y) =>
    cells.some((cell) => cell.subarray(y * sheet.cellWidth, (y + 1) * sheet.cellWidth).some((value) => value > 0)));
  return { top: hasInk.indexOf(true), bottom: hasInk.lastIndexOf(true) + 1 };
}

function cutOut(cell: Float32Array, { sheet, top, bottom }: { sheet: Sheet; top: number; bottom: number }): Omit<Glyph, 'text' | 'index'> {
  const at = (x: number, y: number): number => cell[y * sheet.cellWidth + x] ?? 0;
  const hasInk = Array.from({ length: sheet.cellWidth }, (_, x) => {
    for (let y = top; y < bottom; y++) if (at(x, y) > 0) return true;
    return false;
  });
  const first = Math.max(0, hasInk.indexOf(true));
  const columns = hasInk.lastIndexOf(true) + 1 - first;
  const rows = bottom - top;
  const ink = new Float32Array(columns * rows);
  for (let x = 0; x < columns; x++) for (let y = 0; y < rows; y++) ink[x * rows + y] = at(first + x, top + y);
  const landmarks = landmarksOf(ink);
  return { left: first - sheet.origin, columns, ink, landmarks, landmarkInk: Float32Array.from(landmarks, (at) => ink[at] ?? 0) };
}
