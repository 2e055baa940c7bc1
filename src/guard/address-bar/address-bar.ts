import type { DisplayedAddress } from '../../policy/displayed-address.js';

/** A rectangle in the picture's own pixels. `x` and `y` name its top left pixel. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Pixels of a captured window or of a part of it: RGBA, row by row, no padding. An `ImageData` is one. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** Where a browser window shows its address, found in one picture. */
export interface AddressBar {
  /** The whole bar: the rounded field of a normal window, the flat strip of a pop-up. */
  readonly box: Box;
  /** The part of `box` in which the address itself stands, right of the mark and left of the field's buttons. */
  readonly textBox: Box;
  /** The site-identity mark or chip left of the text, or null where the bar shows none. */
  readonly markBox: Box | null;
  /** Colour of the bar behind the text, each channel 0 to 255. */
  readonly background: readonly [red: number, green: number, blue: number];
  readonly theme: 'light' | 'dark';
  /** Device pixels per CSS pixel as far as the bar's height tells, such as 1, 1.25, 1.5 or 2. */
  readonly scale: number;
  /** How sure the locator is that this is the browser's own bar, 0 to 1. */
  readonly confidence: number;
  /** The bar shows the host alone, in its middle, as Safari does. Default false. */
  readonly hostOnly?: boolean;
  /**
   * Right of the text stands something that is no button of the field's: a label of the browser's, or the rest
   * of an address with a wide blank in it. Default false.
   */
  readonly mayGoOn?: boolean;
}

/** How an address was read: drawn again to the pixel, or recognised by a general OCR engine. */
export type ReadingEngine = 'exact' | 'ocr';

/** What an address bar shows, and how well that is known. */
export interface Reading extends DisplayedAddress {
  readonly engine: ReadingEngine;
  /** Another text could look like this to the engine: letters such as l and 1, rn and m. Default false, an exact reading never is. */
  readonly ambiguous?: boolean;
  /** The address may go on after what was read; see {@link AddressBar.mayGoOn}. Default false. */
  readonly mayGoOn?: boolean;
  /** 0 to 1; an exact reading that passed its check has 1. */
  readonly confidence: number;
}
