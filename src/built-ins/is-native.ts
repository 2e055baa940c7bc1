/**
 * Whether a function is the browser's own. A page's replacement has different
 * source text, and the result of `bind` has no name in its text.
 *
 * @see https://tc39.es/ecma262/#sec-function.prototype.tostring
 */
export function isNative(value: unknown, name: string): boolean {
  try {
    if (typeof value !== 'function') return false;
    const { toString } = Function.prototype as { toString: (this: unknown) => string };
    const text = Reflect.apply(toString, value, []);
    const head = `function ${name}(`;
    return stands(text, head, 0) && has(text, '[native code]');
  } catch {
    // Even the functions needed for this check have been replaced.
    return false;
  }
}

/** Uses syntax only, because the page may have replaced string methods. */
function stands(text: string, part: string, from: number): boolean {
  for (let at = 0; at < part.length; at++) if (text[from + at] !== part[at]) return false;
  return true;
}

function has(text: string, part: string): boolean {
  for (let from = 0; from + part.length <= text.length; from++) if (stands(text, part, from)) return true;
  return false;
}

/** Returns undefined for a getter that needs an instance, such as a map's size. */
function valueOf(holder: object, name: string): unknown {
  try {
    return (holder as Record<string, unknown>)[name];
  } catch {
    return undefined;
  }
}

/**
 * Whether all methods of an object are the browser's own.
 * @param like The object whose methods are checked. By default all of the object's,
 * including the page's additions.
 */
export function hasNativeMethods(holder: object, like: object = holder): boolean {
  try {
    const names = Object.getOwnPropertyNames(like);
    for (let at = 0; at < names.length; at++) {
      const name = names[at] ?? '';
      const method = valueOf(like, name);
      if (typeof method !== 'function' || name === 'constructor') continue;
      if (!isNative((holder as Record<string, unknown>)[name], like === holder ? name : method.name)) return false;
    }
    return true;
  } catch {
    return false;
  }
}
