import { defineConfig } from '@playwright/test';

/**
 * Two kinds of test share this runner: `node` needs no browser (pure code, the
 * server, the build's output), `windows` captures real browser windows on a
 * display of its own, or puts browsers into networks of their own. What renders elements runs in web-test-runner instead.
 */
export default defineConfig({
  testDir: 'test',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  outputDir: 'test-results/playwright',
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ? [['list'], ['json']] : [['list']],
  projects: [
    { name: 'node', testMatch: '**/*.node.test.ts' },
    // Not tests: `npm run pictures` makes the pictures of the documentation from real shares, and those of every element in every state.
    { name: 'pictures', testDir: '.', testMatch: ['docs/**/*.pictures.ts', 'test/**/*.pictures.ts'] },
    { name: 'browsers', testMatch: 'browsers/**/*.browsers.test.ts' },
    { name: 'windows', testMatch: ['**/*.windows.test.ts', '**/*.network.test.ts'] },
    // Not in `npm test`: `npm run fixtures` installs and builds an example of each framework.
    { name: 'fixtures', testMatch: 'frameworks/*.fixtures.test.ts' },
  ],
});
