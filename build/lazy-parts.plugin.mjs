import MagicString from 'magic-string';

/** The parts that single-file builds load on demand from files beside them: their sources, by file name. */
export const LAZY_PARTS = {
  guard: 'src/guard/page/guard-worker-text.ts',
  control: 'src/elements/screenshare-button/control/share-control.ts',
  pointing: 'src/elements/share-view/view-pointing.ts',
};

const MARK = 'lazy-part:';
const partOf = (source) =>
  Object.keys(LAZY_PARTS).find(
    (part) => source === MARK + part || source.replace(/\.js$/, '.ts').endsWith(LAZY_PARTS[part].slice(LAZY_PARTS[part].lastIndexOf('/'))),
  );

/**
 * For a single-file build: excludes these parts. They're loaded from beside the
 * file, wherever it is, with a URL that also works if the file is loaded with
 * `?v=2`.
 */
export function lazyParts() {
  return {
    name: 'lazy-parts',
    resolveDynamicImport(source) {
      const part = typeof source === 'string' ? partOf(source) : undefined;
      return part === undefined ? null : { id: MARK + part, external: true };
    },
  };
}

/** For the output of that build, after imports have been resolved. */
export function lazyPartAddresses() {
  return {
    name: 'lazy-part-addresses',
    renderChunk(code) {
      const magic = new MagicString(code);
      magic.replace(/\bimport\((['"])lazy-part:(\w+)\1\)/g, (_, quote, part) => `import(new URL('./${part}.js', import.meta.url).href)`);
      return magic.hasChanged() ? { code: magic.toString(), map: magic.generateMap({ hires: true }) } : null;
    },
  };
}
