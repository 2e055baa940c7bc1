/**
 * Removes the `<font>` elements that a page translator has put around texts. Lit
 * writes a changed text into its original node. If that node was replaced by a
 * wrapper, the old text would stay and could say that an ended share is still
 * running. Unchanged texts stay translated.
 */
const TRANSLATED: string = 'font';

export function unwrapTexts(root: ParentNode): void {
  for (const font of root.querySelectorAll<HTMLElement>(TRANSLATED)) {
    if (font.parentElement?.localName === 'font') continue;
    font.replaceWith(textIn(font) ?? document.createTextNode(font.textContent));
  }
}

/** Lit's node, if it still exists, with the currently displayed text. */
function textIn(font: Element): Text | null {
  const text = document.createTreeWalker(font, NodeFilter.SHOW_TEXT).nextNode() as Text | null;
  if (text) text.data = font.textContent;
  return text;
}
