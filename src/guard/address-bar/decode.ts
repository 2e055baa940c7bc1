import type { Advances } from './advances.js';
import { phasesPerPixel } from './glyph-atlas.js';
import type { Glyph, GlyphAtlas } from './glyph-atlas.js';
import { inkColumns } from './luma.js';
import type { Plane } from './luma.js';
import type { Tone } from './tones.js';

/** The parts of an address that Chromium shows in tones of their own: the host stands out from what is before and after it. */
export type AddressPart = 'scheme' | 'host' | 'path';

/** One glyph where the decoder put it. */
export interface PlacedGlyph {
  readonly glyph: Glyph;
  readonly part: AddressPart;
  /** Column of the strip in which the pen stands. */
  readonly column: number;
}

export interface Decoding {
  readonly text: string;
  readonly glyphs: readonly PlacedGlyph[];
  /** Sum of squared differences of coverage that the glyphs leave. */
  readonly cost: number;
}

export interface DecoderOptions {
  readonly atlas: GlyphAtlas;
  readonly advances: Advances;
  /** Whether letters are put on whole pixels only, as without sub-pixel positioning, or on quarters. */
  readonly wholePixels: boolean;
}

export interface DecodeOptions {
  /** Contrast of the path's tone as a part of the host's. */
  readonly pathContrast: number;
  /** Sum of squared differences that one column may have. */
  readonly tolerance: number;
}

/** A line of text as far as it has been explained. */
interface State {
  readonly previous: State | null;
  readonly placed: PlacedGlyph;
  /** Where the pen stands after the glyph, before any kerning. */
  readonly pen: number;
  /** Columns before this one are explained for good. */
  readonly committed: number;
  /** What the glyphs so far draw from `committed` on. */
  readonly carry: Float32Array;
  readonly cost: number;
}

interface Placement {
  readonly placed: PlacedGlyph;
  readonly pen: number;
  /** Columns at the glyph's left that the edge of the bar may hide. */
  readonly hidden: number;
}

/** One run of the decoder. */
interface Search extends DecodeOptions {
  readonly strip: Plane;
  /** States by the whole column in which their pen stands. */
  readonly waiting: Map<number, State[]>;
}

const beamWidth = 12;
const nothing = new Float32Array(0);

/** Finds the texts that draw exactly these pixels. */
export class Decoder {
  readonly #atlas: GlyphAtlas;
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

  /**
   * All readings of a strip as high as the atlas, the likeliest first; none
   * where no text of the alphabet draws these pixels.
   */
  decode(strip: Plane, options: DecodeOptions): Decoding[] {
    const { first, end } = inkColumns(strip);
    const search: Search = { ...options, strip, waiting: new Map() };
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
    return done.sort((one, other) => one.cost - other.cost);
  }

  /** Measures everything that could be needed, ahead of the first reading. */
  prepare(): void {
    for (const index of this.#all) this.#reachOf(index);
  }

  /**
   * Starts with every glyph whose first ink is the first ink of the line.
   * Chromium clips the line about where the pen starts, so what reaches further
   * left is hidden.
   */
  #open(search: Search, first: number): void {
    for (let phase = 0; phase < this.#phases; phase++) {
      for (const part of ['host', 'scheme'] as const) {
        for (const glyph of this.#atlas.at(toneOf(part), phase)) {
          for (let hidden = 0; hidden <= Math.max(1, 1 - glyph.left); hidden++) {
            const column = first - hidden - glyph.left;
            this.#place(search, null, { placed: { glyph, part, column }, pen: column + phase / this.#phases, hidden });
          }
        }
      }
    }
  }

