/**
 * What the guard would read in a picture of a window.
 *
 * @module glance-screenshare/window-reader
 */
import { AddressReader } from './address-bar/address-reader.js';
import type { AddressBar, Picture, Reading } from './address-bar/address-bar.js';
import { ExactReader } from './address-bar/exact-reader.js';
import { locateInPicture } from './address-bar/locate-in-picture.js';
import type { OcrAssets } from './address-bar/ocr-engine.js';
import { wholeOcrAssets } from './ocr-assets.js';

export type { AddressBar, Box, Picture, Reading, ReadingEngine } from './address-bar/address-bar.js';
export type { OcrAssets } from './address-bar/ocr-engine.js';

/** What one picture of a browser window shows. */
export interface WindowReading {
  /** The address bar; null where none was found, or none for certain. */
  readonly bar: AddressBar | null;
  /** What it shows; null where that couldn't be read. */
  readonly reading: Reading | null;
  /** Milliseconds that finding the bar took. */
  readonly locateMs: number;
}

export interface WindowReaderOptions {
  /** Where OCR's parts lie, for windows in a font that this machine doesn't have: the URL of the package's folder `dist/ocr/`, or each part's own. Default: no OCR. */
  readonly ocr?: string | URL | OcrAssets | undefined;
}

/**
 * Tells what the guard would read in a picture of a browser window, so that
 * an administrator can try a browser and a theme before rolling out.
 *
 * @example
 * ```ts
 * const reader = new WindowReader();
 * const { bar, reading } = await reader.read(context.getImageData(0, 0, width, height));
 * reading?.text;   // 'example.com/first/page'
 * ```
 */
export class WindowReader {
  readonly #reader: AddressReader;

  constructor({ ocr }: WindowReaderOptions = {}) {
    this.#reader = new AddressReader({ exact: new ExactReader({ thorough: true }), whileEdited: true, ...(ocr && { ocr: wholeOcrAssets(ocr) }) });
  }

  /**
   * @param picture the whole window, or its top part, in the screen's own pixels.
   * @param options.ocr whether OCR may be asked what can't be read to the pixel. Default true.
   * @param options.exact whether it may be tried to read to the pixel, which takes long where that can't be. Default true.
   * @throws {ScreenShareError} `address-unreadable` when OCR is needed and its parts can't be loaded.
   */
  async read(picture: Picture, { ocr = true, exact = true }: { readonly ocr?: boolean; readonly exact?: boolean } = {}): Promise<WindowReading> {
    const started = performance.now();
    const bar = locateInPicture(picture);
    const locateMs = performance.now() - started;
    return { bar, reading: bar && (await this.#reader.read(picture, bar, { ocr, exact })), locateMs };
  }

  /** Ends OCR's worker, where one was started. */
  async close(): Promise<void> {
    await this.#reader.close();
  }
}
