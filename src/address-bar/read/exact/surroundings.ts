import type { AddressBar } from '../../address-bar.js';
import type { Decoding } from './decode.js';
import { lumaPlane } from '../../pixels/luma.js';
import type { Plane } from '../../pixels/luma.js';
import type { Line } from './text-style.js';

/** How many steps of luma the background may vary: capturing rounds by one or two. */
const rounding = 4;
/**
 * How far below the field's middle a dialog's shadow may begin, in CSS pixels. Seen only on the last
 * two rows of the field, 14 and 15 below its middle.
 */
const shadowReach = 12;

export interface TextPlace {
  readonly decoding: Decoding;
  /** The rows of the text plane that were read. */
  readonly top: number;
  readonly rows: number;
  /** The first column of the text plane that has ink. */
  readonly first: number;
  /** Whether the frame was scaled, which blends neighbouring rows. */
  readonly isScaled: boolean;
}

/** Rows and columns of the field that were read, relative to the field's corner. */
interface ReadPart {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** The first row that may contain a shadow. */
  readonly shadow: number;
}

/**
 * How far the field contains only the text that was read, from the mark to the field's buttons and from
 * its upper edge to its lower one. A letter outside the alphabet may differ from one in it only by a
 * mark that is higher (Ĥ) or lower (p̣) than any row that is read. Something that covers the end of an
 * address may be lighter than letters.
 *
 * @returns the first column of the text plane that contains something else, or the number of columns if
 * there's nothing else.
 */
export function aloneUntil({ picture, box, plane, background }: Line, bar: AddressBar, { decoding, top, rows, first, isScaled }: TextPlace): number {
  // An outline of the field may blend into its first and last row, and into the next ones as well if
  // rows are blended.
  const edge = isScaled ? 2 : 1;
  const field = lumaPlane(picture, { ...box, y: bar.box.y + edge, height: bar.box.height - 2 * edge });
  const last = decoding.glyphs.at(-1);
  const down = box.y - bar.box.y - edge;
  // Antialiasing may draw the first and the last letter slightly wider than their ink.
  const text: ReadPart = {
    left: first - 1,
    right: last ? last.column + last.glyph.left + last.glyph.columns + 1 : first,
    top: down + top,
    bottom: down + top + rows,
    shadow: Math.round(bar.box.height / 2 + shadowReach * bar.scale) - edge,
  };
  for (let x = 0; x < field.columns; x++) if (!isEmpty(field, x, text, background)) return x;
  return plane.columns;
}

/** Whether a column of the field contains only what was read. */
function isEmpty({ rows, values }: Plane, x: number, text: ReadPart, background: number): boolean {
  const isText = x >= text.left && x < text.right;
  for (let y = 0; y < rows; y++) {
    if (isText && y >= text.top && y < text.bottom) continue;
    // A shadow is the same from column to column, but a mark isn't.
    const expected = y < text.shadow ? background : values[Math.max(0, x - 1) * rows + y];
    if (Math.abs((values[x * rows + y] ?? 0) - (expected ?? background)) > rounding) return false;
  }
  return true;
}
