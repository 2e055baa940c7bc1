/** The gaps between a popover and its anchor, and between it and the edge of the viewport, in CSS pixels. */
const GAP = 4;
const EDGE = 8;

/**
 * Places an open popover below its anchor, aligned with the anchor's start; above
 * if there is more room, and never beyond the edge of the viewport. Uses the CSSOM,
 * which no Content Security Policy forbids.
 */
export function placeBeside(popover: HTMLElement, anchor: Element): void {
  const { top, bottom, left, right } = anchor.getBoundingClientRect();
  const { width, height } = popover.getBoundingClientRect();
  const { clientWidth, clientHeight } = anchor.ownerDocument.documentElement;
  const rightToLeft = getComputedStyle(popover).direction === 'rtl';
  const x = rightToLeft ? right - width : left;
  const below = bottom + GAP + height <= clientHeight - EDGE || clientHeight - bottom >= top;
  const y = below ? bottom + GAP : top - GAP - height;
  popover.style.left = `${clamp(x, EDGE, clientWidth - EDGE - width)}px`;
  popover.style.top = `${clamp(y, EDGE, clientHeight - EDGE - height)}px`;
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
