import type { DisplayedAddress } from '../policy/displayed-address.js';

/** A rectangle in the picture's own pixels. `x` and `y` are its top left pixel. */
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
  /** Height of the whole window, if this is only its top part. Default `height`. */
  readonly wholeHeight?: number;
}

/** Where a browser window shows its address, found in one picture. */
export interface AddressBar {
  /** The whole bar: the rounded field of a normal window, the flat strip of a pop-up. */
  readonly box: Box;
  /** The part of `box` for the address itself, between the mark and the field's buttons. */
  readonly textBox: Box;
  /** The site-identity mark or chip left of the text, or null if the bar shows none. */
  readonly markBox: Box | null;
  /** Colour of the bar behind the text, each channel 0 to 255. */
  readonly background: readonly [red: number, green: number, blue: number];
  readonly theme: 'light' | 'dark';
  /** Device pixels per CSS pixel according to the bar's height, such as 1, 1.25, 1.5 or 2. */
  readonly scale: number;
  /** How sure the locator is that this is the browser's own bar, 0 to 1. */
  readonly confidence: number;
  /** Whether the bar shows only the host, in its middle, as Safari does. Default false. */
  readonly hostOnly?: boolean;
  /**
   * Whether something right of the text isn't one of the field's buttons: a label of the browser's, or
   * the rest of an address with a wide space in it. Default false.
   */
  readonly mayGoOn?: boolean;
  /**
   * Whether no browser's frame was identified around the bar, so that a page may have drawn it. The
   * guard doesn't trust such a bar. Default false.
   */
  readonly unframed?: boolean;
}

/** How an address was read: drawn again with identical pixels, or recognised by a general OCR engine. */
export type ReadingEngine = 'exact' | 'ocr';

/** What an address bar shows, and how reliably it was read. */
export interface Reading extends DisplayedAddress {
  readonly engine: ReadingEngine;
  /**
   * Whether another text could look like this to the engine: letters such as l and 1, rn and m. Default
   * false; an exact reading is never ambiguous.
   */
  readonly ambiguous?: boolean;
  /** Whether the address may continue after the text that was read; see {@link AddressBar.mayGoOn}. Default false. */
  readonly mayGoOn?: boolean;
  /** 0 to 1. An exact reading that passed its check has 1. */
  readonly confidence: number;
}
