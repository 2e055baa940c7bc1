import type { FrameScaling } from './frame-scaling.js';
import type { Glyph, GlyphAtlas, GlyphSet } from './glyph-atlas.js';
import { Resampling } from './resampling.js';
import type { Tone } from './tones.js';

export interface ScaledAtlasOptions {
  readonly scaling: FrameScaling;
  /** The row of the window, not of the frame, on whose upper edge the letters rest. */
  readonly baseline: number;
}

/**
 * The glyphs of an atlas with their rows mixed as in a scaled frame. The columns stay as drawn, because
 * how they're mixed depends on a glyph's position.
 */
export class ScaledAtlas implements GlyphSet {
  readonly texts: readonly string[];
  readonly rows: number;
  /** The frame's row in which the glyphs begin. */
  readonly top: number;
  readonly #atlas: GlyphAtlas;
  readonly #down: Resampling;
  /** The glyph row that is mixed first into the first row. */
  readonly #first: number;
  readonly #glyphs = new Map<Tone, Map<number, readonly Glyph[]>>();

  constructor(atlas: GlyphAtlas, { scaling: { down, filter }, baseline }: ScaledAtlasOptions) {
    const first = baseline - atlas.baseline;
    const rowAt = (row: number): number => (row + 0.5) / down - 0.5;
    this.#atlas = atlas;
    this.texts = atlas.texts;
    this.top = Math.ceil(rowAt(first - 1));
    this.rows = Math.floor(rowAt(first + atlas.rows)) + 1 - this.top;
    this.#down = new Resampling({ factor: down, filter, from: this.top, count: this.rows });
    this.#first = this.#down.origin - first;
  }

  at(tone: Tone, phase: number): readonly Glyph[] {
    const phases = this.#glyphs.get(tone) ?? new Map<number, readonly Glyph[]>();
    this.#glyphs.set(tone, phases);
    const glyphs = phases.get(phase) ?? this.#atlas.at(tone, phase).map((glyph) => this.#scaled(glyph));
    phases.set(phase, glyphs);
    return glyphs;
  }

  #scaled(glyph: Glyph): Glyph {
    const ink = new Float32Array(glyph.columns * this.rows);
    for (let y = 0; y < this.rows; y++) this.#mixRow(glyph, y, ink);
    const landmarks = glyph.landmarks.map((at) => this.#landmark(at));
    return { ...glyph, ink, landmarks, landmarkInk: Float32Array.from(landmarks, (at) => ink[at] ?? 0) };
  }

  #mixRow({ columns, ink }: Glyph, y: number, into: Float32Array): void {
    const { rows } = this.#atlas;
    const first = this.#first + this.#down.firstOf(y);
    const part = this.#down.partOf(y);
    for (let x = 0; x < columns; x++) {
      const upper = first >= 0 && first < rows ? (ink[x * rows + first] ?? 0) : 0;
      const lower = first >= -1 && first < rows - 1 ? (ink[x * rows + first + 1] ?? 0) : 0;
      into[x * this.rows + y] = upper + (lower - upper) * part;
    }
  }

  /** The position of a landmark after mixing the rows. */
  #landmark(at: number): number {
    const { rows } = this.#atlas;
    const x = Math.floor(at / rows);
    const y = this.#down.pixelAt((at % rows) - this.#first);
    return x * this.rows + Math.max(0, Math.min(this.rows - 1, y));
  }
}
