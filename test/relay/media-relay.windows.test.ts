import { expect, test } from '@playwright/test';
import { runRelay } from './relay-run.js';

/** The long form is `npm run soak -- sfu`. */
test('a guarded share goes to ten visitors through Janus, published once: old, new and late ones see it, a forbidden page reaches nobody, and a server that fails is lived with', async () => {
  test.setTimeout(300_000);
  const report = await runRelay({ visitors: 10, maxDirectViewers: 2 });
  expect(report).toMatchObject({
    visitors: 10,
    streams: { few: 2, all: 1 },
    published: { few: 0, all: 1, afterwards: 0 },
    played: { all: 10, afterwards: 0 },
    interrupted: 0,
    viewingWhileDown: 2,
    reasons: ['site-not-allowed'],
    forbidden: 0,
  });
});
