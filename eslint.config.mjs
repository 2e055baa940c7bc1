import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import compat from 'eslint-plugin-compat';
import lit from 'eslint-plugin-lit';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/**
 * The layers, lowest first. An import may go to a lower layer or stay inside
 * its own folder; siblings of one layer never know each other.
 */
const layers = [
  ['built-ins'],
  ['policy'],
  ['address-bar'],
  ['capture', 'guard', 'peer', 'channel', 'store'],
  ['session'],
  ['elements'],
];

/** Everything a folder must not import, as zones of `no-restricted-paths`. */
function zonesOf(layers) {
  return layers.flatMap((folders, level) =>
    folders.map((folder) => ({
      target: `./src/${folder}`,
      from: [
        ...layers.slice(level).flat().filter((other) => other !== folder).map((other) => `./src/${other}`),
        './src/server',
        './src/integrations',
        './src/testing',
        './src/index.ts',
        './src/define.ts',
      ],
      message: `src/${folder} may import only from ${
        layers.slice(0, level).flat().map((lower) => `src/${lower}`).join(', ') || 'itself'
      }.`,
    })),
  );
}

/** A package that is imported in exactly one file. */
const soleImporters = {
  'simple-peer': 'src/peer/simple-peer-link.ts',
  micromatch: 'src/policy/path-glob.ts',
  'tesseract.js': 'src/address-bar/read/ocr/ocr-engine.ts',
};

export default tseslint.config(
  { ignores: ['dist', 'test/types', 'demo/dist', 'demo/frameworks', 'demo/test-runners', 'docs/.vitepress', 'test-results', 'playwright-report', '.cache'] },
  {
    files: ['**/*.{ts,mjs}'],
    extends: [tseslint.configs.strict],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver()],
      // Without these the rule against cycles can't read what it follows, and says nothing.
      'import-x/extensions': ['.ts', '.mjs', '.js'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
    },
    rules: {
      'import-x/no-cycle': 'error',
      'import-x/no-default-export': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'import-x/no-restricted-paths': [
        'error',
        {
          zones: [
            ...zonesOf(layers),
            // What runs in Node shares the pure layers and the messages' schemas, nothing that needs a page.
            {
              target: './src/server',
              from: ['./src/address-bar', './src/capture', './src/guard', './src/peer', './src/elements', './src/integrations'],
              message: 'src/server may import only from src/policy, src/channel and src/store.',
            },
            // What a receipt is needs no page, and has to mean the same on both sides.
            {
              target: './src/server',
              from: './src/session',
              except: ['./receipt/receipt-chain.ts', './receipt/receipt-schema.ts', './receipt/receipt-summary.ts', './receipt/share-history.ts'],
              message: 'Of src/session, src/server may import only what a receipt is.',
            },
          ],
        },
      ],
      'no-restricted-imports': ['error', { paths: Object.keys(soleImporters).map((name) => ({ name, message: `Only ${soleImporters[name]} imports ${name}.` })) }],
      'no-console': ['error', { allow: ['warn'] }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
    },
  },
  ...Object.entries(soleImporters).map(([name, file]) => ({
    files: [file],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: Object.keys(soleImporters).filter((other) => other !== name).map((other) => ({ name: other, message: `Only ${soleImporters[other]} imports ${other}.` })) },
      ],
    },
  })),
  // The oldest browsers that count stand in package.json and in docs/browsers.md: what younger ones have is not to be used.
  {
    files: ['src/**/*.ts'],
    ignores: ['src/server/**'],
    plugins: { compat },
    settings: { lintAllEsApis: true },
    rules: { 'compat/compat': 'error' },
  },
  // Only agents load these.
  {
    files: ['src/{address-bar,capture,guard}/**/*.ts', 'src/elements/{screenshare-button,screenshare-settings,bookmark-menu}/**/*.ts'],
    settings: { browserslistOpts: { env: 'agents' } },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/{server,address-bar}/**', 'src/guard/{worker,decide,evidence}/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        // The rule above sees functions and interfaces, not the methods of a value.
        { selector: 'CallExpression > MemberExpression.callee[property.name=/^(toReversed|toSorted|toSpliced|isWellFormed|toWellFormed|withResolvers|isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference)$/]', message: 'Chrome 109, Firefox 115 or Safari 16.4 doesn’t have this method.' },
        { selector: "ForOfStatement > CallExpression.right > MemberExpression.callee[property.name='entries']:not([object.name='Object'])", message: 'Old libraries replace Array.prototype.entries. Use indexed() of src/policy/indexed.ts, or go through a Map itself.' },
        { selector: "CallExpression > MemberExpression.callee[object.name='v'][property.name='object']", message: 'Use objectSchema() of src/policy/object-schema.ts: v.object() goes through what a page has put on Object.prototype.' },
        { selector: "CallExpression > MemberExpression.callee[property.name=/^scroll(To|By)$/]", message: 'Old libraries replace these. Set scrollLeft and scrollTop.' },
      ],
    },
  },
  { files: ['src/policy/object-schema.ts'], rules: { 'no-restricted-syntax': 'off' } },
  // The types of JSX are a namespace of each framework's.
  { files: ['src/integrations/*.ts'], rules: { '@typescript-eslint/no-namespace': ['error', { allowDeclarations: true }] } },
  // What `require` gives in their place is one function.
  { files: ['src/**/node-shims/*.mjs'], languageOptions: { globals: globals.browser }, rules: { 'import-x/no-default-export': 'off' } },
  { files: ['src/elements/**/*.ts'], extends: [lit.configs['flat/recommended']] },
  {
    files: ['*.config.{ts,mjs}', 'test/**/*.{ts,mjs}', 'bench/**/*.{ts,mjs}', 'demo/**/*.mjs'],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    rules: { 'import-x/no-default-export': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);
