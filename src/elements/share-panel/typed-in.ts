import type { Box } from './panel-place.js';

/** Types of `<input>` that don't take text. */
const NOT_WRITTEN: ReadonlySet<string> = new Set(['button', 'submit', 'reset', 'image', 'checkbox', 'radio', 'range', 'color', 'file', 'hidden']);

/** The space around the caret in a text larger than the viewport. */
const AROUND_CARET = 48;

/**
 * The element the visitor is typing in: the focused field, or the frame whose page
 * has the focus. Null if there is none or it's inside `except`.
 */
export function typedIn(except: Element): Element | null {
  let active = document.activeElement;
  if (active === except) return null;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active && isWritten(active) ? active : null;
}

function isWritten(element: Element): boolean {
  if (element instanceof HTMLInputElement) return !NOT_WRITTEN.has(element.type);
  return element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement || element instanceof HTMLIFrameElement || (element instanceof HTMLElement && element.isContentEditable);
}

/** The element's position or, if it fills most of the room, the position of the caret. */
export function placeOf(element: Element, room: Box): Box | null {
  const { left, top, width, height } = element.getBoundingClientRect();
  const field = { left, top, width, height };
  const isLarge = width * height > 0.6 * room.width * room.height;
  return isLarge ? (caretPlace(element) ?? field) : field;
}

function caretPlace(element: Element): Box | null {
  const selection = getSelection();
  if (!(element instanceof HTMLElement) || !element.isContentEditable || !selection?.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const [caret = (range.startContainer instanceof Element ? range.startContainer : range.startContainer.parentElement)?.getBoundingClientRect()] = range.getClientRects();
  if (!caret) return null;
  return { left: caret.left - AROUND_CARET, top: caret.top - AROUND_CARET, width: caret.width + 2 * AROUND_CARET, height: caret.height + 2 * AROUND_CARET };
}
