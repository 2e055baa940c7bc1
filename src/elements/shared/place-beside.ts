/** Between a popover and what it belongs to, and between it and the edge of the viewport, in CSS pixels. */
const GAP = 4;
const EDGE = 8;

/**
 * Puts an open popover below its anchor, flush with the anchor's start; above
 * where there is more room, and never beyond the viewport's edge. Done by
 * CSSOM, which no Content Security Policy forbids.
 */
export function placeBeside(popover: HTMLElement, anchor: Element): void {
  const { top, bottom, left, right } = anchor.getBoundingClientRect();
  const { width, height } = popover.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
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
