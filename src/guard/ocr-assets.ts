import type { OcrAssets } from './address-bar/ocr-engine.js';

/**
 * The parts of OCR in one folder, laid out as in the package's `dist/ocr/`.
 *
 * @param folder URL of the folder, with or without its last slash; a relative one counts from the page.
 */
export function ocrAssetsIn(folder: string | URL): OcrAssets {
  const base = new URL(folder, document.baseURI);
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  const at = (path: string): string => new URL(path, base).href;
  return { readerUrl: at('reader.js'), engineUrl: at('tesseract.esm.min.js'), workerUrl: at('worker.min.js'), coreUrl: at('core'), languageUrl: at('language') };
}

/** Whole URLs from a folder or from the parts' own, possibly relative, ones: the guard's worker has no page to count from. */
export function wholeOcrAssets(assets: string | URL | OcrAssets): OcrAssets {
  if (typeof assets === 'string' || assets instanceof URL) return ocrAssetsIn(assets);
  const whole = (url: string): string => new URL(url, document.baseURI).href;
  const { readerUrl, engineUrl, workerUrl, coreUrl, languageUrl } = assets;
  return { readerUrl: whole(readerUrl), engineUrl: whole(engineUrl), workerUrl: whole(workerUrl), coreUrl: whole(coreUrl), languageUrl: whole(languageUrl) };
}

/**
 * The parts of OCR beside the package's own scripts: `dist/ocr/`. Bundlers know
 * this way to name a file and bring it along; each URL has to stand here in full
 * for that. All scripts that this may end up in are one folder below `dist/`.
 *
 * @returns null where a script can't tell where it lies, as in a bundle that is no module.
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
