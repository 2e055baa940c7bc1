import { adoptStyles, supportsAdoptingStyleSheets, type CSSResultOrNative } from 'lit';

/** Style sheets by the window that created them, because another window's documents don't accept them. */
const sheets = new WeakMap<Window, Map<CSSResultOrNative, CSSStyleSheet>>();

/**
 * Gives a shadow root its styles in any document. A style sheet belongs to the
 * document it was created for. Browsers drop it when the element moves to another
 * document, such as that of a Document Picture-in-Picture window.
 *
 * @see https://drafts.csswg.org/cssom/#dom-documentorshadowroot-adoptedstylesheets
 */
export function adoptStylesAnywhere(root: ShadowRoot, styles: readonly CSSResultOrNative[]): void {
  const view = root.ownerDocument.defaultView;
  if (!supportsAdoptingStyleSheets || !view || view === window) adoptStyles(root, [...styles]);
  else root.adoptedStyleSheets = styles.map((style) => sheetFor(style, view));
}

/** Whether styles are lost when moving to another document. `<style>` elements move along. */
export const losesStyles = supportsAdoptingStyleSheets;

function sheetFor(style: CSSResultOrNative, view: Window & typeof globalThis): CSSStyleSheet {
  const made = sheets.get(view) ?? new Map<CSSResultOrNative, CSSStyleSheet>();
  sheets.set(view, made);
  const present = made.get(style);
  if (present) return present;
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync('cssText' in style ? style.cssText : [...style.cssRules].map(({ cssText }) => cssText).join('\n'));
  made.set(style, sheet);
  return sheet;
}
