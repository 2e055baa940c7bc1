/**
 * An ETag as the server wrote it. Compressing proxies make it weak (`W/"3"`) or
 * append their name (`"3-gzip"` in Apache, `"3;br"` in others).
 */
export function plainEtag(etag: string): string {
  return etag.replace(/^W\//, '').replace(/(?:-|;)(?:gzip|br|deflate|zstd|df)"$/, '"');
}
