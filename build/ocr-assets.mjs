import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const tesseract = dirname(require.resolve('tesseract.js/package.json'));
const core = dirname(require.resolve('tesseract.js-core/package.json', { paths: [tesseract] }));
const language = dirname(require.resolve('@tesseract.js-data/eng/package.json'));

const reader = fileURLToPath(new URL('../src/address-bar/read/ocr/ocr.ts', import.meta.url));

/** The package's own part of OCR, `reader.js` in the folder below. */
export async function bundleOcrReader() {
  const { outputFiles } = await build({
    entryPoints: [reader],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'warning',
  });
  return outputFiles[0].text;
}

/**
 * The folder with the other OCR parts as it's served: paths in it, and the files
 * they map to. Only the core's SIMD builds are included, because every browser that
 * can guard a share supports SIMD.
 */
export const OCR_ASSETS = {
  'tesseract.esm.min.js': join(tesseract, 'dist/tesseract.esm.min.js'),
  'worker.min.js': join(tesseract, 'dist/worker.min.js'),
  'core/tesseract-core-simd-lstm.wasm.js': join(core, 'tesseract-core-simd-lstm.wasm.js'),
  'core/tesseract-core-relaxedsimd-lstm.wasm.js': join(core, 'tesseract-core-relaxedsimd-lstm.wasm.js'),
  'language/eng.traineddata.gz': join(language, '4.0.0_best_int/eng.traineddata.gz'),
  'LICENSE.md': join(tesseract, 'LICENSE.md'),
};

/** The files in the folder, and the sources bundled into its scripts by their authors. */
export async function ocrInputs() {
  const maps = Object.values(OCR_ASSETS)
    .map((file) => `${file}.map`)
    .filter((file) => existsSync(file));
  const sources = await Promise.all(maps.map(async (map) => JSON.parse(await readFile(map, 'utf8')).sources));
  const bundled = sources
    .flat()
    .map((source) => /node_modules\/.*$/.exec(source)?.[0])
    .filter((file) => file !== undefined && !file.includes('webpack/'));
  return [...Object.values(OCR_ASSETS), ...bundled.map((file) => join(ROOT, file))];
}

/** For rollup: copies the folder beside the scripts. */
export function copyOcrAssets() {
  return {
    name: 'copy-ocr-assets',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'ocr/reader.js', source: await bundleOcrReader() });
      for (const [path, file] of Object.entries(OCR_ASSETS)) this.emitFile({ type: 'asset', fileName: `ocr/${path}`, source: await readFile(file) });
    },
  };
}
