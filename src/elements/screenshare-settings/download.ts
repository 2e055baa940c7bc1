/** How long the data stays for the browser to take them, in milliseconds. */
const KEPT_MS = 60_000;

/** Hands a text to the person as a file. A `blob:` link works under every Content Security Policy. */
export function download(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // A browser that is busy takes the data later; nothing tells when.
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
