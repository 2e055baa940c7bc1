import { rollup } from 'rollup';
import packageConfig from '../../rollup.config.mjs';

/** The packages of the elements' pages that are no ES modules. */
const PACKAGES = ['simple-peer', 'micromatch', 'axe-core'];

const PREFIX = '/__common-js__/';

/** Serves packages that are no ES modules as such, each in one file, made as the package's own build makes it. */
export function commonJsPlugin() {
  const bundles = new Map();
  let last = Promise.resolve();
  const bundle = async (name) => {
    // axe-core replaces built-ins itself, and is shipped in nothing of ours.
    const plugins = packageConfig[0].plugins.filter((plugin) => !['intact-built-ins', 'third-party-notices'].includes(plugin.name));
    const build = await rollup({ input: name, plugins });
    const { output } = await build.generate({ format: 'es' });
    await build.close();
    return output[0].code;
  };
  return {
    name: 'common-js',
    resolveImport: ({ source }) => (PACKAGES.includes(source) ? `${PREFIX}${source}.js` : undefined),
    async serve({ path }) {
      if (!path.startsWith(PREFIX)) return undefined;
      const name = path.slice(PREFIX.length, -'.js'.length);
      // One after the other: plugins hold what they know of the build that they are in.
      if (!bundles.has(name)) bundles.set(name, (last = last.then(() => bundle(name))));
      return { body: await bundles.get(name), type: 'js' };
    },
  };
}
