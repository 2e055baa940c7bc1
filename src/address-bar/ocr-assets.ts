import type { OcrAssets } from './read/ocr/ocr-engine.js';

/**
 * OCR's files in one folder, laid out as in the package's `dist/ocr/`.
 *
 * @param folder URL of the folder, with or without a trailing slash. A relative URL is resolved against
 * the page.
 */
export function ocrAssetsIn(folder: string | URL): OcrAssets {
  const base = new URL(folder, document.baseURI);
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  const at = (path: string): string => new URL(path, base).href;
  return { readerUrl: at('reader.js'), engineUrl: at('tesseract.esm.min.js'), workerUrl: at('worker.min.js'), coreUrl: at('core'), languageUrl: at('language') };
}

/**
 * Absolute URLs for a folder or for individual files. They have to be resolved here, because the
 * guard's worker has no page to resolve them against.
 */
export function wholeOcrAssets(assets: string | URL | OcrAssets): OcrAssets {
  if (typeof assets === 'string' || assets instanceof URL) return ocrAssetsIn(assets);
  const whole = (url: string): string => new URL(url, document.baseURI).href;
  const { readerUrl, engineUrl, workerUrl, coreUrl, languageUrl } = assets;
  return { readerUrl: whole(readerUrl), engineUrl: whole(engineUrl), workerUrl: whole(workerUrl), coreUrl: whole(coreUrl), languageUrl: whole(languageUrl) };
}

/**
 * OCR's files next to the package's own scripts: `dist/ocr/`. Bundlers recognise this way of naming a
 * file and include it, but only if each URL is written out in full. Every script that may contain this
 * code is one folder below `dist/`.
 *
 * @returns null if a script can't know its own location, as in a bundle that isn't a module.
 */
export function ownOcrAssets(): OcrAssets | null {
  try {
    return {
      readerUrl: new URL('../ocr/reader.js', import.meta.url).href,
      engineUrl: new URL('../ocr/tesseract.esm.min.js', import.meta.url).href,
      workerUrl: new URL('../ocr/worker.min.js', import.meta.url).href,
      coreUrl: new URL('../ocr/core/tesseract-core-simd-lstm.wasm.js', import.meta.url).href,
      languageUrl: new URL('../ocr/language/eng.traineddata.gz', import.meta.url).href,
    };
  } catch {
    return null;
  }
}
