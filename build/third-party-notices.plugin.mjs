import { writeFileSync } from 'node:fs';
import license from 'rollup-plugin-license';
import { noticesText } from './third-party-notices.mjs';

/** Where the package has the licences of the code bundled into it, relative to its root. */
export const NOTICES = 'dist/THIRD-PARTY-NOTICES.txt';

/** From every build in this process, because one file contains all licences. */
const packages = new Map();

const scanner = license({
  thirdParty: {
    multipleVersions: true,
    // A package under another licence fails the build until somebody has read that licence.
    allow: { test: '(MIT OR ISC OR BSD-2-Clause OR BSD-3-Clause OR Apache-2.0)', failOnUnlicensed: true, failOnViolation: true },
    output: (dependencies) => {
      for (const dependency of dependencies) packages.set(`${dependency.name}@${dependency.version}`, dependency);
    },
  },
});

const PACKAGE_OF = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

/**
 * Passes the packages of these files to the scanner as a chunk. It gets each
 * package's own folder, because some contain a second package.json without a
 * licence.
 */
function scan(files) {
  const folders = files.map((file) => PACKAGE_OF.exec(file.replaceAll('\\', '/'))?.[0]).filter(Boolean);
  const modules = Object.fromEntries(folders.map((folder) => [`${folder}/package.json`, { renderedLength: 1 }]));
  scanner.renderChunk('', { modules }, { sourcemap: false });
}

/**
 * For rollup: collects the licences of a bundle's packages, and writes {@link
 * NOTICES} after the bundle.
 *
 * @param {{ alsoBundled?: () => Promise<string[]> }} [options] Files that other
 * tools have bundled into this build's output
 */
export function thirdPartyNotices({ alsoBundled = async () => [] } = {}) {
  return {
    name: 'third-party-notices',
    renderChunk(code, chunk) {
      scan(Object.keys(chunk.modules).filter((id) => chunk.modules[id].renderedLength > 0));
    },
    async generateBundle() {
      scan(await alsoBundled());
      scanner.generateBundle();
    },
    writeBundle() {
      writeFileSync(NOTICES, noticesText([...packages.values()]));
    },
  };
}
