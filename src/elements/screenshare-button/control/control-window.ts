interface DocumentPictureInPicture {
  requestWindow(options: { width: number; height: number }): Promise<Window & typeof globalThis>;
}

/** The Document Picture-in-Picture API, or null if the browser doesn't have it. */
export function documentPictureInPicture(): DocumentPictureInPicture | null {
  return (globalThis as { documentPictureInPicture?: DocumentPictureInPicture }).documentPictureInPicture ?? null;
}

/** Creates a style sheet for documents in that window. */
export function sheetIn(view: Window & typeof globalThis, text: string): CSSStyleSheet {
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}

/** Copies what an element inherits from its page: the host's custom properties, the font, and the colour scheme. */
export function copyTheme(from: HTMLElement, to: HTMLElement): void {
  const styles = getComputedStyle(from);
  for (const name of ['color-scheme', 'font-family', 'font-size']) to.style.setProperty(name, styles.getPropertyValue(name));
  // Only `computedStyleMap()` lists custom properties. Every browser with such windows has it.
  for (const [name, value] of from.computedStyleMap()) if (name.startsWith('--glance-')) to.style.setProperty(name, [...value].join(''));
}