  /** The tone changes only around the host: that limits what can come next. */
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
      const exact = pen * this.#phases;
      const nearest = Math.round(exact);
      // About half-way between two positions either may have been taken.
      const other = Math.abs(exact - nearest) < 0.47 ? nearest : nearest + Math.sign(exact - nearest);
      for (let position = nearest; ; position = other) {
        const column = Math.floor(position / this.#phases);
        const glyph = this.#atlas.at(tone, position - column * this.#phases)[index];
        if (glyph && fitsLandmarks(search.strip, glyph, column, contrast)) {
          this.#place(search, state, { placed: { glyph, part, column }, pen: this.#phases === 1 ? column : pen, hidden: 0 });
        }
        if (position === other) break;
      }
    }
  }

  /** How far left of the pen, kerning included, anything that follows can draw. */
  #reachOf(index: number): number {
    let reach = this.#reach[index];
    if (reach === undefined) {
      const kerning = this.#advances.kerning(index);
      reach = Math.min(0, ...this.#atlas.at('host', 0).map(({ left }, next) => left + (kerning[next] || 0)));
      this.#reach[index] = reach;
    }
    return reach;
  }

  /** Goes on with one more glyph unless the pixels contradict it. */
  #place(search: Search, state: State | null, { placed, pen, hidden }: Placement): void {
    const { strip, tolerance, pathContrast } = search;
    const { glyph, part } = placed;
    const rows = strip.rows;
    const start = placed.column + glyph.left;
    const committed = state?.committed ?? start;
    if (start < Math.max(committed, -hidden)) return;
    const carry = state?.carry ?? nothing;
    const next = pen + this.#advances.width(glyph.index);
    const end = Math.max(start + glyph.columns, committed + carry.length / rows);
    const limit = Math.min(end, Math.max(committed, Math.floor(next + this.#reachOf(glyph.index)) - 1));
    const drawing: Drawing = { carry, committed, ink: glyph.ink, start, contrast: part === 'host' ? 1 : pathContrast };
    let cost = state?.cost ?? 0;
    for (let x = committed + hidden; x < end; x++) {
      // What is missing behind the limit may still follow.
      const off = difference(strip, x, drawing, x >= limit);
      if (off > tolerance) return;
      if (x < limit) cost += off;
    }
    enqueue(search.waiting, { previous: state, placed, pen: next, committed: limit, carry: draw(drawing, { from: limit, to: end, rows }), cost });
  }
}

/** Keeps one state, the likelier, of those that can only go on alike. */
function enqueue(waiting: Map<number, State[]>, state: State): void {
  const column = Math.floor(state.pen);
  const states = waiting.get(column);
  if (!states) {
    waiting.set(column, [state]);
    return;
  }
  const { glyph, part } = state.placed;
  const twin = states.findIndex(({ placed, pen }) => placed.glyph.index === glyph.index && placed.part === part && Math.abs(pen - state.pen) < 0.01);
  if (twin < 0) states.push(state);
  else if (state.cost < (states[twin]?.cost ?? 0)) states[twin] = state;
}

export function toneOf(part: AddressPart): Tone {
  return part === 'host' ? 'host' : 'path';
}

/** Rules most glyphs out at a glance: where their ink is strongest the strip must have ink. */
function fitsLandmarks({ rows, values }: Plane, { left, landmarks, landmarkInk }: Glyph, column: number, contrast: number): boolean {
  const offset = (column + left) * rows;
  for (let index = 0; index < landmarks.length; index++) {
    if ((values[offset + (landmarks[index] ?? 0)] ?? 0) < (landmarkInk[index] ?? 0) * contrast - 0.3) return false;
  }
  return true;
}

/** A glyph over what the ones before it draw. Two inks over each other cover more than either, and never more than all. */
interface Drawing {
  readonly carry: Float32Array;
  /** Column in which `carry` begins. */
  readonly committed: number;
  readonly ink: Float32Array;
  /** Column in which `ink` begins. */
  readonly start: number;
  readonly contrast: number;
}

/** Sum of squared differences in one column; `onlyExcess` counts only what is drawn where the strip has no ink. */
function difference({ rows, values }: Plane, x: number, { carry, committed, ink, start, contrast }: Drawing, onlyExcess: boolean): number {
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

/** The cost of the line's end if nothing follows, or null where something must. */
function costOfRest({ strip, tolerance }: Search, { committed, carry }: State, end: number): number | null {
  let cost = 0;
  const last = Math.max(end, committed + carry.length / strip.rows);
  const drawing: Drawing = { carry, committed, ink: nothing, start: committed, contrast: 1 };
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
