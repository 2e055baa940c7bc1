import { readFileSync } from 'node:fs';
import commonjs from '@rollup/plugin-commonjs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';
import { emitGuardWorker, guardWorkerInputs, inlineGuardWorker } from './build/inline-worker.plugin.mjs';
import { intactBuiltIns } from './build/intact-built-ins.mjs';
import { LAZY_PARTS, lazyPartAddresses, lazyParts } from './build/lazy-parts.plugin.mjs';
import { localeFiles } from './build/locale-files.plugin.mjs';
import { NODE_CONSTANTS, nodeAliases } from './build/node-aliases.mjs';
import { copyOcrAssets, ocrInputs } from './build/ocr-assets.mjs';
import { NOTICES, thirdPartyNotices } from './build/third-party-notices.plugin.mjs';
import { tightTemplates } from './build/tight-templates.plugin.mjs';

const plugins = [
  inlineGuardWorker(),
  localeFiles(),
  tightTemplates(),
  nodeAliases(),
  nodeResolve({ browser: true, preferBuiltins: false, exportConditions: ['browser', 'production'], extensions: ['.ts', '.mjs', '.js'] }),
  commonjs({ requireReturnsDefault: 'auto', ignoreGlobal: true }),
  {
    ...esbuild({
      // Already scripts; their letters are not to be escaped.
      exclude: [/src[\\/]locales[\\/][a-z]{2}\.ts$/],
      target: 'es2022',
      tsconfig: 'tsconfig.json',
      define: NODE_CONSTANTS,
    }),
    // Its own way of finding files knows nothing of a package's `browser` field, and would bundle what socket.io-client has for Node.
    resolveId: null,
  },
  intactBuiltIns(),
  thirdPartyNotices(),
];

/** The entries of the package: each path here is one line of the exports map. */
const ENTRIES = {
  index: 'src/index.ts',
  define: 'src/define.ts',
  'define/glance-bookmark-menu': 'src/elements/bookmark-menu/bookmark-menu.define.ts',
  'define/glance-screenshare-button': 'src/elements/screenshare-button/screenshare-button.define.ts',
  'define/glance-screenshare-settings': 'src/elements/screenshare-settings/screenshare-settings.define.ts',
  'define/glance-share-history': 'src/elements/share-history/share-history.define.ts',
  'define/glance-share-panel': 'src/elements/share-panel/share-panel.define.ts',
  'define/glance-share-view': 'src/elements/share-view/share-view.define.ts',
  ...Object.fromEntries(['react', 'preact', 'vue', 'svelte', 'solid'].map((name) => [name, `src/integrations/${name}.ts`])),
  languages: 'src/languages.ts',
  ...Object.fromEntries(['ar', 'de', 'es', 'fr', 'ja', 'pt'].map((tag) => [`locales/${tag}`, `src/locales/${tag}.ts`])),
  policy: 'src/policy/index.ts',
  'window-reader': 'src/address-bar/window-reader.ts',
  'media-relay': 'src/peer/whip-whep-relay.ts',
  'socket-io': 'src/channel/socket-io-channel.ts',
  'signed-channel': 'src/channel/signed-channel.ts',
  receipt: 'src/session/receipt/receipt.ts',
  server: 'src/server/index.ts',
  testing: 'src/testing/index.ts',
};

/**
 * Left to the application's own bundler, so that two libraries share one copy.
 * Not so what chooses texts: it can be set up only once, and the application may do so itself.
 */
const external = [/^lit($|\/)/, /^@lit\/(?!localize)/, /^valibot$/, /^socket\.io-client$/, /^jose$/, /^@opentelemetry\/api$/, /^@remix-run\/node-fetch-server$/, /^node:/];

const { name: PACKAGE, version } = JSON.parse(readFileSync('package.json', 'utf8'));

/** The first line of each file that has code of other packages in it. Minifiers keep what begins so. */
const BANNER = `/*! ${PACKAGE} ${version}, MIT licence. Licences of the packages in this file: ${NOTICES} of ${PACKAGE}. */`;

/** One file for a page without a bundler, with everything in it. */
const cdn = (name, options = { plugins: [lazyParts(), ...plugins] }, input = `src/cdn/${name}.ts`) => ({
  input,
  ...options,
  output: {
    file: `dist/cdn/${name}.js`,
    format: 'es',
    // A page may have replaced Object.freeze.
    freeze: false,
    inlineDynamicImports: true,
    sourcemap: true,
    banner: BANNER,
    plugins: [lazyPartAddresses(), terser({ format: { comments: /^! glance-screenshare/ }, compress: { passes: 3, ecma: 2022, keep_fargs: false } })],
  },
});

export default [
  {
    input: ENTRIES,
    external,
    plugins: [...plugins, emitGuardWorker(), copyOcrAssets(), thirdPartyNotices({ alsoBundled: async () => [...(await guardWorkerInputs()), ...(await ocrInputs())] })],
    // The entries for frameworks are types: their scripts are empty on purpose.
    onLog: (level, log, handle) => (log.code === 'EMPTY_BUNDLE' ? undefined : handle(level, log)),
    output: { dir: 'dist', format: 'es', freeze: false, chunkFileNames: 'chunks/[name].js', sourcemap: true, banner: ({ moduleIds }) => (moduleIds.some((id) => id.includes('node_modules')) ? BANNER : '') },
  },
  cdn('agent'),
  cdn('visitor'),
  cdn('visitor-panel'),
  cdn('admin'),
  ...Object.entries(LAZY_PARTS).map(([part, source]) => cdn(part, { plugins }, source)),
  // Jest loads no ES modules, not even the packages that the others import.
  {
    input: 'src/testing/jest.ts',
    plugins,
    output: {
      file: 'dist/jest.cjs',
      format: 'cjs',
      freeze: false,
      inlineDynamicImports: true,
      banner: BANNER,
      plugins: [terser({ format: { comments: /^! glance-screenshare/ }, compress: { ecma: 2022 }, mangle: false })],
    },
  },
];
