/** A rectangle on the screen, in CSS pixels. */
export interface ScreenRect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The maximum size of a bookmark's window, and its minimum width next to the viewer. */
const LARGEST = { width: 1280, height: 900 } as const;
const NARROWEST = 480;

/**
 * Places a bookmark's window next to the viewer, on the side with more space. If
 * neither side has enough, the window goes to the far end of the screen, so that
 * part of the viewer stays visible.
 *
 * @param viewer The viewer's window.
 * @param available The part of the screen that windows can cover.
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
