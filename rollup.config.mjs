import commonjs from '@rollup/plugin-commonjs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';
import { emitGuardWorker, inlineGuardWorker } from './build/inline-worker.plugin.mjs';
import { localeFiles } from './build/locale-files.plugin.mjs';
import { NODE_CONSTANTS, standIns } from './build/node-stand-ins.mjs';
import { copyOcrAssets } from './build/ocr-assets.mjs';
import { shareWithWorker } from './build/share-with-worker.plugin.mjs';
import { tightTemplates } from './build/tight-templates.plugin.mjs';

const plugins = [
  inlineGuardWorker(),
  localeFiles(),
  tightTemplates(),
  standIns(),
  nodeResolve({ browser: true, preferBuiltins: false, exportConditions: ['browser', 'production'], extensions: ['.ts', '.mjs', '.js'] }),
  commonjs({ requireReturnsDefault: 'auto' }),
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
];

/** The entries of the package: each path here is one line of the exports map. */
const ENTRIES = {
  index: 'src/index.ts',
  define: 'src/define.ts',
  'define/glance-bookmark-menu': 'src/elements/bookmark-menu/bookmark-menu.define.ts',
  'define/glance-screenshare-button': 'src/elements/screenshare-button/screenshare-button.define.ts',
  'define/glance-screenshare-settings': 'src/elements/screenshare-settings/screenshare-settings.define.ts',
  'define/glance-share-view': 'src/elements/share-view/share-view.define.ts',
  ...Object.fromEntries(['react', 'vue', 'svelte', 'solid'].map((name) => [name, `src/integrations/${name}.ts`])),
  languages: 'src/languages.ts',
  ...Object.fromEntries(['ar', 'de', 'es', 'fr', 'ja', 'pt'].map((tag) => [`locales/${tag}`, `src/locales/${tag}.ts`])),
  policy: 'src/policy/index.ts',
  'window-reader': 'src/guard/window-reader.ts',
  'media-relay': 'src/peer/whip-whep-relay.ts',
  'socket-io': 'src/channel/socket-io-channel.ts',
  'signed-channel': 'src/channel/signed-channel.ts',
  receipt: 'src/session/receipt.ts',
  server: 'src/server/index.ts',
};

/**
 * Left to the application's own bundler, so that two libraries share one copy.
 * Not so what chooses texts: it can be set up only once, and the application may do so itself.
 */
const external = [/^lit($|\/)/, /^@lit\/(?!localize)/, /^valibot$/, /^socket\.io-client$/, /^jose$/, /^node:/];

/** What simple-peer, written before there were private fields, keeps to itself, under names that nothing else has. */
const PRIVATE_NAMES =
  /^_(senderMap|sendersAwaitingStable|queuedNegotiation|isNegotiating|needsNegotiation|batchedNegotiation|firstNegotiation|iceComplete|iceCompleteTimer|channelReady|pcReady|pendingCandidates|onFinishBound|remoteTracks|remoteStreams|startIceCompleteTimeout|closingInterval)$/;

/** One file for a page without a bundler, with everything in it. */
const cdn = (name, options = { plugins }) => ({
  input: `src/cdn/${name}.ts`,
  ...options,
  output: {
    file: `dist/cdn/${name}.js`,
    format: 'es',
    inlineDynamicImports: true,
    sourcemap: true,
    // simple-peer's own log goes nowhere here.
    plugins: [terser({ format: { comments: false }, mangle: { properties: { regex: PRIVATE_NAMES } }, compress: { passes: 3, ecma: 2022, keep_fargs: false, pure_funcs: ['this._debug', 'self._debug'] } })],
  },
});

export default [
  {
    input: ENTRIES,
    external,
    plugins: [...plugins, emitGuardWorker(), copyOcrAssets()],
    // The entries for frameworks are types: their scripts are empty on purpose.
    onLog: (level, log, handle) => (log.code === 'EMPTY_BUNDLE' ? undefined : handle(level, log)),
    output: { dir: 'dist', format: 'es', chunkFileNames: 'chunks/[name].js', sourcemap: true },
  },
  cdn('agent', { plugins: [shareWithWorker({ page: 'src/cdn/agent.ts', plugins }), ...plugins] }),
  cdn('visitor'),
  cdn('admin'),
];
