import type { AddressBar, Box, Picture } from '../address-bar.js';
import { layOutField, type FieldLayout } from './field-layout.js';
import { findFlatRegions, pack, packedPixels, type FlatRegion } from '../pixels/flat-regions.js';
import { isInBrowserFrame } from './browser-frame.js';
import { scaleOfBar } from './likely-scales.js';
import { openToolbar, popupStrip, type FlatStrip } from './flat-strip.js';
import type { Pixels } from '../pixels/ink-clusters.js';
import { lumaOf } from '../pixels/luma.js';
import { navigationButtons, toolbarFields, type ToolbarField } from './toolbar-field.js';

/** No browser puts its address bar lower than this many pixels: menu bar, title bar and tabs at twice the size. */
const DEEPEST = 300;
/** How many rows from the top are searched. */
export const DEEPEST_ROWS = DEEPEST + 100;
/** How often the bar's own height may fit above it: menu bar, title bar, tabs. */
const MOST_ABOVE = 3.7;

/**
 * Finds the browser's own address bar in a picture of a browser window, or of the window's top part.
 *
 * The first thing from the top that could be an address field decides. It's the bar if it has
 * everything that belongs to one (a toolbar around it, navigation buttons, a mark, text) and everything
 * above it is the frame of a browser. Otherwise the answer is null. What a page draws lies further down
 * and is never considered, even if the browser's own bar can't be identified.
 *
 * @returns null if there's no bar, or any doubt about which one it is.
 */
export function locateAddressBar(picture: Picture): AddressBar | null {
  const bar = locateLikelyBar(picture);
  return bar?.unframed ? null : bar;
}

/** Finds what looks like an address bar, even if no browser's frame is visible around it. A page may have drawn such an unframed bar. */
export function locateLikelyBar(picture: Picture): AddressBar | null {
  const pixels: Pixels = { width: picture.width, height: picture.height, packed: packedPixels(picture) };
  const regions = findFlatRegions(picture, DEEPEST_ROWS, { width: Math.max(80, picture.width * 0.12), height: 14 });
  const popup = popupStrip(pixels, regions);
  const fields = toolbarFields(pixels, regions).filter((field) => isRival(field, picture.width));
  if (popup) {
    // This may be a pop-up whose page begins with a toolbar, or a row of tabs that looks like a pop-up.
    // The two can't be told apart.
    const isAlone = !fields.some((field) => field.box.y < popup.box.y + popup.box.height * 2.5 && barOfField(pixels, field));
    return isAlone ? barOfStrip(pixels, popup, { confidence: 0.9, isFramed: !popup.below }) : null;
  }
  const field = fields[0];
  const open = openToolbar(pixels, regions, field?.box.y);
  if (open) {
    // This may be a row of tabs right above a toolbar, or a toolbar right above a page that draws one.
    // The two can't be told apart.
    const isAlone = !field || field.box.y - open.box.y - open.box.height > open.box.height * 0.5 || !barOfField(pixels, field);
    const isFramed = isInBrowserFrame(pixels, { region: open.region, box: { ...open.box, y: open.layout.ink.y } });
    return isAlone ? barOfStrip(pixels, open, { confidence: 0.7, isFramed }) : null;
  }
  if (!field || fields.some((other) => other !== field && standsBeside(other, field))) return null;
  return barOfField(pixels, field);
}

/** Whether a field is where an address bar would be: across the middle of its toolbar, and high up. */
function isRival({ box, toolbar }: ToolbarField, width: number): boolean {
  const isCut = box.x <= 2 || box.x + box.width >= width - 2;
  if (isCut && !toolbar) return false;
  const span = toolbar?.box ?? { x: 0, width };
  const middle = span.x + span.width / 2;
  if (box.y > DEEPEST || box.width < span.width * 0.3 || box.x > middle || box.x + box.width < middle) return false;
  // A field this short at the very top is a tab.
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
  const confidence = (layout.markBox || layout.centred ? 1 : 0.7) * (whole ? 1 : 0.8);
  const bar = describe(pixels, { box, region, layout }, confidence);
  return isInBrowserFrame(pixels, { region: toolbar, box }) ? bar : { ...bar, unframed: true };
}

function barOfStrip(pixels: Pixels, strip: FlatStrip, { confidence, isFramed }: { confidence: number; isFramed: boolean }): AddressBar {
  return { ...describe(pixels, strip, confidence), ...(!isFramed && { unframed: true }) };
}

interface Found {
  readonly box: Box;
  readonly region: FlatRegion;
  readonly layout: FieldLayout;
}

function describe({ width }: Pixels, { box, region: { colour: background }, layout }: Found, confidence: number): AddressBar {
  const theme = lumaOf(background) < 128 ? 'dark' : 'light';
  return {
    box,
    textBox: layout.textBox,
    markBox: layout.markBox,
    background,
    theme,
    scale: scaleOfBar({ box, theme, windowWidth: width, inkStart: layout.ink.x }),
    confidence,
    ...(layout.centred && { hostOnly: true }),
    ...(layout.mayGoOn && { mayGoOn: true }),
  };
}
