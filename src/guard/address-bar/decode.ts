import type { Advances } from './advances.js';
import type { Glyph, GlyphAtlas } from './glyph-atlas.js';
import type { Plane } from './luma.js';
import type { Tone } from './tones.js';

/** The parts of an address that Chromium shows in tones of their own: the host stands out from what is before and after it. */
export type AddressPart = 'scheme' | 'host' | 'path';

/** One glyph where the decoder put it. */
export interface PlacedGlyph {
  readonly glyph: Glyph;
  readonly part: AddressPart;
  /** Column of the plane in which the pen stands, whole. */
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
  /** Contrast of the path's tone as a part of the host's. */
  readonly pathContrast: number;
  /** Sum of squared differences that one column may have. */
  readonly tolerance: number;
  /** Sub-pixel positions in which the browser puts its letters: whole pixels only (1), or quarters (4). */
  readonly phases: number;
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

interface Candidate {
  readonly glyph: Glyph;
  readonly part: AddressPart;
  readonly pen: number;
  readonly column: number;
  /** Columns at its left that the bar's edge may hide. */
  readonly hidden?: number;
}

const beamWidth = 12;
const nothing = new Float32Array(0);

/** Finds the texts that draw exactly these pixels. */
export class Decoder {
  readonly #atlas: GlyphAtlas;
  readonly #advances: Advances;
  readonly #pathContrast: number;
  readonly #tolerance: number;
  readonly #phases: number;
  readonly #reach = new Map<string, number>();

  constructor({ atlas, advances, pathContrast, tolerance, phases }: DecoderOptions) {
    this.#atlas = atlas;
    this.#advances = advances;
    this.#pathContrast = pathContrast;
    this.#tolerance = tolerance;
    this.#phases = phases;
  }

  /**
   * All readings of a plane as high as the atlas, the likeliest first; none
   * where no text of the alphabet draws these pixels.
   */
  decode(strip: Plane): Decoding[] {
    const { first, end } = inkColumns(strip);
    if (first === end) return [];
    const waiting = new Map<number, State[]>();
    for (const candidate of this.#openings(first)) {
      this.#enqueue(waiting, this.#place(strip, null, candidate));
    }
    const done: Decoding[] = [];
    for (let column = first - 4; column <= end + 4; column++) {
      const states = waiting.get(column);
      if (!states) continue;
      waiting.delete(column);
      states.sort((one, other) => one.cost - other.cost).length = Math.min(states.length, beamWidth);
      for (const state of states) {
        const rest = this.#rest(strip, state, end);
        if (rest !== null) done.push(finish(state, rest));
        else for (const candidate of this.#followers(state)) this.#enqueue(waiting, this.#place(strip, state, candidate));
      }
    }
    return done.sort((one, other) => one.cost - other.cost);
  }

  #enqueue(waiting: Map<number, State[]>, state: State | null): void {
    if (!state) return;
    const column = Math.floor(state.pen);
    const states = waiting.get(column);
    if (!states) {
      waiting.set(column, [state]);
      return;
    }
    const twin = states.findIndex(({ placed, pen }) =>
      placed.glyph.text === state.placed.glyph.text && placed.part === state.placed.part && Math.abs(pen - state.pen) < 0.01);
    if (twin < 0) states.push(state);
    else if (state.cost < (states[twin]?.cost ?? 0)) states[twin] = state;
  }

  /**
   * Every glyph whose first ink is the first ink of the line. Chromium clips
   * the line just about where the pen starts, so what reaches further left is hidden.
   */
  *#openings(first: number): Generator<Candidate> {
    for (let phase = 0; phase < this.#phases; phase++) {
      for (const part of ['host', 'scheme'] as const) {
        for (const glyph of this.#atlas.at(toneOf(part), phase)) {
          for (let hidden = 0; hidden <= Math.max(1, 1 - glyph.left); hidden++) {
            const column = first - hidden - glyph.left;
            yield { glyph, part, column, pen: column + phase / this.#phases, hidden };
          }
        }
      }
    }
  }

