import { fileURLToPath } from 'node:url';
import inject from '@rollup/plugin-inject';

const INTACT = fileURLToPath(new URL('../src/built-ins/intact.ts', import.meta.url));

/** Each name in the sources, and its replacement in `src/built-ins/intact.ts`. */
export const INTACT_NAMES = {
  Promise: 'IntactPromise',
  Map: 'IntactMap',
  Set: 'IntactSet',
  WeakMap: 'IntactWeakMap',
  URL: 'IntactURL',
  Event: 'IntactEvent',
  CustomEvent: 'IntactCustomEvent',
  'Array.from': 'arrayFrom',
  'Array.isArray': 'isArray',
  'JSON.parse': 'parseJson',
  'JSON.stringify': 'stringify',
  ...Object.fromEntries(['abs', 'ceil', 'exp', 'floor', 'hypot', 'log', 'max', 'min', 'pow', 'round', 'sign'].map((name) => [`Math.${name}`, name])),
  'Number.isFinite': 'isFiniteNumber',
  'Number.isInteger': 'isInteger',
  'Number.isNaN': 'isNotANumber',
  'Number.isSafeInteger': 'isSafeInteger',
  ...Object.fromEntries(
    ['assign', 'create', 'defineProperty', 'entries', 'freeze', 'fromEntries', 'getOwnPropertyDescriptor', 'getPrototypeOf', 'keys', 'values'].map((name) => [
      `Object.${name}`,
      name,
    ]),
  ),
  'String.fromCharCode': 'fromCharCode',
};

/** Code in the guard's worker or in Node isn't affected by the page. */
const ELSEWHERE = [
  '**/src/built-ins/{fresh-window,is-native,intact,stringify,in-the-way,tell-at-once,tell-of-built-ins}.ts',
  '**/src/address-bar/**',
  '**/src/guard/worker/**',
  '**/src/guard/decide/**',
  '**/src/guard/evidence/**',
  '**/src/server/**',
];

const TAKES_OBJECT = /\}\s*=\s*Object(?=[,;])/;

/** For rollup, after TypeScript has been compiled. The code uses unmodified built-ins, and the page's own aren't changed. */
export function intactBuiltIns() {
  const plugin = inject({
    modules: Object.fromEntries(Object.entries(INTACT_NAMES).map(([name, ours]) => [name, [INTACT, ours]])),
    exclude: ELSEWHERE,
    sourceMap: true,
  });
  return {
    ...plugin,
    name: 'intact-built-ins',
    transform(code, id) {
      // The CommonJS helpers run in the page too. The plugin would skip them under their own name.
      const name = id.startsWith('\0commonjsHelpers') ? 'commonjs-helpers.js' : id;
      // Lit destructures `Object`, which the plugin doesn't recognize.
      const whole =
        TAKES_OBJECT.test(code) && id.includes('reactive-element')
          ? `import { IntactObject } from '${INTACT}';${code.replace(TAKES_OBJECT, '}=IntactObject')}`
          : code;
      return plugin.transform.call(this, whole, name) ?? (whole === code ? null : { code: whole, map: null });
    },
  };
}
