/** How long the data stays available to the browser, in milliseconds. */
const KEPT_MS = 60_000;

/** Downloads a text as a file. A `blob:` link works under every Content Security Policy. */
export function download(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // A busy browser may read the data later, and no event says when.
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
