import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { fileURLToPath } from 'node:url';
import { serveGuardWorker } from './build/inline-worker.plugin.mjs';
import { commonJsPlugin } from './test/harness/common-js-plugin.mjs';
import { countReporter } from './test/harness/count-reporter.mjs';
import { findBrowser } from './test/browser.mjs';

const executablePath = await findBrowser();

/** Elements in a real Chromium, without a display: its fake capture gives a real `getDisplayMedia` stream of the kind that is asked for. */
export default {
  files: 'test/**/*.browser.test.ts',
  nodeResolve: { exportConditions: ['browser', 'development'] },
  concurrency: 1,
  browserStartTimeout: 120_000,
  testsFinishTimeout: 300_000,
  testFramework: { config: { ui: 'bdd', timeout: 40_000 } },
  browsers: [
    chromeLauncher({
      launchOptions: {
        ...(executablePath ? { executablePath } : {}),
        args: [
          ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
          '--use-fake-ui-for-media-stream',
          '--use-fake-device-for-media-stream=display-media-type=window,fps=10',
          '--autoplay-policy=no-user-gesture-required',
          '--disable-gpu',
        ],
      },
    }),
  ],
  plugins: [
    commonJsPlugin(),
    serveGuardWorker(),
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: fileURLToPath(new URL('tsconfig.json', import.meta.url)) }),
  ],
  reporters: [defaultReporter(), ...(process.env.TEST_RESULT_FILE ? [countReporter(process.env.TEST_RESULT_FILE)] : [])],
};
