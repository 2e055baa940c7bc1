import type { AddressBar, Box, Picture } from '../address-bar.js';
import { colourDistance, packedPixels, unpack, type Colour } from '../pixels/flat-regions.js';

/**
 * Whether the bar looks focused: it has a ring of a strong colour along its edge, or a selection behind
 * the text. The text in such a bar may have been typed but not entered.
 */
export function looksFocused(picture: Picture, bar: AddressBar): boolean {
  return hasRing(picture, bar) || hasSelection(picture, bar);
}

/** A ring has a strong colour, or is at least thicker than the hairline that some browsers draw around a field. */
function hasRing(picture: Picture, { box, background }: AddressBar): boolean {
  const packed = packedPixels(picture);
  const reach = Math.max(2, Math.round(box.height * 0.12));
  const columns = Array.from({ length: 15 }, (_, at) => Math.round(box.x + box.width * (0.1 + at * 0.057)));
  const beyond = unpack(packed[Math.max(0, box.y - 2 * reach) * picture.width + (columns[7] ?? 0)] ?? 0);
  let thickness = 0;
  for (let y = Math.max(0, box.y - reach); y < box.y + reach; y++) {
    const colour = evenColour(columns.map((x) => unpack(packed[y * picture.width + x] ?? 0)));
    const isLine = colour && colourDistance(colour, background) > 45 && colourDistance(colour, beyond) > 30;
    thickness = isLine ? thickness + 1 : 0;
    if (isLine && saturation(colour) > saturation(background) + 45) return true;
    if (thickness >= Math.max(2, Math.round(box.height * 0.055))) return true;
  }
  return false;
}

function evenColour(colours: readonly Colour[]): Colour | null {
  const [first] = colours;
  return first && colours.every((colour) => colourDistance(colour, first) <= 12) ? first : null;
}

/** Letters leave most of their area empty; a selection fills it. */
function hasSelection(picture: Picture, { textBox, background }: AddressBar): boolean {
  const packed = packedPixels(picture);
  const inked = (box: Box): number => {
    let count = 0;
    for (let y = box.y; y < box.y + box.height; y++) {
      for (let x = box.x; x < box.x + box.width; x++) {
        if (colourDistance(unpack(packed[y * picture.width + x] ?? 0), background) > 20) count++;
      }
    }
    return count / (box.width * box.height);
  };
  const start = { ...textBox, x: textBox.x + Math.round(textBox.height * 0.15), width: textBox.height };
  return inked({ ...start, y: textBox.y + Math.round(textBox.height * 0.25), height: Math.round(textBox.height * 0.5) }) > 0.75;
}

function saturation([red, green, blue]: Colour): number {
  return Math.max(red, green, blue) - Math.min(red, green, blue);
}
