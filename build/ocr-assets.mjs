import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);
const tesseract = dirname(require.resolve('tesseract.js/package.json'));
const core = dirname(require.resolve('tesseract.js-core/package.json', { paths: [tesseract] }));
const language = dirname(require.resolve('@tesseract.js-data/eng/package.json'));

const reader = fileURLToPath(new URL('../src/guard/address-bar/ocr.ts', import.meta.url));

/** The package's own part of OCR, `reader.js` in the folder below. */
export async function bundleOcrReader() {
  const { outputFiles } = await build({ entryPoints: [reader], bundle: true, write: false, minify: true, format: 'esm', target: 'es2022', legalComments: 'none', logLevel: 'warning' });
  return outputFiles[0].text;
}

/**
 * The folder of OCR's other parts as it is served: a path in it, and the file that lies there.
 * Of the core only the builds with SIMD: every browser that can guard a share has it.
 */
export const OCR_ASSETS = {
  'tesseract.esm.min.js': join(tesseract, 'dist/tesseract.esm.min.js'),
  'worker.min.js': join(tesseract, 'dist/worker.min.js'),
  'core/tesseract-core-simd-lstm.wasm.js': join(core, 'tesseract-core-simd-lstm.wasm.js'),
  'core/tesseract-core-relaxedsimd-lstm.wasm.js': join(core, 'tesseract-core-relaxedsimd-lstm.wasm.js'),
  'language/eng.traineddata.gz': join(language, '4.0.0_best_int/eng.traineddata.gz'),
  'LICENSE.md': join(tesseract, 'LICENSE.md'),
};

/** For rollup: puts the folder beside the scripts. */
export function copyOcrAssets() {
  return {
    name: 'copy-ocr-assets',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'ocr/reader.js', source: await bundleOcrReader() });
      for (const [path, file] of Object.entries(OCR_ASSETS)) this.emitFile({ type: 'asset', fileName: `ocr/${path}`, source: await readFile(file) });
    },
  };
}
