import type Tesseract from 'tesseract.js';
import { ocrNotLoaded } from './ocr-not-loaded.js';
import type { GreyPicture } from './ocr-picture.js';
import { ADDRESS_LETTERS } from './ocr-text.js';

/** Where the parts of Tesseract lie on the integrator's own server. Nothing is ever fetched from anywhere else. */
export interface OcrAssets {
  /** URL of the package's own `dist/ocr/reader.js`: what works the engine. From another origin it needs CORS. */
  readonly readerUrl: string;
  /** URL of `tesseract.js/dist/tesseract.esm.min.js`. From another origin it needs CORS. */
  readonly engineUrl: string;
  /** URL of `tesseract.js/dist/worker.min.js`. */
  readonly workerUrl: string;
  /** URL of the folder with the `*-lstm.wasm.js` files of `tesseract.js-core`, or of one of these files. */
  readonly coreUrl: string;
  /** URL of the folder with `eng.traineddata.gz`, such as `@tesseract.js-data/eng/4.0.0_best_int`, or of that file, which may have another name then. From another origin it needs CORS. */
  readonly languageUrl: string;
}

/** One line as OCR read it. */
export interface OcrLine {
  readonly text: string;
  /** 0 to 1, as the engine sees itself. */
  readonly confidence: number;
}

/** Recognises single lines of addresses. Lives in a worker of its own until closed. */
export interface OcrEngine {
  recognise(picture: GreyPicture): Promise<OcrLine>;
  close(): Promise<void>;
}

/** Dictionaries pull addresses towards English words. */
const WITHOUT_DICTIONARIES = {
  load_system_dawg: '0',
  load_freq_dawg: '0',
  load_punc_dawg: '0',
  load_number_dawg: '0',
  load_bigram_dawg: '0',
};

/**
 * Loads Tesseract, some 7 MB, from the given places; nothing of it is in the package's own scripts.
 *
 * @throws {ScreenShareError} `address-unreadable` when one of the assets can't be had; it names which.
 */
export async function loadOcrEngine(assets: OcrAssets): Promise<OcrEngine> {
  const worker = await startWorker(await loadTesseract(assets), assets);
  return {
    async recognise(picture) {
      // Tesseract's types know files and canvases; bytes of a picture file pass through unchanged.
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
    // The URL is known only now: bundlers are to leave this import as it is.
    const loaded = (await import(/* webpackIgnore: true */ /* @vite-ignore */ engineUrl)) as { readonly default: typeof Tesseract };
    return loaded.default;
  } catch (cause) {
    throw ocrNotLoaded(engineUrl, cause);
  }
}

async function startWorker({ createWorker, OEM, PSM }: typeof Tesseract, { workerUrl, coreUrl, languageUrl }: OcrAssets): Promise<Tesseract.Worker> {
  // A worker's own script must be of the page's origin; of another one it is taken in by a script that is.
  const workerBlobURL = new URL(workerUrl).origin !== location.origin;
  // Tesseract adds a slash and a name of its own to this; a fragment keeps these from the server.
  const langPath = new URL(languageUrl).pathname.endsWith('.gz') ? `${languageUrl}#` : languageUrl;
  const places = { workerPath: workerUrl, corePath: coreUrl, langPath, workerBlobURL, cacheMethod: 'none', gzip: true } as const;
  try {
    // Only its error handler hears of a language that is missing; the promise that it gives would wait for ever.
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
