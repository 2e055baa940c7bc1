declare module 'punycode/punycode.es6.js' {
  /** Converts a host's punycode labels to Unicode. */
  export function toUnicode(host: string): string;
}
