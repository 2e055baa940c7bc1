/** A window's own properties before any script has run in it. */
export type FreshWindow = Record<string, unknown>;

/** Copied at once, because a browser may discard the window of a removed frame. */
const NAMES = ['Array', 'CustomEvent', 'Date', 'Element', 'Event', 'Function', 'JSON', 'Map', 'Math', 'Number', 'Object', 'RegExp', 'Reflect', 'Set', 'String', 'URL', 'WeakMap'] as const;

let fresh: FreshWindow | null | undefined;

/**
 * The browser's original built-ins, from a frame that was briefly in the document;
 * null without a document. Created only if the page turns out to have replaced a
 * built-in.
 */
export function freshWindow(): FreshWindow | null {
  if (fresh === undefined) fresh = takeFresh();
  return fresh;
}

function takeFresh(): FreshWindow | null {
  if (typeof document === 'undefined') return null;
  try {
    const frame = document.createElement('iframe');
    frame.hidden = true;
    // Libraries don't replace methods with these names.
    document.documentElement.insertAdjacentElement('beforeend', frame);
    const view = frame.contentWindow as unknown as FreshWindow | null;
    const taken = view && copyOf(view);
    document.documentElement.removeChild(frame);
    return taken;
  } catch {
    // The document doesn't accept frames, so the page's own built-ins are used.
    return null;
  }
}

function copyOf(view: FreshWindow): FreshWindow {
  const copy: FreshWindow = {};
  // Uses an index, because the page may have replaced the iteration of arrays.
  for (let at = 0; at < NAMES.length; at++) {
    const name = NAMES[at] ?? '';
    copy[name] = view[name];
  }
  return copy;
}
