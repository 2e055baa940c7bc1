import { AddressReader } from './address-bar/address-reader.js';
import type { AddressBar, Picture, Reading } from './address-bar/address-bar.js';
import { ExactReader } from './address-bar/exact-reader.js';
import { locateAddressBar } from './address-bar/locate-address-bar.js';
import type { OcrAssets } from './address-bar/ocr-engine.js';

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
  /** Where general OCR's parts lie, for windows in a font that this machine doesn't have. Default: no OCR. */
  readonly ocr?: OcrAssets;
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
    this.#reader = new AddressReader({ exact: new ExactReader(), whileEdited: true, ...(ocr && { ocr }) });
  }

  /**
   * @param picture the whole window, or its top part, in the screen's own pixels.
   * @throws {ScreenShareError} `address-unreadable` when OCR is needed and its parts can't be loaded.
   */
  async read(picture: Picture): Promise<WindowReading> {
    const started = performance.now();
    const bar = locateAddressBar(picture);
    const locateMs = performance.now() - started;
    return { bar, reading: bar && (await this.#reader.read(picture, bar)), locateMs };
  }

  /** Ends OCR's worker, where one was started. */
  async close(): Promise<void> {
    await this.#reader.close();
  }
}
