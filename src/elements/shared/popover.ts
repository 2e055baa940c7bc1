/** Marks an open popover in browsers without popovers. The menu styles hide unmarked ones. */
const SHOWN = 'data-shown';

/** Whether a popover opened by these functions is open. `:popover-open` is an error in older browsers. */
export function isPopoverOpen(popover: HTMLElement): boolean {
  return 'showPopover' in popover ? popover.matches(':popover-open') : (popover as HTMLElement).hasAttribute(SHOWN);
}

/**
 * Opens a popover. Chrome before 114, Firefox before 125 and Safari before 17 don't
 * support them; there it's positioned in the page, above the content at its place.
 */
export function showPopover(popover: HTMLElement): void {
  if (!('showPopover' in popover)) (popover as HTMLElement).toggleAttribute(SHOWN, true);
  else if (!isPopoverOpen(popover)) popover.showPopover();
}

export function hidePopover(popover: HTMLElement): void {
  if (!('hidePopover' in popover)) (popover as HTMLElement).removeAttribute(SHOWN);
  else if (isPopoverOpen(popover)) popover.hidePopover();
}
