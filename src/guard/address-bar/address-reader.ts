import type { AddressBar, Picture, Reading } from './address-bar.js';
import { looksFocused } from './field-focus.js';
import type * as Ocr from './ocr.js';
import type { OcrAssets, OcrEngine } from './ocr-engine.js';
import { ocrNotLoaded } from './ocr-not-loaded.js';

/** After OCR could not be loaded, it isn't tried again for this long: frames come many times a second, and each try costs memory. */
const RETRY_MS = 30_000;

/** Reads text to the pixel; an `ExactReader` is one. */
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
  /** Where OCR's parts lie. Without them only the exact reader reads. */
  readonly ocr?: OcrAssets;
  /** Also read, by OCR, what a bar shows that is being edited. Default false: such a text proves nothing. */
  readonly whileEdited?: boolean;
}

/**
 * Reads located bars: by the exact reader, and by general OCR what that
 * can't read. OCR is loaded when it is first needed.
 */
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

  /** OCR is being loaded, which can take long. */
  get loading(): boolean {
    return this.#loading;
  }

  /**
   * @param options.ocr whether OCR may be asked, where it is there. Default true.
   * @param options.exact whether the exact reader is asked, which is slow where it can't read. Default true.
   * @returns null where nothing could be read; at once for an exact reading, later for one by OCR.
   * @throws {ScreenShareError} `address-unreadable` when OCR is needed and can't be loaded; it is tried again half a minute later.
   */
  read(picture: Picture, bar: AddressBar, { ocr = true, exact: asked = true } = {}): Reading | null | Promise<Reading | null> {
    const assets = ocr ? this.#assets : undefined;
    const exact = asked ? this.#exact.read(picture, bar) : null;
    // What is an outline in other browsers the exact reader takes for the ring of Chromium's focused field.
    const isOutlined = exact?.editing && (this.#whileEdited || !looksFocused(picture, bar));
    if (exact && !(isOutlined && assets)) return withFocus(picture, bar, exact);
    return assets ? this.#readByOcr(picture, bar, assets) : null;
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
    // The URL is known only now: bundlers are to leave this import as it is.
    return (await import(/* webpackIgnore: true */ /* @vite-ignore */ readerUrl)) as typeof Ocr;
  } catch (cause) {
    throw ocrNotLoaded(readerUrl, cause);
  }
}

/**
 * The exact reader knows the marks of its own browser, so that what it calls
 * unknown stays so: a failed page's address has a mark of its own, and a typed
 * one too, with `https://` before it or not.
 */
function withFocus(picture: Picture, bar: AddressBar, reading: Reading): Reading {
  return {
    ...reading,
    editing: reading.editing || looksFocused(picture, bar),
    ...(bar.hostOnly && !reading.text.includes('/') && { hostOnly: true }),
  };
}
