import type { AddressBar, Box, Picture } from './address-bar.js';
import { layOutField, type FieldLayout } from './field-layout.js';
import { findFlatRegions, pack, packedPixels, type Colour } from './flat-regions.js';
import { openToolbar, popupStrip, type FlatStrip } from './flat-strip.js';
import type { Pixels } from './ink-clusters.js';
import { navigationButtons, toolbarFields, type ToolbarField } from './toolbar-field.js';

/** No browser puts its address bar lower than this many pixels: menu bar, title bar and tabs at twice the size. */
const DEEPEST = 300;
/** How many rows from the top are looked at. */
export const DEEPEST_ROWS = DEEPEST + 100;
/** How often the bar's own height may fit above it: menu bar, title bar, tabs. */
const MOST_ABOVE = 3.7;

/**
 * Finds the browser's own address bar in a picture of a browser window, or
 * of the window's top part.
 *
 * The first thing from the top that could be an address field decides: when
 * it has all that belongs to one (a toolbar around it, navigation buttons,
 * a mark, a line of text) it is the bar, else the answer is null. What a page
 * draws lies below and is never asked.
 *
 * @returns null when there is no bar, or any doubt which is the bar.
 */
export function locateAddressBar(picture: Picture): AddressBar | null {
  const pixels: Pixels = { width: picture.width, height: picture.height, packed: packedPixels(picture) };
  const regions = findFlatRegions(picture, DEEPEST_ROWS, { width: Math.max(80, picture.width * 0.12), height: 14 });
  const popup = popupStrip(pixels, regions);
  const fields = toolbarFields(pixels, regions).filter((field) => isRival(field, picture.width));
  if (popup) {
    // A pop-up whose page begins with a toolbar, or a row of tabs that looks like a pop-up: nobody can tell.
    const isAlone = !fields.some((field) => field.box.y < popup.box.y + popup.box.height * 2.5 && barOfField(pixels, field));
    return isAlone ? barOfStrip(popup, 0.9) : null;
  }
  const field = fields[0];
  const open = openToolbar(pixels, regions, field?.box.y);
  if (open) {
    // A row of tabs right above a toolbar, or a toolbar right above a page that draws one: nobody can tell.
    const isAlone = !field || field.box.y - open.box.y - open.box.height > open.box.height * 0.5 || !barOfField(pixels, field);
    return isAlone ? barOfStrip(open, 0.7) : null;
  }
  if (!field || fields.some((other) => other !== field && standsBeside(other, field))) return null;
  return barOfField(pixels, field);
}

/** Whether a field lies where an address bar does: across the middle of its toolbar, and high up. */
function isRival({ box, toolbar }: ToolbarField, width: number): boolean {
  const isCut = box.x <= 2 || box.x + box.width >= width - 2;
  if (isCut && !toolbar) return false;
  const span = toolbar?.box ?? { x: 0, width };
  const middle = span.x + span.width / 2;
  if (box.y > DEEPEST || box.width < span.width * 0.3 || box.x > middle || box.x + box.width < middle) return false;
  // At the very top and this short, it is a tab.
  return box.y >= box.height * 0.5 || box.width > box.height * 8;
}

function standsBeside(other: ToolbarField, field: ToolbarField): boolean {
  const overlap = Math.min(other.box.y + other.box.height, field.box.y + field.box.height) - Math.max(other.box.y, field.box.y);
  return overlap > field.box.height * 0.5;
}

function barOfField(pixels: Pixels, field: ToolbarField): AddressBar | null {
  const { box, region, toolbar } = field;
  if (!toolbar || toolbar.box.width < pixels.width * 0.6 || box.y > box.height * MOST_ABOVE) return null;
  const { icons, wide } = navigationButtons(pixels, field);
  if (wide || icons < 1 || icons > 14 || (icons < 2 && box.width < toolbar.box.width * 0.5)) return null;
  const layout = layOutField(pixels, box, pack(region.colour));
  if (!layout) return null;
  const whole = toolbar.box.width >= pixels.width * 0.97;
  return describe(box, region.colour, layout, (layout.markBox || layout.centred ? 1 : 0.7) * (whole ? 1 : 0.8));
}

function barOfStrip({ box, region, layout }: FlatStrip, confidence: number): AddressBar {
  return describe(box, region.colour, layout, confidence);
}

function describe(box: Box, background: Colour, layout: FieldLayout, confidence: number): AddressBar {
  const brightness = 0.299 * background[0] + 0.587 * background[1] + 0.114 * background[2];
  return {
    box,
    textBox: layout.textBox,
    markBox: layout.markBox,
    background,
    theme: brightness < 128 ? 'dark' : 'light',
    scale: Math.max(0.5, Math.round((box.height / 33) * 4) / 4),
    confidence,
    ...(layout.centred && { hostOnly: true }),
    ...(layout.mayGoOn && { mayGoOn: true }),
  };
}
