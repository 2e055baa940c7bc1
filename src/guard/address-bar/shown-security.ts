import type { AddressBar, Picture, Reading } from './address-bar.js';
import { markShape } from './mark-shape.js';

/**
 * What the bar says of the page's connection: secure only by a mark that is
 * a lock or Chromium's tune mark beyond doubt. An `https://` in the text says
 * nothing: a failed page and an address that was typed show it too. Not secure by words beside the address,
 * such as "Not secure" in any language, or another scheme.
 */
export function shownSecurity(picture: Picture, bar: AddressBar, text: string): Reading['security'] {
  const shape = markShape(picture, bar);
  if (shape === 'words' || /^(?!https:)[a-z][a-z0-9+.-]*:\/\//.test(text)) return 'not-secure';
  if (shape === 'lock' || shape === 'tune') return 'secure';
  return 'unknown';
}
