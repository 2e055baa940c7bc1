/**
 * Reads a picture of a window the way the guard would.
 *
 * @module glance-screenshare/window-reader
 */
import { AddressReader } from './address-reader.js';
import type { AddressBar, Picture, Reading } from './address-bar.js';
import { ExactReader } from './read/exact/exact-reader.js';
import { locateInPicture } from './locate/locate-in-picture.js';
import type { OcrAssets } from './read/ocr/ocr-engine.js';
import { wholeOcrAssets } from './ocr-assets.js';

export type { AddressBar, Box, Picture, Reading, ReadingEngine } from './address-bar.js';
export type { OcrAssets } from './read/ocr/ocr-engine.js';

/** What one picture of a browser window shows. */
export interface WindowReading {
  /** The address bar. Null if none was found for certain. */
  readonly bar: AddressBar | null;
  /** What it shows. Null if that couldn't be read. */
  readonly reading: Reading | null;
  /** How long it took to find the bar, milliseconds. */
  readonly locateMs: number;
}

export interface WindowReaderOptions {
  /**
   * Where to load OCR's files from, for windows in a font that this machine doesn't have: the URL of
   * the package's folder `dist/ocr/`, or a URL for each file. Default: no OCR.
   */
  readonly ocr?: string | URL | OcrAssets | undefined;
}

/**
 * Reads a picture of a browser window the way the guard would, so that an administrator can try a
 * browser and a theme before rolling out.
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
   * @param options.ocr whether OCR may be used for text that can't be read exactly. Default true.
   * @param options.exact whether to try reading exactly, which takes long if it fails. Default true.
   * @throws {ScreenShareError} `address-unreadable` if OCR is needed and its files can't be loaded.
   */
  async read(picture: Picture, { ocr = true, exact = true }: { readonly ocr?: boolean; readonly exact?: boolean } = {}): Promise<WindowReading> {
    const started = performance.now();
    const bar = locateInPicture(picture);
    const locateMs = performance.now() - started;
    return { bar, reading: bar && (await this.#reader.read(picture, bar, { ocr, exact })), locateMs };
  }

  /** Ends OCR's worker, if one was started. */
  async close(): Promise<void> {
    await this.#reader.close();
  }
}
