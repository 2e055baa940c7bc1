import { test } from '@playwright/test';
import { openWorkshop, testRunnerNames, type Workshop } from './example-app.js';

/** Installing a test runner can take a minute. */
test.describe.configure({ timeout: 600_000 });

let workshop: Workshop;
test.beforeAll(async () => {
  workshop = await openWorkshop();
});
test.afterAll(() => workshop.close());

for (const name of await testRunnerNames()) {
  test(`the packed package, installed into the example ${name}, mounts every element there and passes tests with the test kit`, () => workshop.runTests(name));
}
