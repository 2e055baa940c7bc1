import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { actualZoom, clampZoom, fitZoom, scrollToKeep, stepZoom, zoomLimits } from '../../src/elements/share-view/zoom.js';

const length = fc.double({ min: 50, max: 8_000, noNaN: true });

test('the zoom that fits shows the whole picture and fills the pane in one direction', () => {
  fc.assert(
    fc.property(length, length, length, length, (width, height, paneWidth, paneHeight) => {
      const zoom = fitZoom({ width, height }, { width: paneWidth, height: paneHeight });
      const [x, y] = [(width * zoom) / paneWidth, (height * zoom) / paneHeight];
      expect(Math.max(x, y)).toBeCloseTo(1, 9);
    }),
  );
});

test('the limits hold both the whole picture and its own size', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 20, noNaN: true }), fc.constantFrom(1, 1.25, 1.5, 2, 3), (fit, density) => {
      const limits = zoomLimits(fit, density);
      for (const zoom of [fit, actualZoom(density)]) expect(clampZoom(zoom, limits)).toBe(zoom);
    }),
  );
});

test('a step stops at the whole picture and at the picture’s own size', () => {
  expect(stepZoom(0.9, 'in', [0.5, 1])).toBe(1);
  expect(stepZoom(1, 'in', [0.5, 1])).toBe(1.25);
  expect(stepZoom(1.1, 'out', [0.5, 1])).toBe(1);
  expect(stepZoom(0.55, 'out', [0.5, 1])).toBe(0.5);
  expect(stepZoom(2, 'out', [0.5, 1])).toBe(1.6);
});

test('steps in and as many out come back to where they began, where no stop lies between', () => {
  let zoom = 1;
  for (let step = 0; step < 5; step++) zoom = stepZoom(zoom, 'in', []);
  for (let step = 0; step < 5; step++) zoom = stepZoom(zoom, 'out', []);
  expect(zoom).toBeCloseTo(1, 12);
});

test('what is under the pointer stays there, while the picture is larger than the pane', () => {
  fc.assert(
    fc.property(
      fc.record({ pane: fc.integer({ min: 100, max: 2_000 }), factor: fc.double({ min: 0.3, max: 5, noNaN: true }), at: fc.double({ min: 0, max: 1, noNaN: true }), scrolled: fc.double({ min: 0, max: 1, noNaN: true }) }),
      ({ pane, factor, at, scrolled }) => {
        const before = { length: pane * 3, scroll: scrolled * pane * 2 };
        const after = before.length * factor;
        fc.pre(after >= pane);
        const point = at * pane;
        const scroll = scrollToKeep(point, pane, before, after);
        expect((point + scroll) / after).toBeCloseTo((point + before.scroll) / before.length, 9);
      },
    ),
  );
});

test('a point of a centred picture stays when it grows beyond the pane', () => {
  // 100 wide in 200: the picture begins at 50, and the pointer at 100 is on its middle.
  expect(scrollToKeep(100, 200, { scroll: 0, length: 100 }, 400)).toBe(100);
});
