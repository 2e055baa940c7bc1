import type { Box, Picture } from '../../src/address-bar/address-bar.js';

export type Rgb = readonly [number, number, number];

/** A picture to draw a browser window into: flat areas, rounded fields, and blocks that stand for letters and icons. */
export class Drawing implements Picture {
  readonly data: Uint8ClampedArray;

  constructor(
    readonly width: number,
    readonly height: number,
    paper: Rgb,
  ) {
    this.data = new Uint8ClampedArray(width * height * 4);
    this.fill({ x: 0, y: 0, width, height }, paper);
  }

  fill(box: Box, [red, green, blue]: Rgb): this {
    for (let y = Math.max(0, box.y); y < Math.min(this.height, box.y + box.height); y++) {
      for (let x = Math.max(0, box.x); x < Math.min(this.width, box.x + box.width); x++) {
        this.data.set([red, green, blue, 255], (y * this.width + x) * 4);
      }
    }
    return this;
  }

  /** A field with half-round ends. */
  pill(box: Box, colour: Rgb): this {
    const radius = box.height / 2;
    for (let row = 0; row < box.height; row++) {
      const away = Math.abs(row + 0.5 - radius);
      const cut = Math.round(radius - Math.sqrt(radius * radius - away * away));
      this.fill({ x: box.x + cut, y: box.y + row, width: box.width - 2 * cut, height: 1 }, colour);
    }
    return this;
  }

  /** Letters, as narrow blocks of x-height and some that are higher. */
  text(at: { x: number; y: number; size: number; letters: number }, colour: Rgb): this {
    const step = Math.round(at.size * 0.55);
    for (let letter = 0; letter < at.letters; letter++) {
      const high = letter % 3 === 0 ? 0 : Math.round(at.size * 0.22);
      const x = at.x + letter * step;
      this.fill({ x, y: at.y + high, width: Math.max(1, Math.round(at.size * 0.14)), height: Math.round(at.size * 0.75) - high }, colour);
      this.fill({ x, y: at.y + Math.round(at.size * 0.45), width: step - 2, height: Math.max(1, Math.round(at.size * 0.12)) }, colour);
    }
    return this;
  }

  /** An icon: a hollow square. */
  icon(x: number, y: number, size: number, colour: Rgb): this {
    const line = Math.max(1, Math.round(size / 7));
    this.fill({ x, y, width: size, height: line }, colour).fill({ x, y: y + size - line, width: size, height: line }, colour);
    return this.fill({ x, y, width: line, height: size }, colour).fill({ x: x + size - line, y, width: line, height: size }, colour);
  }
}

export interface Theme {
  readonly frame: Rgb;
  readonly toolbar: Rgb;
  readonly field: Rgb;
  readonly ink: Rgb;
}

export const LIGHT: Theme = { frame: [211, 227, 253], toolbar: [255, 255, 255], field: [237, 242, 250], ink: [31, 31, 31] };
export const DARK: Theme = { frame: [31, 31, 31], toolbar: [60, 60, 60], field: [40, 40, 40], ink: [227, 227, 227] };
export const ROSE: Theme = { frame: [255, 178, 190], toolbar: [255, 224, 230], field: [224, 198, 203], ink: [60, 20, 30] };

export interface Place {
  readonly top: number;
  readonly scale: number;
  readonly theme: Theme;
  /** Width of the window, from the left. Default the picture's. */
  readonly width?: number;
}

/** A row of tabs, 41 CSS pixels high, the first tab joined to the toolbar below it. */
export function drawTabs(drawing: Drawing, { top, scale, theme, width = drawing.width }: Place): number {
  const px = (length: number): number => Math.round(length * scale);
  drawing.fill({ x: 0, y: top, width, height: px(41) }, theme.frame);
  drawing.fill({ x: px(44), y: top + px(6), width: px(232), height: px(35) }, theme.toolbar);
  drawing.icon(px(54), top + px(14), px(14), theme.ink).text({ x: px(76), y: top + px(14), size: px(13), letters: 14 }, theme.ink);
  drawing.icon(px(290), top + px(16), px(10), theme.ink);
  for (const right of [110, 76, 42]) drawing.icon(width - px(right), top + px(15), px(10), theme.ink);
  return top + px(41);
}

/** A toolbar with three buttons, a field with a mark and an address, and two buttons; returns the field's box. */
export function drawToolbar(drawing: Drawing, { top, scale, theme, width = drawing.width }: Place, letters = 24): Box {
  const px = (length: number): number => Math.round(length * scale);
  drawing.fill({ x: 0, y: top, width, height: px(45) }, theme.toolbar);
  for (const x of [20, 56, 92]) drawing.icon(px(x), top + px(15), px(14), theme.ink);
  const field = { x: px(126), y: top + px(5), width: width - px(214), height: px(34) };
  drawing.pill(field, theme.field);
  drawing.pill({ x: field.x + px(4), y: field.y + px(4), width: px(26), height: px(26) }, theme.toolbar);
  drawing.icon(field.x + px(11), field.y + px(11), px(12), theme.ink);
  drawing.text({ x: field.x + px(37), y: field.y + px(11), size: px(14), letters }, theme.ink);
  drawing.icon(field.x + field.width - px(28), field.y + px(10), px(14), theme.ink);
  for (const right of [68, 34]) drawing.icon(width - px(right), top + px(15), px(14), theme.ink);
  return field;
}

/** A whole ordinary window: tabs, toolbar, a line, an empty page. */
export function drawWindow(width: number, height: number, { scale = 1, theme = LIGHT }: { scale?: number; theme?: Theme } = {}): { drawing: Drawing; field: Box; pageTop: number } {
  const drawing = new Drawing(width, height, [255, 255, 255]);
  const top = drawTabs(drawing, { top: 0, scale, theme });
  const field = drawToolbar(drawing, { top, scale, theme });
  const pageTop = top + Math.round(45 * scale);
  drawing.fill({ x: 0, y: pageTop, width, height: Math.max(1, Math.round(scale)) }, [205, 208, 214]);
  return { drawing, field, pageTop: pageTop + Math.max(1, Math.round(scale)) };
}
