import { test } from '@playwright/test';
import { exampleNames } from './example-app.js';
import { testExamples } from './test-examples.js';

/** Installing and building a framework can take minutes. */
test.describe.configure({ timeout: 900_000 });

testExamples(await exampleNames());
