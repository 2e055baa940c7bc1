import { freshWindow, type FreshWindow } from './fresh-window.js';
import { IntactEvent } from './intact.js';
import { isNative } from './is-native.js';

type Method = (this: unknown, ...args: unknown[]) => unknown;
type Samples = { readonly of: () => unknown; readonly args: () => readonly (readonly unknown[])[] };

/** The methods that the package calls, by their owner. A test compares them with the built files. */
export const METHODS: Readonly<Record<string, readonly string[]>> = {
  Array: ['at', 'concat', 'every', 'fill', 'filter', 'find', 'findIndex', 'flat', 'flatMap', 'forEach', 'includes', 'indexOf', 'join', 'keys', 'lastIndexOf', 'map', 'pop', 'push', 'reduce', 'reverse', 'shift', 'slice', 'some', 'sort', 'splice', 'unshift', 'values'],
  String: ['at', 'charAt', 'charCodeAt', 'endsWith', 'includes', 'indexOf', 'lastIndexOf', 'match', 'matchAll', 'normalize', 'padStart', 'repeat', 'replace', 'replaceAll', 'slice', 'split', 'startsWith', 'substring', 'toLocaleLowerCase', 'toLowerCase', 'toUpperCase', 'trim'],
  Map: ['clear', 'delete', 'entries', 'forEach', 'get', 'has', 'keys', 'set', 'values'],
  Set: ['add', 'clear', 'delete', 'forEach', 'has', 'values'],
  RegExp: ['exec', 'test'],
  Number: ['toFixed', 'toString'],
  Function: ['apply', 'bind', 'call'],
  Object: ['hasOwnProperty', 'toString'],
  Element: ['append', 'appendChild', 'closest', 'contains', 'getAttribute', 'hasAttribute', 'insertBefore', 'matches', 'querySelector', 'querySelectorAll', 'remove', 'removeAttribute', 'setAttribute'],
};

/** Listed for access by index, because a loop over names would include the page's additions to `Object.prototype`. */
const HOLDERS = ['Array', 'String', 'Map', 'Set', 'RegExp', 'Number', 'Function', 'Object', 'Element'] as const;

const isA = (item: unknown): boolean => item === 'a';
const twice = (item: unknown): unknown[] => [item, item];
const joined = (one: unknown, two: unknown): string => `${String(one)}${String(two)}`;

/** What the methods are tried on, and with which arguments. Each one must behave like the browser's own. */
const SAMPLES: Readonly<Record<string, Samples>> = {
  Array: { of: () => ['b', 'a', 'c'], args: () => [[], [isA], [twice], ['a'], [1], [1, 1], [joined, '']] },
  String: { of: () => 'b-A-b', args: () => [[], ['b'], ['-'], ['-', 'x'], [/b/g, 'x'], [/b/g], [1], [1, 3], [7, '0']] },
  Map: { of: () => new Map([['a', 1]]), args: () => [[], ['a'], ['b', 2], [isA]] },
  Set: { of: () => new Set(['a']), args: () => [[], ['a'], ['b'], [isA]] },
  RegExp: { of: () => /b(.)/, args: () => [['abc'], ['x']] },
  Number: { of: () => 17, args: () => [[], [16]] },
  Function: { of: () => twice, args: () => [[null, ['a']], [null, 'a', 'b']] },
  Object: { of: () => ({ a: 1 }), args: () => [['a'], ['b']] },
  Element: { of: sampleElement, args: () => [[], ['title'], ['p'], ['title', 'b'], [document.createElement('b')], [document.createElement('b'), null]] },
};

/** An element with a parent and a child. */
function sampleElement(): Element {
  const [outer, element, inner] = [document.createElement('div'), document.createElement('div'), document.createElement('p')];
  // Libraries don't replace a method with this name.
  outer.insertAdjacentElement('beforeend', element);
  element.insertAdjacentElement('beforeend', inner);
  inner.title = 'a';
  return element;
}

/**
 * The page's methods that behave differently from the browser's own, such as
 * `Array.prototype.filter`. The package needs them and can't get them elsewhere. A
 * replacement with the same behaviour, such as a polyfill, isn't reported.
 */
export function builtInsInTheWay(): string[] {
  const found: string[] = [];
  for (let each = 0; each < HOLDERS.length; each++) {
    const holder = HOLDERS[each] ?? '';
    const names = METHODS[holder] ?? [];
    for (let at = 0; at < names.length; at++) if (isInTheWay(holder, names[at] ?? '')) found[found.length] = `${holder}.prototype.${names[at] ?? ''}`;
  }
  if (!doEventListenersWork()) found[found.length] = 'EventTarget.prototype.addEventListener';
  return found;
}

function isInTheWay(holder: string, name: string): boolean {
  const method = prototypeOf(globalThis, holder)?.[name];
  if (method === undefined || isNative(method, name)) return false;
  const fresh = freshWindow();
  const original = fresh && prototypeOf(fresh, holder)?.[name];
  const samples = SAMPLES[holder];
  // In jsdom and the like nothing is native, and a frame's built-ins have a different implementation.
  if (!samples || !isNative(original, name)) return false;
  try {
    const args = samples.args();
    for (let at = 0; at < args.length; at++) {
      const given = args[at] ?? [];
      if (outcome(method, samples.of(), given) !== outcome(original as Method, samples.of(), given)) return true;
    }
    return false;
  } catch {
    // Creating a sample already needs the method.
    return true;
  }
}

function prototypeOf(view: FreshWindow, holder: string): Record<string, Method> | undefined {
  return (view[holder] as { prototype: Record<string, Method> } | undefined)?.prototype;
}

/** A method's result and side effects, as text. */
function outcome(method: Method, on: unknown, args: readonly unknown[]): string {
  try {
    const given = Reflect.apply(method, on, args);
    return `${textOf(typeof given === 'function' ? Reflect.apply(given as Method, null, ['c']) : given)} ${textOf(on)}`;
  } catch {
    return 'throws';
  }
}

/** Uses syntax only, because any method may have been replaced. */
function textOf(value: unknown): string {
  if (typeof value === 'function') return 'function';
  if (typeof value !== 'object' || value === null) return value as string;
  if (value instanceof Element) return (value.parentElement ?? value).outerHTML;
  let text = '';
  if ('next' in value) {
    const iterator = value as Iterator<unknown>;
    for (let step = iterator.next(); step.done !== true; step = iterator.next()) text += `${textOf(step.value)},`;
  } else if (value instanceof Map || value instanceof Set) text += `${value.size}`;
  else for (const name in value) if (isOwn(value, name)) text += `${name}:${textOf((value as Record<string, unknown>)[name])},`;
  return `{${text}}`;
}

function isOwn(value: object, name: string): boolean {
  return Object.getOwnPropertyDescriptor(value, name) !== undefined;
}

function doEventListenersWork(): boolean {
  try {
    const target = new EventTarget();
    let heard = 0;
    const listener = (): void => {
      heard++;
    };
    target.addEventListener('sample', listener);
    target.dispatchEvent(new IntactEvent('sample'));
    target.removeEventListener('sample', listener);
    target.dispatchEvent(new IntactEvent('sample'));
    return heard === 1;
  } catch {
    return false;
  }
}
