import type { Advances } from './advances.js';
import { phasesPerPixel } from './glyph-atlas.js';
import type { Glyph, GlyphSet } from './glyph-atlas.js';
import { inkColumns } from '../../pixels/luma.js';
import type { Plane } from '../../pixels/luma.js';
import type { CapturedStrip } from './resampling.js';
import { drawnColumns, fitsScaledLandmarks, scaledDifference } from './scaled-columns.js';
import type { Drawing } from './scaled-columns.js';
import type { Tone } from './tones.js';

/** The parts of an address that Chromium shows in different tones: the host stands out from what is before and after it. */
export type AddressPart = 'scheme' | 'host' | 'path';

/** One glyph at the position where the decoder put it. */
export interface PlacedGlyph {
  readonly glyph: Glyph;
  readonly part: AddressPart;
  /** The pen's column, as drawn. If the frame isn't scaled, it's the column of the strip. */
  readonly column: number;
}

export interface Decoding {
  readonly text: string;
  readonly glyphs: readonly PlacedGlyph[];
  /** Sum of squared differences in coverage between the glyphs and the strip. */
  readonly cost: number;
}

export interface DecoderOptions {
  /** Must have as many rows as the strips to decode. Only the columns of those may be scaled. */
  readonly atlas: GlyphSet;
  readonly advances: Advances;
  /** Whether letters are only on whole pixels, as without sub-pixel positioning, or on quarters. */
  readonly wholePixels: boolean;
}

export interface DecodeOptions {
  /** Contrast of the path's tone, relative to the host's. */
  readonly pathContrast: number;
  /** Maximum sum of squared differences in one column. */
  readonly tolerance: number;
  /** Whether the pen starts exactly on a letter position instead of anywhere near one. Default true. */
  readonly startsOnPosition?: boolean;
}

/** A text as far as it has been explained. */
interface State {
  readonly previous: State | null;
  readonly placed: PlacedGlyph;
  /** The pen's position after the glyph, before any kerning, to within `slack`. */
  readonly pen: number;
  readonly slack: number;
  /** Columns before this one are explained for good. */
  readonly committed: number;
  /** What the glyphs so far draw from `committed` on. */
  readonly carry: Float32Array;
  readonly cost: number;
}

interface Placement {
  readonly placed: PlacedGlyph;
  /** The pen's position at the glyph, to within `slack`. */
  readonly pen: number;
  readonly slack: number;
  /** Columns at the glyph's left that the edge of the bar may hide. */
  readonly hidden: number;
}

/** The result of a decoder run. */
export interface Decodings {
  /** Texts that draw the whole strip, the likeliest first. */
  readonly whole: readonly Decoding[];
  /** If no text matches: the one that draws more of the strip's beginning than any other. */
  readonly beginning: Decoding | null;
}

/** One run of the decoder. */
interface Search extends DecodeOptions {
  readonly strip: CapturedStrip;
  /** How many drawn columns are kept behind the explained ones: a column of a scaled frame depends on two. */
  readonly kept: 0 | 1;
  /** The state that explains the most columns. */
  furthest: State | null;
  /** States by the whole column of their pen. */
  readonly waiting: Map<number, State[]>;
}

const beamWidth = 12;
/**
 * How far past the midpoint between two positions a pen may be and still count for the nearer one,
 * relative to the distance. Measurements are rounded.
 */
const tie = 0.03;
const nothing = new Float32Array(0);

/** Finds the texts that draw exactly these pixels. */
export class Decoder {
  readonly #atlas: GlyphSet;
  readonly #advances: Advances;
  readonly #phases: number;
  readonly #reach: (number | undefined)[] = [];
  readonly #delimiters: readonly number[];
  readonly #all: readonly number[];

  constructor({ atlas, advances, wholePixels }: DecoderOptions) {
    this.#atlas = atlas;
    this.#advances = advances;
    this.#phases = wholePixels ? 1 : phasesPerPixel;
    this.#all = [...atlas.texts.keys()];
    this.#delimiters = ['/', '?', '#', ':'].map((text) => atlas.texts.indexOf(text));
  }

  /** Reads a strip with as many rows as the atlas. */
  decode(strip: CapturedStrip, options: DecodeOptions): Decodings {
    const { first, end } = drawnColumns(strip, inkColumns(strip));
    const search: Search = { ...options, strip, kept: strip.across ? 1 : 0, furthest: null, waiting: new Map() };
    if (first < end) this.#open(search, first);
    const done: Decoding[] = [];
    for (let column = first; column <= end + this.#atlas.rows; column++) {
      const states = search.waiting.get(column);
      if (!states) continue;
      if (states.length > beamWidth) states.sort((one, other) => one.cost - other.cost).length = beamWidth;
      for (const state of states) {
        const rest = costOfRest(search, state, end);
        if (rest === null) this.#follow(search, state);
        else done.push(finish(state, rest));
      }
    }
    const { furthest } = search;
    return { whole: done.sort((one, other) => one.cost - other.cost), beginning: done.length === 0 && furthest ? finish(furthest, 0) : null };
  }

