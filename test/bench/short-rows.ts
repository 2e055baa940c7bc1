import { expect, test } from '@playwright/test';
import { figureOf, thisMachine } from '../../bench/figure.js';
import type { Row } from '../../bench/row.js';

/** A test for each row that its short form runs, and gives figures that can be told from one another. What they are means nothing. */
export function testShortForms(rows: readonly Row[]): void {
  for (const row of rows) {
    test(`the row ${row.name} runs`, async () => {
      const measured = await row.measure({ short: true, say: (line) => console.log(line) });
      const figures = measured.map((each) => figureOf(row.name, each, thisMachine()));
      expect(figures.some(({ ours }) => ours !== null)).toBe(true);
      const names = figures.map(({ name, unit, peerName }) => `${name}, ${unit}, ${peerName}`);
      expect(new Set(names).size).toBe(names.length);
    });
  }
}
