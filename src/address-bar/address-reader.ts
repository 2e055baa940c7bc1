import type { AddressBar, Picture, Reading } from './address-bar.js';
import { looksFocused } from './signs/field-focus.js';
import type * as Ocr from './read/ocr/ocr.js';
import type { OcrAssets, OcrEngine } from './read/ocr/ocr-engine.js';
import { ocrNotLoaded } from './read/ocr/ocr-not-loaded.js';

/** After OCR failed to load, it isn't tried again for this long: frames come many times a second, and each try costs memory. */
const RETRY_MS = 30_000;

/** Reads text to the pixel. An `ExactReader` is one. */
export interface ExactTextReader {
  read(picture: Picture, bar: AddressBar): Reading | null;
}

/** OCR, ready to read. */
interface Loaded {
  readonly engine: OcrEngine;
  readonly readByOcr: typeof Ocr.readByOcr;
}

export interface AddressReaderOptions {
  readonly exact: ExactTextReader;
  /** Where to load OCR's files from. Without them, only the exact reader is used. */
  readonly ocr?: OcrAssets;
  /** Whether OCR also reads a bar that is being edited. Default false: such text proves nothing. */
  readonly whileEdited?: boolean;
}

/** Reads located bars: with the exact reader first, and with general OCR what that can't read. OCR is loaded when it's first needed. */
export class AddressReader {
  readonly #exact: ExactTextReader;
  readonly #assets: OcrAssets | undefined;
  readonly #whileEdited: boolean;
  #ocr: Promise<Loaded> | undefined;
  #loading = false;

  constructor({ exact, ocr, whileEdited = false }: AddressReaderOptions) {
    this.#exact = exact;
    this.#assets = ocr;
    this.#whileEdited = whileEdited;
  }

  /** Whether OCR is being loaded, which can take long. */
  get loading(): boolean {
    return this.#loading;
  }

  /**
   * @param options.ocr whether OCR may be used, if it's available. Default true.
   * @param options.exact whether the exact reader is used. It's slow when it can't read a bar. Default
   * true.
   * @returns null if nothing could be read. An exact reading is returned at once; one by OCR comes as a
   * promise.
   * @throws {ScreenShareError} `address-unreadable` if OCR is needed and can't be loaded. It's tried
   * again half a minute later.
   */
  read(picture: Picture, bar: AddressBar, { ocr = true, exact: asked = true } = {}): Reading | null | Promise<Reading | null> {
    const assets = ocr ? this.#assets : undefined;
    const exact = asked ? this.#exact.read(picture, bar) : null;
    // The exact reader mistakes another browser's outline for the ring of Chromium's focused field.
    const isOutlined = exact?.editing && (this.#whileEdited || !looksFocused(picture, bar));
    if (exact && !(isOutlined && assets)) {
      const known = withFocus(picture, bar, exact);
      // A truncated address is enough for a rule that it decides. A caller that only wants to know what
      // is shown wants all of it.
      return known.truncated && this.#whileEdited && assets ? this.#completed(known, picture, bar, assets) : known;
    }
    return assets ? this.#readByOcr(picture, bar, assets) : null;
  }

  /** The whole text by OCR, if it begins with the text of the exact reading. */
  async #completed(known: Reading, picture: Picture, bar: AddressBar, assets: OcrAssets): Promise<Reading> {
    const whole = await this.#readByOcr(picture, bar, assets);
    return whole && whole.text.length > known.text.length && whole.text.startsWith(known.text) ? whole : known;
  }

  async close(): Promise<void> {
    const ocr = await this.#ocr?.catch(() => undefined);
    this.#ocr = undefined;
    await ocr?.engine.close();
  }

  async #readByOcr(picture: Picture, bar: AddressBar, assets: OcrAssets): Promise<Reading | null> {
    this.#ocr ??= this.#load(assets);
    const { engine, readByOcr } = await this.#ocr;
    try {
      return await readByOcr(picture, bar, engine);
    } catch (error) {
      this.#ocr = undefined;
      void engine.close();
      throw error;
    }
  }

  async #load(assets: OcrAssets): Promise<Loaded> {
    this.#loading = true;
    try {
      const { loadOcrEngine, readByOcr } = await importOcr(assets);
      return { engine: await loadOcrEngine(assets), readByOcr };
    } catch (error) {
      setTimeout(() => (this.#ocr = undefined), RETRY_MS);
      throw error;
    } finally {
      this.#loading = false;
    }
  }
}

async function importOcr({ readerUrl }: OcrAssets): Promise<typeof Ocr> {
  try {
    // The URL is known only at run time, so bundlers must leave this import alone.
    return (await import(/* webpackIgnore: true */ /* @vite-ignore */ readerUrl)) as typeof Ocr;
  } catch (cause) {
    throw ocrNotLoaded(readerUrl, cause);
  }
}

/**
 * The exact reader knows the marks of its own browser, so a mark that it calls unknown stays unknown: a
 * failed page's address has a different mark, and so does a typed one, with or without `https://`.
 */
function withFocus(picture: Picture, bar: AddressBar, reading: Reading): Reading {
  return {
    ...reading,
    editing: reading.editing || looksFocused(picture, bar),
    ...(bar.hostOnly && !reading.text.includes('/') && { hostOnly: true }),
  };
}
