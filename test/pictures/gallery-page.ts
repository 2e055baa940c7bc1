import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../docs/documents.js';

/** Fonts that come with the tests: those of machines differ, and their next version has other pixels. */
const FONTS = [
  ...[400, 500, 600].map((weight) => ({ family: 'Pictures', weight, file: `inter/files/inter-latin-${weight}-normal.woff2` })),
  ...[400, 500, 600].map((weight) => ({ family: 'Pictures Arabic', weight, file: `noto-sans-arabic/files/noto-sans-arabic-arabic-${weight}-normal.woff2` })),
];

const faces = FONTS.map(({ family, weight, file }) => {
  const data = readFileSync(join(ROOT, 'node_modules/@fontsource', file)).toString('base64');
  return `@font-face { font-family: '${family}'; font-weight: ${weight}; src: url(data:font/woff2;base64,${data}) }`;
});

const STYLES = `
  ${faces.join('\n  ')}
  :root { color-scheme: light dark; font: 16px/1.4 'Pictures', 'Pictures Arabic'; }
  body { margin: 0; background: light-dark(#f6f7f9, #121417) }
  main { padding: 16px; box-sizing: border-box }`;

/** The page that shows every element in every state: the built package, with nothing of the machine in it. */
export async function galleryPage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'test/pictures/states/page.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
    plugins: [{ name: 'built-package', setup: (here) => here.onResolve({ filter: /\/src\/(index|define|languages|locales\/ar)\.js$/ }, ({ path }) => ({ path: join(ROOT, path.replace(/^.*\/src\//, 'dist/')) })) }],
  });
  const script = outputFiles[0]!.text.replaceAll('</script', '<\\/script');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Every state</title><style>${STYLES}</style></head>
<body><main></main><script type="module">${script}</script></body></html>`;
}
