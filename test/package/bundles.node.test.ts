import { expect, test } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { ESLint } from 'eslint';
import globals from 'globals';
import { parseAst } from 'rollup/parseAst';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/** What a visitor's page may have to fetch: gzipped, in bytes, everything in it. */
const VISITOR_LIMIT = 56_000;
/** The same with the panel around the view. */
const VISITOR_PANEL_LIMIT = 61_000;
/** What an agent’s page may have to fetch at once. */
const AGENT_LIMIT = 105_000;
/** What an administrator’s or a supervisor’s page may have to fetch. */
const ADMIN_LIMIT = 80_000;

/** Lit makes the first itself, on `globalThis`; engine.io looks whether the second is there before it uses it. */
const NOBODY_SUPPLIES = { litPropertyMetadata: 'writable', attachEvent: 'readonly' } as const;

/** Names that a file takes from outside: neither its own nor a browser's. `typeof name` alone asks for nothing. */
async function namesFromOutside(file: string): Promise<string[]> {
  const eslint = new ESLint({
    overrideConfigFile: true,
    ignore: false,
    allowInlineConfig: false,
    overrideConfig: {
      languageOptions: { ecmaVersion: 2024, sourceType: 'module', globals: { ...globals.browser, ...globals.es2021, ...NOBODY_SUPPLIES } },
      rules: { 'no-undef': 'error' },
    },
  });
  const [result] = await eslint.lintText(readFileSync(file, 'utf8'), { filePath: 'bundle.js' });
  return [...new Set(result!.messages.map(({ message }) => message))];
}

interface SyntaxNode {
  readonly type: string;
  readonly source?: unknown;
}

/** Every node of a syntax tree. */
function nodesOf(tree: unknown): SyntaxNode[] {
  if (typeof tree !== 'object' || tree === null) return [];
  const below = Object.values(tree).flatMap(nodesOf);
  return 'type' in tree && typeof tree.type === 'string' ? [tree as SyntaxNode, ...below] : below;
}

/** What each file fetches from beside it when it is needed. */
const LATER = { agent: ['./guard.js', './control.js'], visitor: ['./pointing.js'], 'visitor-panel': ['./pointing.js'], admin: [] } as const;

for (const name of ['agent', 'visitor', 'visitor-panel', 'admin'] as const) {
  test(`dist/cdn/${name}.js takes no name from a page that a browser doesn't have`, async () => {
    expect(await namesFromOutside(`dist/cdn/${name}.js`)).toEqual([]);
  });

  test(`dist/cdn/${name}.js is one file: it fetches nothing but a language that the page asks for, and what is needed later`, () => {
    const { body } = parseAst(readFileSync(`dist/cdn/${name}.js`, 'utf8'));
    const fetched = nodesOf(body).filter(({ type, source }) => (type === 'ImportDeclaration' || type === 'ImportExpression' || type.startsWith('Export')) && source);
    expect(fetched.map(({ type }) => type)).toEqual(fetched.map(() => 'ImportExpression'));
    // Their addresses are worked out from the file's own.
    const parts = ['../locales/', ...LATER[name]];
    for (const part of parts) expect(JSON.stringify(fetched)).toContain(part);
    expect(fetched).toHaveLength(parts.length);
  });
}

for (const [name, limit] of [['agent', AGENT_LIMIT], ['visitor', VISITOR_LIMIT], ['visitor-panel', VISITOR_PANEL_LIMIT], ['admin', ADMIN_LIMIT]] as const) {
  test(`the ${name}’s file is small enough, everything in it`, () => {
    const size = gzipSync(readFileSync(`dist/cdn/${name}.js`), { level: 9 }).length;
    test.info().annotations.push({ type: 'size', description: `dist/cdn/${name}.js: ${size} bytes gzipped` });
    expect(size).toBeLessThanOrEqual(limit);
  });
}

for (const [name, limit] of [['guard', 46_000], ['control', 6_000], ['pointing', 3_000]] as const) {
  test(`dist/cdn/${name}.js, which is fetched later, is small, and brings no second Lit and no texts`, () => {
    const code = readFileSync(`dist/cdn/${name}.js`, 'utf8');
    expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(limit);
    expect(code).not.toMatch(/litHtmlVersions|litElementVersions|lit-localize/);
  });
}

test('OCR’s parts lie in a folder of their own, and in no script', () => {
  const parts = ['reader.js', 'tesseract.esm.min.js', 'worker.min.js', 'core/tesseract-core-simd-lstm.wasm.js', 'core/tesseract-core-relaxedsimd-lstm.wasm.js', 'language/eng.traineddata.gz'];
  for (const part of parts) expect(readFileSync(`dist/ocr/${part}`).length, part).toBeGreaterThan(10_000);
  for (const script of ['cdn/agent.js', 'guard-worker.js', 'window-reader.js']) expect(readFileSync(`dist/${script}`, 'utf8'), script).not.toContain('jsdelivr');
});

test('importing the package registers nothing and works where there is no page', () => {
  const program = `
    const entries = await Promise.all(['glance-screenshare', 'glance-screenshare/policy', 'glance-screenshare/socket-io', 'glance-screenshare/media-relay', 'glance-screenshare/signed-channel', 'glance-screenshare/receipt', 'glance-screenshare/testing', 'glance-screenshare/server', 'glance-screenshare/window-reader'].map((name) => import(name)));
    console.log(JSON.stringify(entries.map((entry) => Object.keys(entry).length > 0)), typeof customElements);
  `;
  const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' });
  expect(printed.trim()).toBe('[true,true,true,true,true,true,true,true,true] undefined');
});

test('every path of the exports map leads to a file, and so does its types', () => {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: Record<string, string | Record<string, string>> };
  for (const target of Object.values(exports)) {
    for (const file of typeof target === 'string' ? [target] : Object.values(target)) expect(() => readFileSync(file), file).not.toThrow();
  }
});
