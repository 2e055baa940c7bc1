/** Pixels between the element and what would cover it. */
const GAP = 12;

/**
 * Scrolls an element into view, above another one that sticks to the end of the
 * viewport. `scroll-margin` alone isn't enough: it needs a known size and only
 * affects the innermost scroller.
 */
export function keepAbove(target: Element, sticky: Element): void {
  target.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
  if (getComputedStyle(sticky).position !== 'sticky') return;
  const { bottom, top } = target.getBoundingClientRect();
  const covered = bottom + GAP - sticky.getBoundingClientRect().top;
  // An element taller than the available space shows its beginning.
  if (covered > 0) scrollerOf(sticky).scrollTop += Math.min(covered, Math.max(0, top - GAP));
}

/** The element's scroll container, across shadow trees. */
function scrollerOf(element: Element): Element {
  for (let at = parentOf(element); at; at = parentOf(at)) {
    const { overflowY } = getComputedStyle(at);
    if ((overflowY === 'auto' || overflowY === 'scroll') && at.scrollHeight > at.clientHeight) return at;
  }
  return document.scrollingElement ?? document.documentElement;
}

function parentOf(element: Element): Element | null {
  const root = element.getRootNode();
  return element.assignedSlot ?? element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}
