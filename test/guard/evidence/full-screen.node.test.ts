import { expect, test } from '@playwright/test';
import { fillsScreen } from '../../../src/guard/evidence/full-screen.js';

const known = [{ width: 1536, height: 864 }];

test('a frame as large as the screen at any scale that systems offer fills it', () => {
  for (const [width, height] of [[1536, 864], [1920, 1080], [3072, 1728], [1921, 1080]] as const) {
    expect(fillsScreen({ width, height }, { known, others: false })).toBe(true);
  }
});

test('a maximised window beside a task bar, and any smaller or larger one, does not', () => {
  for (const [width, height] of [[1920, 1032], [1912, 1080], [1000, 700], [768, 432], [2100, 1200]] as const) {
    expect(fillsScreen({ width, height }, { known, others: false })).toBe(false);
  }
});

test('where there may be screens of which nothing is known, the sizes count that screens have, upright too', () => {
  for (const [width, height] of [[2560, 1440], [1440, 2560], [1366, 768]] as const) {
    expect(fillsScreen({ width, height }, { known, others: true })).toBe(true);
    expect(fillsScreen({ width, height }, { known, others: false })).toBe(false);
  }
  expect(fillsScreen({ width: 1000, height: 700 }, { known, others: true })).toBe(false);
});
