/** A rectangle of the screen, in CSS pixels. */
export interface ScreenRect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The largest that a bookmark's window becomes, and the narrowest that still fits beside the viewer. */
const LARGEST = { width: 1280, height: 900 } as const;
const NARROWEST = 480;

/**
 * Where a bookmark's window goes: beside the viewer, on the side with more room;
 * where neither has enough, at the far end of the screen, so that some of the
 * viewer stays in sight.
 *
 * @param viewer the viewer's window.
 * @param available the part of the screen that windows may cover.
 */
export function placeWindow(viewer: ScreenRect, available: ScreenRect): ScreenRect {
  const end = available.left + available.width;
  const before = Math.max(0, viewer.left - available.left);
  const after = Math.max(0, end - (viewer.left + viewer.width));
  const room = Math.max(before, after);
  const width = Math.round(Math.min(LARGEST.width, room >= NARROWEST ? room : available.width * 0.8));
  const height = Math.round(Math.min(LARGEST.height, available.height * 0.85));
  const beside = after >= before ? viewer.left + viewer.width : viewer.left - width;
  const farEnd = after >= before ? end - width : available.left;
  const left = room >= NARROWEST ? beside : farEnd;
  const lowest = available.top + available.height - height;
  const top = Math.min(Math.max(viewer.top, available.top), lowest);
  return { left: Math.round(left), top: Math.round(top), width, height };
}
