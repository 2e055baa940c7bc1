import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import lit from 'eslint-plugin-lit';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/**
 * The layers, lowest first. An import may go to a lower layer or stay inside
 * its own folder; siblings of one layer never know each other.
 */
const layers = [
  ['policy'],
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
  'tesseract.js': 'src/guard/address-bar/ocr-engine.ts',
};

export default tseslint.config(
  { ignores: ['dist', 'test/types', 'demo/dist', 'demo/frameworks', 'docs/.vitepress', 'test-results', 'playwright-report', '.cache'] },
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
              from: ['./src/capture', './src/guard', './src/peer', './src/session', './src/elements', './src/integrations'],
              message: 'src/server may import only from src/policy, src/channel and src/store.',
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
