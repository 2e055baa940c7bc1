import type { AddressBar, Picture } from '../../address-bar/address-bar.js';
import { packedDistance, packedPixels } from '../../address-bar/pixels/flat-regions.js';
import type { HoldReason } from '../decide/judgement.js';
import type { FrameView, Strip } from './strip.js';

/** The bar that was seen last, and the pixels it was seen in. */
export interface SeenBar {
  readonly strip: Strip;
  readonly bar: AddressBar;
  readonly frameHeight: number;
}

/** How much two colours may differ in any channel and still count as the same. */
const ALIKE = 6;
/** The minimum reach of a suggestion list below the field's middle, in field heights. */
const LIST_REACH = 2;

/**
 * Why no address bar can be seen, for the text on screen. Nothing is released because of it.
 *
 * @param seen The bar that was verified last in this window, if any.
 */
export function hiddenBy(strip: Strip, frame: FrameView, seen: SeenBar | null): HoldReason {
  const picture = strip.picture();
  if (isSingleColour(picture)) return 'no-frames';
  const isSameWindow = seen?.strip.width === frame.width && seen.frameHeight === frame.height;
  return isSameWindow && hasList(picture, seen.bar) ? 'suggestions' : 'no-address-bar';
}

/** On some systems, a minimised window yields a single colour. */
function isSingleColour(picture: Picture): boolean {
  const packed = packedPixels(picture);
  const { width, height } = picture;
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x += 4) if (!isAlike(packed[y * width + x], packed[0])) return false;
  return true;
}

/** Whether the right end of the field has become part of a panel that reaches far below the toolbar, beside its rounded rows. */
function hasList(picture: Picture, { box }: AddressBar): boolean {
  const packed = packedPixels(picture);
  const { width, height } = picture;
  const x = box.x + box.width - Math.max(2, Math.round(box.height * 0.1));
  const from = Math.round(box.y + box.height / 2);
  const to = Math.round(from + box.height * LIST_REACH);
  if (x >= width || to >= height) return false;
  for (let y = from; y <= to; y++) if (!isAlike(packed[y * width + x], packed[from * width + x])) return false;
  return true;
}

function isAlike(one = 0, other = 0): boolean {
  return packedDistance(one, other) <= ALIKE;
}
