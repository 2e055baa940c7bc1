/** Opens a bookmark in a window of its own, which can't reach this one. Only `https:` and `http:` ever open. */
export function openBookmark(url: string): void {
  if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')) return;
  const width = Math.round(Math.min(1280, screen.availWidth * 0.8));
  const height = Math.round(Math.min(900, screen.availHeight * 0.85));
  window.open(url, '_blank', `noopener,noreferrer,popup,width=${width},height=${height}`);
}
