import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createWorker, OEM, PSM } from 'tesseract.js';
import type { Worker } from 'tesseract.js';
import { PNG } from 'pngjs';
import type { Bytes } from './pages/reading-worker.js';

const language = join(dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/eng/package.json')), '4.0.0_best_int');

/** Tesseract in a thread of its own. */
export interface TextRecognition {
  /** The text in a picture file. */
  read(picture: Buffer): Promise<string>;
  close(): Promise<void>;
}

/** `line` for a picture of one line; else for a block of text, which is what tesseract.js takes every picture for. */
export async function startTextRecognition(layout: 'line' | 'block'): Promise<TextRecognition> {
  const worker: Worker = await createWorker('eng', OEM.LSTM_ONLY, { langPath: language, cacheMethod: 'none', gzip: true });
  await worker.setParameters({ tessedit_pageseg_mode: layout === 'line' ? PSM.SINGLE_LINE : PSM.SINGLE_BLOCK });
  return {
    read: async (picture) => (await worker.recognize(picture)).data.text.trim(),
    close: async () => void (await worker.terminate()),
  };
}

/** Four bytes a pixel, as a file. */
export function colourFile({ width, height, base64 }: Bytes): Buffer {
  const picture = new PNG({ width, height });
  picture.data = Buffer.from(base64, 'base64');
  return PNG.sync.write(picture);
}

/** One byte a pixel, as a file: a portable graymap. */
export function greyFile({ width, height, base64 }: Bytes): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), Buffer.from(base64, 'base64')]);
}
