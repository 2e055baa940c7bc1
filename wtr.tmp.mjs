import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import { serveGuardWorker } from './inline-worker.plugin.mjs';
export default {
  files: ['test/guard/**/*.browser.test.ts'],
  nodeResolve: true,
  concurrency: 1,
  plugins: [serveGuardWorker(), esbuildPlugin({ ts: true, target: 'es2022', tsconfig: 'tsconfig.json' })],
  browsers: [chromeLauncher({ launchOptions: { executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'] } })],
  testFramework: { config: { timeout: 20000 } },
};
