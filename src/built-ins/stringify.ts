export type Stringify = typeof JSON.stringify;

/** In the language, neither has a `toJSON`. */
const [lists, objects] = [Array.prototype, Object.prototype] as { toJSON?: unknown }[];

/**
 * `JSON.stringify` that ignores the page's `toJSON`. Prototype.js adds one to all
 * arrays and objects, which turns lists into strings.
 */
export function stringifyBy(stringify: Stringify): Stringify {
  return ((value: unknown, ...how: [undefined, number]) => stringify(hasForeignJson() ? withoutPrototypes(value) : value, ...how)) as Stringify;
}

function hasForeignJson(): boolean {
  return lists?.toJSON !== undefined || objects?.toJSON !== undefined;
}

/** A copy without prototypes. Objects with their own `toJSON`, such as a `Date`, stay as they are. */
function withoutPrototypes(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('toJSON' in value && value.toJSON !== lists?.toJSON && value.toJSON !== objects?.toJSON) return value;
  const copy = (Array.isArray(value) ? [] : {}) as Record<string, unknown>;
  const names = Object.keys(value);
  for (let at = 0; at < names.length; at++) {
    const name = names[at] ?? '';
    copy[name] = withoutPrototypes((value as Record<string, unknown>)[name]);
  }
  return Object.setPrototypeOf(copy, null);
}