  /** Measures everything that could be needed, before the first reading. */
  prepare(): void {
    for (const index of this.#all) this.#reachOf(index);
  }

  /**
   * Starts with every glyph whose first ink matches the first ink of the text. Chromium clips the text
   * near the pen's starting point, so anything further left is hidden.
   */
  #open(search: Search, first: number): void {
    const slack = search.startsOnPosition === false ? 0.5 / this.#phases : 0;
    for (let phase = 0; phase < this.#phases; phase++) {
      for (const part of ['host', 'scheme'] as const) {
        for (const glyph of this.#atlas.at(toneOf(part), phase)) {
          for (let hidden = 0; hidden <= Math.max(1, 1 - glyph.left) + search.kept; hidden++) {
            const column = first - hidden - glyph.left;
            this.#place(search, null, { placed: { glyph, part, column }, pen: column + phase / this.#phases, slack, hidden });
          }
        }
      }
    }
  }

  /** The tone changes only around the host, which limits what can come next. */
  #follow(search: Search, state: State): void {
    const { placed, previous } = state;
    this.#followWith(search, state, { part: placed.part, indices: this.#all });
    if (placed.part === 'host') this.#followWith(search, state, { part: 'path', indices: this.#delimiters });
    if (placed.part !== 'scheme') return;
    const { text } = placed.glyph;
    const mayBeginHost = text === ':' || (text === '/' && previous?.placed.glyph.text === '/');
    if (mayBeginHost) this.#followWith(search, state, { part: 'host', indices: this.#all });
  }

  #followWith(search: Search, state: State, { part, indices }: { part: AddressPart; indices: readonly number[] }): void {
    const kerning = this.#advances.kerning(state.placed.glyph.index);
    const tone = toneOf(part);
    const contrast = tone === 'host' ? 1 : search.pathContrast;
    for (const index of indices) {
      const pen = state.pen + (kerning[index] ?? NaN);
      if (Number.isNaN(pen)) continue;
      // Try each position that the pen may be nearest to. Choosing one narrows down where the pen is.
      const [low, high] = [(pen - state.slack) * this.#phases, (pen + state.slack) * this.#phases];
      for (let position = Math.ceil(low - 0.5 - tie); position <= high + 0.5 + tie; position++) {
        const column = Math.floor(position / this.#phases);
        const glyph = this.#atlas.at(tone, position - column * this.#phases)[index];
        if (!glyph || !mayStand(search.strip, glyph, { column, contrast })) continue;
        const [from, to] = [Math.max(low, position - 0.5 - tie) / this.#phases, Math.min(high, position + 0.5 + tie) / this.#phases];
        const known = this.#phases === 1 ? { pen: column, slack: 0 } : { pen: (from + to) / 2, slack: (to - from) / 2 };
        this.#place(search, state, { placed: { glyph, part, column }, ...known, hidden: 0 });
      }
    }
  }

  /** How far left of the pen any following glyph can draw, including kerning. */
  #reachOf(index: number): number {
    let reach = this.#reach[index];
    if (reach === undefined) {
      const kerning = this.#advances.kerning(index);
      reach = Math.min(0, ...this.#atlas.at('host', 0).map(({ left }, next) => left + (kerning[next] || 0)));
      this.#reach[index] = reach;
    }
    return reach;
  }

  /** Adds one more glyph unless the pixels contradict it. */
  #place(search: Search, state: State | null, { placed, pen, slack, hidden }: Placement): void {
    const { strip, tolerance, pathContrast } = search;
    const { glyph, part } = placed;
    const rows = strip.rows;
    const start = placed.column + glyph.left;
    const committed = state?.committed ?? start;
    if (start < Math.max(committed, -hidden)) return;
    const carry = state?.carry ?? nothing;
    const next = { pen: pen + this.#advances.width(glyph.index), slack };
    const { kept } = search;
    const end = Math.max(start + glyph.columns, committed - kept + carry.length / rows);
    const limit = Math.min(end, Math.max(committed, Math.floor(next.pen - next.slack + this.#reachOf(glyph.index)) - 1));
    const drawing: Drawing = { carry, committed: committed - kept, ink: glyph.ink, start, contrast: part === 'host' ? 1 : pathContrast };
    let cost = state?.cost ?? 0;
    for (let x = committed + hidden; x < end; x++) {
      // Ink that is missing beyond the limit may still follow.
      const off = difference(strip, x, drawing, x >= limit);
      if (off > tolerance) return;
      if (x < limit) cost += off;
    }
    const reached: State = { previous: state, placed, ...next, committed: limit, carry: draw(drawing, { from: limit - kept, to: end, rows }), cost };
    if (limit > (search.furthest?.committed ?? 0)) search.furthest = reached;
    enqueue(search.waiting, reached);
  }
}

/** Keeps only the likelier of two states that can only continue in the same way. */
function enqueue(waiting: Map<number, State[]>, state: State): void {
  const column = Math.floor(state.pen);
  const states = waiting.get(column);
  if (!states) {
    waiting.set(column, [state]);
    return;
  }
  const { glyph, part, column: at } = state.placed;
  const twin = states.findIndex(({ placed }) => placed.glyph === glyph && placed.part === part && placed.column === at);
  if (twin < 0) states.push(state);
  else if (state.cost < (states[twin]?.cost ?? 0)) states[twin] = state;
}

export function toneOf(part: AddressPart): Tone {
  return part === 'host' ? 'host' : 'path';
}

function mayStand(strip: CapturedStrip, glyph: Glyph, { column, contrast }: { column: number; contrast: number }): boolean {
  return strip.across ? fitsScaledLandmarks(strip, strip.across, glyph, { column, contrast }) : fitsLandmarks(strip, glyph, column, contrast);
}

/** Rules out most glyphs quickly: where their ink is strongest, the strip must have ink. */
function fitsLandmarks({ rows, values }: Plane, { left, landmarks, landmarkInk }: Glyph, column: number, contrast: number): boolean {
  const offset = (column + left) * rows;
  for (let index = 0; index < landmarks.length; index++) {
    if ((values[offset + (landmarks[index] ?? 0)] ?? 0) < (landmarkInk[index] ?? 0) * contrast - 0.3) return false;
  }
  return true;
}

/** Sum of squared differences in one column. `onlyExcess` counts only what is drawn where the strip has no ink. */
function difference({ rows, values, across }: CapturedStrip, x: number, drawing: Drawing, onlyExcess: boolean): number {
  if (across) return scaledDifference({ rows, values }, across, drawing, { x, onlyExcess });
  const { carry, committed, ink, start, contrast } = drawing;
  let sum = 0;
  const strip = x * rows;
  const before = (x - committed) * rows;
  const own = (x - start) * rows;
  const hasCarry = before < carry.length;
  const hasInk = own >= 0 && own < ink.length;
  for (let y = 0; y < rows; y++) {
    const present = hasCarry ? (carry[before + y] ?? 0) : 0;
    const added = hasInk ? (ink[own + y] ?? 0) * contrast : 0;
    const off = (values[strip + y] ?? 0) - (present + added - present * added);
    if (off < 0 || !onlyExcess) sum += off * off;
  }
  return sum;
}

function draw({ carry, committed, ink, start, contrast }: Drawing, { from, to, rows }: { from: number; to: number; rows: number }): Float32Array {
  const drawn = new Float32Array((to - from) * rows);
  drawn.set(carry.subarray(Math.min(carry.length, (from - committed) * rows)));
  for (let index = Math.max(0, (from - start) * rows); index < ink.length; index++) {
    const at = index - (from - start) * rows;
    const present = drawn[at] ?? 0;
    const added = (ink[index] ?? 0) * contrast;
    drawn[at] = present + added - present * added;
  }
  return drawn;
}

/** The cost of the end of the text if nothing follows, or null if something must. */
function costOfRest({ strip, tolerance, kept }: Search, { committed, carry }: State, end: number): number | null {
  let cost = 0;
  const last = Math.max(end, committed + carry.length / strip.rows);
  const drawing: Drawing = { carry, committed: committed - kept, ink: nothing, start: committed, contrast: 1 };
  for (let x = committed; x < last; x++) {
    const off = difference(strip, x, drawing, false);
    if (off > tolerance) return null;
    cost += off;
  }
  return cost;
}

function finish(state: State, rest: number): Decoding {
  const glyphs: PlacedGlyph[] = [];
  for (let at: State | null = state; at; at = at.previous) glyphs.push(at.placed);
  glyphs.reverse();
  return { text: glyphs.map(({ glyph }) => glyph.text).join(''), glyphs, cost: state.cost + rest };
}
