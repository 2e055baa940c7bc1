/**
 * Serialises a plain value as canonical JSON, so that two parties with the same value compute the same
 * text. Members without a value are left out.
 *
 * @throws TypeError for values that JSON can't represent: functions, symbols, bigints, NaN, infinities.
 * @see https://www.rfc-editor.org/rfc/rfc8785
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    // Sort by UTF-16 code units, as `<` does.
    members.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
  }
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return JSON.stringify(value);
  throw new TypeError(`JSON can’t represent this value: ${typeof value === 'number' ? String(value) : typeof value}.`);
}
