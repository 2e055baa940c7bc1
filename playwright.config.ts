import { defineConfig } from '@playwright/test';

/** What is left of a failed test, each project's by itself: projects run side by side. */
const leftovers = (name: string): { name: string; outputDir: string } => ({ name, outputDir: `test-results/playwright/${name}` });

/**
 * Several kinds of test share this runner: `node` needs no page of ours (pure
 * code, the server, the build's output), `windows` captures real browser windows
 * on a display of its own, `networks` puts browsers into networks of their own.
 * What renders elements runs in web-test-runner instead.
 */
export default defineConfig({
  testDir: 'test',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: true,
  // A condition ends a wait, not the clock: machines are shared, and some are several times slower than others.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ? [['list'], ['json']] : [['list']],
  projects: [
    { ...leftovers('node'), testMatch: '**/*.node.test.ts' },
    // Not tests: `npm run pictures` makes the pictures of the documentation from real shares, and those of every element in every state.
    { ...leftovers('pictures'), testDir: '.', testMatch: ['docs/**/*.pictures.ts', 'test/**/*.pictures.ts'] },
    { ...leftovers('browsers'), testMatch: 'browsers/**/*.browsers.test.ts' },
    { ...leftovers('networks'), testMatch: '**/*.network.test.ts' },
    { ...leftovers('windows'), testMatch: '**/*.windows.test.ts' },
    // Not in `npm test`: `npm run fixtures` installs and builds an example of each framework.
    { ...leftovers('fixtures'), testMatch: 'frameworks/*.fixtures.test.ts' },
  ],
});
