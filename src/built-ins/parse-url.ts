/** Parses a URL; null if it's invalid. `URL.canParse` is newer than the oldest supported browsers. */
export function parseUrl(url: string | URL, base?: string | URL): URL | null {
  try {
    return new URL(url, base);
  } catch {
    return null;
  }
}