  *#followers(state: State): Generator<Candidate> {
    const before = state.placed.glyph.text;
    const parts = partsAfter(state);
    const texts = this.#atlas.at('host', 0);
    for (let index = 0; index < texts.length; index++) {
      const text = texts[index]?.text ?? '';
      if (this.#atlas.ligatures.includes(before + text)) continue;
      const pen = state.pen + this.#advances.kerning(before, text);
      for (const quarter of this.#positions(pen)) {
        const column = Math.floor(quarter / this.#phases);
        for (const part of parts(text)) {
          const glyph = this.#atlas.at(toneOf(part), quarter - column * this.#phases)[index];
          if (glyph) yield { glyph, part, column, pen: this.#phases === 1 ? column : pen };
        }
      }
    }
  }

  /** The sub-pixel positions at which a glyph may be drawn: one, or two where the pen is between them. */
  #positions(pen: number): number[] {
    const exact = pen * this.#phases;
    const nearest = Math.round(exact);
    if (Math.abs(exact - nearest) < 0.47) return [nearest];
    return [Math.floor(exact), Math.floor(exact) + 1];
  }

  /** How far left of the pen, kerning included, anything that follows `text` can draw. */
  #reachOf(text: string): number {
    let reach = this.#reach.get(text);
    if (reach === undefined) {
      reach = 0;
      for (const { text: next, left } of this.#atlas.at('host', 0)) {
        reach = Math.min(reach, left + this.#advances.kerning(text, next));
      }
      this.#reach.set(text, reach);
    }
    return reach;
  }

  /** The state after one more glyph, or null where the pixels contradict it. */
  #place(strip: Plane, state: State | null, { glyph, part, pen, column, hidden = 0 }: Candidate): State | null {
    const rows = strip.rows;
    const start = column + glyph.left;
    const committed = state?.committed ?? start;
    const weight = part === 'host' ? 1 : this.#pathContrast;
    if (start < Math.max(committed, -hidden) || !this.#landmarksFit(strip, glyph, { start, weight, hidden })) return null;
    const carry = state?.carry ?? nothing;
    const next = pen + this.#advances.width(glyph.text);
    const end = Math.max(start + glyph.columns, committed + carry.length / rows);
    const limit = Math.min(end, Math.max(committed, Math.floor(next + this.#reachOf(glyph.text)) - 1));
    const drawn = new Float32Array((end - committed) * rows);
    drawn.set(carry);
    overlay(drawn, glyph.ink, (start - committed) * rows, weight);
    let cost = state?.cost ?? 0;
    for (let x = committed + hidden; x < end; x++) {
      const off = x < limit ? difference(strip, x, drawn, (x - committed) * rows) : excess(strip, x, drawn, (x - committed) * rows);
      if (off > this.#tolerance) return null;
      if (x < limit) cost += off;
    }
    const rest = drawn.subarray((limit - committed) * rows);
    return { previous: state, placed: { glyph, part, column }, pen: next, committed: limit, carry: rest, cost };
  }

  #landmarksFit(strip: Plane, glyph: Glyph, { start, weight, hidden }: { start: number; weight: number; hidden: number }): boolean {
    const offset = start * strip.rows;
    for (const landmark of glyph.landmarks) {
      if (landmark >= hidden * strip.rows && (strip.values[offset + landmark] ?? 0) < (glyph.ink[landmark] ?? 0) * weight - 0.3) return false;
    }
    return true;
  }

  /** The cost of the line's end if nothing follows, or null where something must. */
  #rest(strip: Plane, { committed, carry }: State, end: number): number | null {
    let cost = 0;
    const last = Math.max(end, committed + carry.length / strip.rows);
    for (let x = committed; x < last; x++) {
      const off = difference(strip, x, carry, (x - committed) * strip.rows);
      if (off > this.#tolerance) return null;
      cost += off;
    }
    return cost;
  }
}

export function toneOf(part: AddressPart): Tone {
  return part === 'host' ? 'host' : 'path';
}

/** Which parts a following character can belong to: the tone changes only around the host. */
function partsAfter({ placed, previous }: State): (text: string) => readonly AddressPart[] {
  if (placed.part === 'path') return () => ['path'];
  if (placed.part === 'host') return (text) => (/^[/?#:]/.test(text) ? ['path', 'host'] : ['host']);
  const before = placed.glyph.text;
  const mayBeginHost = before === ':' || (before === '/' && previous?.placed.glyph.text === '/');
  return () => (mayBeginHost ? ['scheme', 'host'] : ['scheme']);
}

/** Two inks over each other cover more than either, and never more than all. */
function overlay(drawn: Float32Array, ink: Float32Array, offset: number, weight: number): void {
  for (let index = 0; index < ink.length; index++) {
    const added = (ink[index] ?? 0) * weight;
    const present = drawn[offset + index] ?? 0;
    drawn[offset + index] = present === 0 ? added : present + added - present * added;
  }
}

function difference(strip: Plane, x: number, drawn: Float32Array, offset: number): number {
  let sum = 0;
  const from = x * strip.rows;
  for (let y = 0; y < strip.rows; y++) {
    const off = (strip.values[from + y] ?? 0) - (drawn[offset + y] ?? 0);
    sum += off * off;
  }
  return sum;
}

/** Only what is drawn where the strip has no ink: what is missing may still follow. */
function excess(strip: Plane, x: number, drawn: Float32Array, offset: number): number {
  let sum = 0;
  const from = x * strip.rows;
  for (let y = 0; y < strip.rows; y++) {
    const off = (drawn[offset + y] ?? 0) - (strip.values[from + y] ?? 0);
    if (off > 0) sum += off * off;
  }
  return sum;
}

export function inkColumns({ columns, rows, values }: Plane): { first: number; end: number } {
  const inked = (x: number): boolean => {
    for (let index = x * rows; index < (x + 1) * rows; index++) if ((values[index] ?? 0) > 0.04) return true;
    return false;
  };
  let first = 0;
  while (first < columns && !inked(first)) first++;
  let end = columns;
  while (end > first && !inked(end - 1)) end--;
  return { first, end };
}

function finish(state: State, rest: number): Decoding {
  const glyphs: PlacedGlyph[] = [];
  for (let at: State | null = state; at; at = at.previous) glyphs.unshift(at.placed);
  return { text: glyphs.map(({ glyph }) => glyph.text).join(''), glyphs, cost: state.cost + rest };
}

