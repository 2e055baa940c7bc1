/**
 * The built-ins that the package uses, as the browser provides them. The build
 * substitutes them for the names in the sources (build/intact-built-ins.mjs), so
 * that they work whatever a page replaces, before or after loading this script.
 * Sources and tests use the ordinary names.
 */
import { freshWindow } from './fresh-window.js';
import { hasNativeMethods, isNative } from './is-native.js';
import { stringifyBy, type Stringify } from './stringify.js';

type Name = 'Array' | 'CustomEvent' | 'Event' | 'JSON' | 'Map' | 'Math' | 'Number' | 'Object' | 'Set' | 'String' | 'URL' | 'WeakMap';

/** The page's own built-in if it's unmodified, otherwise a fresh one. On ordinary pages, nothing changes. */
function intact<N extends Name>(name: N, prototype = false): (typeof globalThis)[N] {
  const own = globalThis[name];
  if (isUntouched(own, name, own, prototype)) return own;
  const fresh = freshWindow()?.[name] as (typeof globalThis)[N] | undefined;
  // Additions by the page are harmless. In jsdom and happy-dom, not even a fresh window's built-ins are native.
  return fresh === undefined || (typeof fresh === 'function' && !isNative(fresh, name)) || isUntouched(own, name, fresh, prototype) ? own : fresh;
}

function isUntouched(own: object, name: string, like: object, prototype: boolean): boolean {
  if (typeof like === 'function' && !isNative(own, name)) return false;
  const [methods, expected] = [own, like] as { prototype: object }[];
  return hasNativeMethods(own, like) && (!prototype || hasNativeMethods(methods?.prototype ?? own, expected?.prototype));
}

/** Zone.js and others have good reasons to replace this one, so a working replacement stays. */
function workingPromise(): PromiseConstructor {
  try {
    const own = globalThis.Promise;
    if (typeof new own(() => undefined).then === 'function' && typeof own.all === 'function' && typeof own.resolve === 'function') return own;
  } catch {
    // This one doesn't work.
  }
  // Whatever the name refers to, this is the language's own `Promise`.
  const nothing = async (): Promise<void> => {
    await (undefined as unknown);
  };
  return nothing().constructor as PromiseConstructor;
}

/** Used only by the build, by name. */
type Statics<Names extends string> = Readonly<Record<Names, (...given: never[]) => unknown>>;

const staticsOf = <Names extends string>(holder: object): Statics<Names> => holder as Statics<Names>;

const json = intact('JSON');

export const IntactPromise = workingPromise();
export const IntactMap = intact('Map', true);
export const IntactSet = intact('Set', true);
export const IntactWeakMap = intact('WeakMap', true);
export const IntactURL = intact('URL', true);
export const IntactEvent = intact('Event');
export const IntactCustomEvent = intact('CustomEvent');
export const { from: arrayFrom, isArray } = staticsOf<'from' | 'isArray'>(intact('Array'));
export const { parse: parseJson } = staticsOf<'parse'>(json);
export const stringify = stringifyBy(staticsOf<'stringify'>(json).stringify as Stringify);
export const { abs, ceil, exp, floor, hypot, log, max, min, pow, round, sign } = staticsOf<'abs' | 'ceil' | 'exp' | 'floor' | 'hypot' | 'log' | 'max' | 'min' | 'pow' | 'round' | 'sign'>(intact('Math'));
export const { isFinite: isFiniteNumber, isInteger, isNaN: isNotANumber, isSafeInteger } = staticsOf<'isFinite' | 'isInteger' | 'isNaN' | 'isSafeInteger'>(intact('Number'));
export const IntactObject = intact('Object');
export const { assign, create, defineProperty, entries, freeze, fromEntries, getOwnPropertyDescriptor, getPrototypeOf, keys, values } = staticsOf<
  'assign' | 'create' | 'defineProperty' | 'entries' | 'freeze' | 'fromEntries' | 'getOwnPropertyDescriptor' | 'getPrototypeOf' | 'keys' | 'values'
>(IntactObject);
export const { fromCharCode } = staticsOf<'fromCharCode'>(intact('String'));
