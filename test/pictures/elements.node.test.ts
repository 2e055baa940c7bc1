import { expect, test } from '@playwright/test';
import { readdirSync } from 'node:fs';
import { ACCEPTED, differenceFromAccepted } from './compare.js';
import { Gallery } from './gallery.js';

test.setTimeout(600_000);

test('every element looks in every state as it did when somebody last looked', async () => {
  const gallery = await Gallery.open();
  try {
    const differences: string[] = [];
    const taken: string[] = [];
    for (const state of gallery.states) {
      for await (const picture of gallery.picturesOf(state)) {
        taken.push(`${picture.name}.png`);
        const difference = differenceFromAccepted(picture);
        if (difference !== null) differences.push(difference);
      }
    }
    expect(differences, 'See test-results/pictures; `npm run pictures -- elements` accepts them').toEqual([]);
    expect(readdirSync(ACCEPTED).sort(), 'accepted pictures of states that there are').toEqual(taken.sort());
  } finally {
    await gallery.close();
  }
});
