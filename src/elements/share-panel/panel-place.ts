/** A rectangle in the page's viewport, in CSS pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where the panel opens if it has never been moved. */
export type Corner = 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right';

/** In the order in which clicks on the handle go through them. */
export const CORNERS: readonly Corner[] = ['top-left', 'top-right', 'bottom-right', 'bottom-left'];

/** The gap between the panel and the edge of the viewport, and between the panel and the field being typed in. */
export const EDGE = 12;

/** A picture in a smaller panel wouldn't be legible. */
export const LEAST = { width: 260, height: 200 } as const;

/** The size of a panel that has never been resized: a 16:10 picture with the rows above and below it. */
export function firstSize(room: Box): { width: number; height: number } {
  const width = Math.min(544, room.width - 2 * EDGE);
  return { width, height: Math.min(Math.round(width * 0.625) + 100, room.height - 2 * EDGE) };
}

export function inCorner(size: { width: number; height: number }, corner: Corner, room: Box): Box {
  const left = corner.endsWith('left') ? room.left + EDGE : room.left + room.width - EDGE - size.width;
  const top = corner.startsWith('top') ? room.top + EDGE : room.top + room.height - EDGE - size.height;
  return keepInside({ ...size, left, top }, room);
}

/** The corner nearest to the panel. */
export function nearestCorner(box: Box, room: Box): Corner {
  const side = box.left + box.width / 2 < room.left + room.width / 2 ? 'left' : 'right';
  return box.top + box.height / 2 < room.top + room.height / 2 ? `top-${side}` : `bottom-${side}`;
}

/** The panel, made small enough for the available space and moved so that all of it is visible. */
export function keepInside(box: Box, room: Box): Box {
  const width = clamp(box.width, LEAST.width, room.width - 2 * EDGE);
  const height = clamp(box.height, LEAST.height, room.height - 2 * EDGE);
  return {
    width,
    height,
    left: clamp(box.left, room.left + EDGE, room.left + room.width - EDGE - width),
    top: clamp(box.top, room.top + EDGE, room.top + room.height - EDGE - height),
  };
}

/** The whole available space except for its margin. */
export function allOf(room: Box): Box {
  return { left: room.left + EDGE, top: room.top + EDGE, width: room.width - 2 * EDGE, height: room.height - 2 * EDGE };
}

export function overlaps(a: Box, b: Box): boolean {
  return a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;
}

/**
 * The place nearest to `box` that doesn't cover the field being typed in, smaller
 * if necessary.
 *
 * @param least The smallest useful size.
 * @returns null if there is no such place.
 */
export function placeBesideField(box: Box, field: Box, room: Box, least: { width: number; height: number } = LEAST): Box | null {
  if (!overlaps(box, field)) return box;
  const places = sidesOf(field, room)
    .filter(({ width, height }) => width >= least.width && height >= least.height)
    .map((side) => {
      const size = { width: Math.min(box.width, side.width), height: Math.min(box.height, side.height) };
      return { ...size, left: clamp(box.left, side.left, side.left + side.width - size.width), top: clamp(box.top, side.top, side.top + side.height - size.height) };
    });
  const cost = (place: Box): number => Math.hypot(place.left - box.left, place.top - box.top) + 2 * (box.width - place.width) + 2 * (box.height - place.height);
  return places.sort((a, b) => cost(a) - cost(b))[0] ?? null;
}

/** The free areas above, below, and on both sides of a field. */
function sidesOf(field: Box, room: Box): Box[] {
  const { left, top, width, height } = allOf(room);
  const [right, bottom] = [left + width, top + height];
  const after = { left: field.left + field.width + EDGE, top: field.top + field.height + EDGE };
  return [
    { left, top, width, height: Math.min(field.top - EDGE, bottom) - top },
    { left, top: Math.max(after.top, top), width, height: bottom - Math.max(after.top, top) },
    { left, top, width: Math.min(field.left - EDGE, right) - left, height },
    { left: Math.max(after.left, left), top, width: right - Math.max(after.left, left), height },
  ];
}

/** If both limits can't be met, staying inside the available space has priority. */
function clamp(value: number, least: number, most: number): number {
  return Math.max(Math.min(value, most), Math.min(least, most));
}
