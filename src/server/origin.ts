/** The host and port of an origin; null for what names none, such as `null`. */
export function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
