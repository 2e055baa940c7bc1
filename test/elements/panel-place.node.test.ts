import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { CORNERS, firstSize, inCorner, keepInside, LEAST, nearestCorner, overlaps, placeBesideField, type Box } from '../../src/elements/share-panel/panel-place.js';

const ROOM: Box = { left: 0, top: 0, width: 1200, height: 800 };

const isInside = (box: Box, room: Box): boolean => box.left >= room.left && box.top >= room.top && box.left + box.width <= room.left + room.width && box.top + box.height <= room.top + room.height;

const rooms = fc.record({ left: fc.integer({ min: 0, max: 50 }), top: fc.integer({ min: 0, max: 300 }), width: fc.integer({ min: 560, max: 4_000 }), height: fc.integer({ min: 320, max: 2_200 }) });
const boxes = fc.record({ left: fc.integer({ min: -500, max: 5_000 }), top: fc.integer({ min: -500, max: 3_000 }), width: fc.integer({ min: 0, max: 5_000 }), height: fc.integer({ min: 0, max: 3_000 }) });

test('a panel stays in the room, wherever it was put and however large it was made', () => {
  fc.assert(fc.property(boxes, rooms, (box, room) => isInside(keepInside(box, room), room)));
});

test('a panel goes to the corner that it is told, and knows it', () => {
  for (const corner of CORNERS) expect(nearestCorner(inCorner(firstSize(ROOM), corner, ROOM), ROOM)).toBe(corner);
});

test('a panel that was never resized fits into every room', () => {
  fc.assert(fc.property(rooms, (room) => isInside(inCorner(firstSize(room), 'bottom-left', room), room)));
});

test('a panel beside a field covers nothing of it, and is in sight', () => {
  fc.assert(
    fc.property(boxes, boxes, rooms, (box, field, room) => {
      const panel = keepInside(box, room);
      const place = placeBesideField(panel, field, room);
      return place === null || (isInside(place, room) && !overlaps(place, field) && place.width >= Math.min(panel.width, LEAST.width));
    }),
  );
});

test('a panel that covers nothing stays where it is', () => {
  const panel = { left: 20, top: 20, width: 400, height: 300 };
  expect(placeBesideField(panel, { left: 600, top: 20, width: 200, height: 30 }, ROOM)).toBe(panel);
});

test('a panel goes no further than it has to, and keeps its size where it can', () => {
  const panel = { left: 12, top: 488, width: 400, height: 300 };
  const place = placeBesideField(panel, { left: 100, top: 740, width: 300, height: 40 }, ROOM);
  expect(place).toMatchObject({ left: 12, width: 400, height: 300 });
  expect(place!.top + place!.height).toBeLessThanOrEqual(740);
});

test('there is no place beside what fills the room', () => {
  expect(placeBesideField({ left: 12, top: 12, width: 400, height: 300 }, ROOM, ROOM)).toBeNull();
});
