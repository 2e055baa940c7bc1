import type { AddressBar, Picture, Reading } from '../address-bar.js';
import { markShape } from './mark-shape.js';

/** Schemes that browsers show for pages that aren't https. Any other may be a misread `https`. */
const insecureScheme = /^(?:http|ftp|file|view-source|(?:chrome|edge|brave|vivaldi|opera|about|moz)(?:-extension)?):\/\//;

/**
 * What the bar says about the page's connection. It's secure only if the mark is unmistakably a lock or
 * Chromium's tune mark. An `https://` in the text proves nothing: a failed page and a typed address
 * show it too. It's not secure if there are words beside the address, such as "Not secure" in any
 * language, or if the scheme is that of another kind of page.
 */
export function shownSecurity(picture: Picture, bar: AddressBar, text: string): Reading['security'] {
  const shape = markShape(picture, bar);
  if (shape === 'words' || insecureScheme.test(text)) return 'not-secure';
  if (shape === 'lock' || shape === 'tune') return 'secure';
  return 'unknown';
}
