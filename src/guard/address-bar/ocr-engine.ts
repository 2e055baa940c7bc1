import type { Worker } from 'tesseract.js';
import { ScreenShareError } from '../../policy/screen-share-error.js';
import type { GreyPicture } from './ocr-picture.js';
import { ADDRESS_LETTERS } from './ocr-text.js';

/** Where the parts of Tesseract lie on the integrator's own server. Nothing is ever fetched from anywhere else. */
export interface OcrAssets {
  /** URL of `tesseract.js/dist/worker.min.js`. */
  readonly workerUrl: string;
  /** URL of the folder with the `*-lstm.wasm.js` files of `tesseract.js-core`. */
  readonly coreUrl: string;
  /** URL of the folder with `eng.traineddata.gz`, such as `@tesseract.js-data/eng/4.0.0_best_int`. */
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
 * Loads Tesseract, some 5 MB, from the given places.
 *
 * @throws {ScreenShareError} `address-unreadable` when `tesseract.js` isn't installed or one of the assets can't be had.
 */
export async function loadOcrEngine(assets: OcrAssets): Promise<OcrEngine> {
  let worker: Worker;
  try {
    worker = await startWorker(assets);
  } catch (cause) {
    throw new ScreenShareError('address-unreadable', { cause });
  }
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

async function startWorker({ workerUrl, coreUrl, languageUrl }: OcrAssets): Promise<Worker> {
  const { createWorker, OEM, PSM } = await import('tesseract.js');
  const worker = await createWorker(
    'eng',
    OEM.LSTM_ONLY,
    { workerPath: workerUrl, corePath: coreUrl, langPath: languageUrl, workerBlobURL: false, cacheMethod: 'none', gzip: true },
    WITHOUT_DICTIONARIES,
  );
  await worker.setParameters({
    tessedit_pageseg_mode: PSM.SINGLE_LINE,
    tessedit_char_whitelist: ADDRESS_LETTERS,
    user_defined_dpi: '300',
  });
  return worker;
}

/** A portable graymap, the simplest file that Tesseract's image library reads. */
function greyFile({ width, height, data }: GreyPicture): Uint8Array {
  const head = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
  const file = new Uint8Array(head.length + data.length);
  file.set(head);
  file.set(data, head.length);
  return file;
}
