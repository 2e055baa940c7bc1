import type Tesseract from 'tesseract.js';
import { ocrNotLoaded } from './ocr-not-loaded.js';
import type { GreyPicture } from './ocr-picture.js';
import { ADDRESS_LETTERS } from './ocr-text.js';

/** Where Tesseract's files are on the integrator's own server. Nothing is ever fetched from anywhere else. */
export interface OcrAssets {
  /** URL of the package's own `dist/ocr/reader.js`, which runs the engine. From another origin, it needs CORS. */
  readonly readerUrl: string;
  /** URL of `tesseract.js/dist/tesseract.esm.min.js`. From another origin, it needs CORS. */
  readonly engineUrl: string;
  /** URL of `tesseract.js/dist/worker.min.js`. */
  readonly workerUrl: string;
  /** URL of the folder with the `*-lstm.wasm.js` files of `tesseract.js-core`, or of one of these files. */
  readonly coreUrl: string;
  /**
   * URL of the folder with `eng.traineddata.gz`, such as `@tesseract.js-data/eng/4.0.0_best_int`, or of
   * that file, which may then have another name. From another origin, it needs CORS.
   */
  readonly languageUrl: string;
}

/** One line of text as OCR read it. */
export interface OcrLine {
  readonly text: string;
  /** The engine's own estimate, 0 to 1. */
  readonly confidence: number;
}

/** Recognises single lines of addresses. Runs in a separate worker until closed. */
export interface OcrEngine {
  recognise(picture: GreyPicture): Promise<OcrLine>;
  close(): Promise<void>;
}

/** Dictionaries would bias addresses towards English words. */
const WITHOUT_DICTIONARIES = {
  load_system_dawg: '0',
  load_freq_dawg: '0',
  load_punc_dawg: '0',
  load_number_dawg: '0',
  load_bigram_dawg: '0',
};

/**
 * Loads Tesseract, about 7 MB, from the given URLs. None of it is in the package's own scripts.
 *
 * @throws {ScreenShareError} `address-unreadable` if one of the files can't be loaded. The message
 * names it.
 */
export async function loadOcrEngine(assets: OcrAssets): Promise<OcrEngine> {
  const worker = await startWorker(await loadTesseract(assets), assets);
  return {
    async recognise(picture) {
      // Tesseract's types accept files and canvases, but the bytes of a picture file pass through
      // unchanged.
      const { data } = await worker.recognize(greyFile(picture) as unknown as File);
      return { text: data.text.trim(), confidence: data.confidence / 100 };
    },
    async close() {
      await worker.terminate();
    },
  };
}

async function loadTesseract({ engineUrl }: OcrAssets): Promise<typeof Tesseract> {
  try {
    // The URL is known only at run time, so bundlers must leave this import alone.
    const loaded = (await import(/* webpackIgnore: true */ /* @vite-ignore */ engineUrl)) as { readonly default: typeof Tesseract };
    return loaded.default;
  } catch (cause) {
    throw ocrNotLoaded(engineUrl, cause);
  }
}

async function startWorker({ createWorker, OEM, PSM }: typeof Tesseract, { workerUrl, coreUrl, languageUrl }: OcrAssets): Promise<Tesseract.Worker> {
  // A worker's script must have the page's origin. One from another origin is imported by a script that
  // does.
  const workerBlobURL = new URL(workerUrl).origin !== location.origin;
  // Tesseract appends a slash and its own file name to this. A fragment keeps them from the server.
  const langPath = new URL(languageUrl).pathname.endsWith('.gz') ? `${languageUrl}#` : languageUrl;
  const places = { workerPath: workerUrl, corePath: coreUrl, langPath, workerBlobURL, cacheMethod: 'none', gzip: true } as const;
  try {
    // Only the error handler reports a missing language; the promise alone would never settle.
    const worker = await new Promise<Tesseract.Worker>((resolve, reject) => {
      createWorker('eng', OEM.LSTM_ONLY, { ...places, errorHandler: reject }, WITHOUT_DICTIONARIES).then(resolve, reject);
    });
    await worker.setParameters({
      tessedit_pageseg_mode: PSM.SINGLE_LINE,
      tessedit_char_whitelist: ADDRESS_LETTERS,
      user_defined_dpi: '300',
    });
    return worker;
  } catch (cause) {
    const told = String(cause);
    throw ocrNotLoaded([coreUrl, languageUrl].find((url) => told.includes(url)) ?? workerUrl, cause);
  }
}

/** A portable graymap, the simplest file that Tesseract's image library reads. */
function greyFile({ width, height, data }: GreyPicture): Uint8Array {
  const head = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
  const file = new Uint8Array(head.length + data.length);
  file.set(head);
  file.set(data, head.length);
  return file;
}
