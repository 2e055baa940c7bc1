/**
 * A plain value as JSON in one form only, so that two who hold the same value
 * can compare what they compute of it. Members without a value are left out.
 *
 * @throws TypeError for what JSON can't say: functions, symbols, bigints, NaN, infinities.
 * @see https://www.rfc-editor.org/rfc/rfc8785
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    // By UTF-16 code units, as `<` compares.
    members.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
  }
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return JSON.stringify(value);
  throw new TypeError(`This is no JSON value: ${typeof value === 'number' ? String(value) : typeof value}.`);
}
