import type { Plugin } from 'esbuild';

/** What stands in for each check while it is taken out. */
const without: Readonly<Record<string, string>> = {
  'surroundings.ts': 'export const aloneUntil = ({ plane }) => plane.columns;',
  'other-script.ts': 'export const mayBeOtherScript = () => false;',
};

/** The agent's code without the checks that tell look-alikes apart: what these are good for is what gets through then. */
export const weakened: Plugin = {
  name: 'weakened',
  setup({ onLoad }) {
    for (const [file, contents] of Object.entries(without)) {
      onLoad({ filter: new RegExp(`read/exact/${file.replace('.', '\\.')}$`) }, () => ({ contents, loader: 'js' }));
    }
  },
};
