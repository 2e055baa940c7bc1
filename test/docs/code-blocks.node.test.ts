import { expect, test } from '@playwright/test';
import { transform } from 'esbuild';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile as compileSvelte } from 'svelte/compiler';
import { parse as parseVue } from 'vue/compiler-sfc';
import { DEFAULT_SETTINGS, validateSettings } from '../../src/policy/index.js';
import { allCodeBlocks, ROOT, type CodeBlock } from './documents.js';
import { elementsTable } from './elements-table.js';
import { readHtml, type HtmlReading } from './read-html.js';
import { programOf } from './type-check.js';

const blocks = allCodeBlocks();
const inLanguage = (...languages: string[]): CodeBlock[] => blocks.filter(({ language }) => languages.includes(language));
const pages = inLanguage('html').map((block): CodeBlock & HtmlReading => ({ ...block, ...readHtml(block.code) }));
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

const { program, problems } = programOf([
  ...inLanguage('ts', 'js'),
  ...pages.flatMap(({ place, scripts: inside }) => inside.map((code) => ({ place: `${place}, its script`, code }))),
]);

/** How each language is checked stands below. Text is prose: trees of files, what a program prints. */
const CHECKED = ['ts', 'js', 'tsx', 'vue', 'svelte', 'html', 'css', 'json', 'sh', 'http', 'text'];

test('every block of code says its language, and it is one that is checked here', () => {
  expect(blocks.filter(({ language }) => !CHECKED.includes(language)).map(({ place, language }) => `${place}: ${language || 'no language'}`)).toEqual([]);
  for (const language of ['ts', 'html', 'json', 'sh']) expect(inLanguage(language).length, language).toBeGreaterThan(0);
});

test('what is TypeScript or JavaScript compiles against the package', () => {
  expect(problems).toEqual([]);
});

test('what is a component compiles, and imports entries that the package has', async () => {
  const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { exports: Record<string, unknown> };
  const wrong: string[] = [];
  const components = inLanguage('tsx', 'vue', 'svelte');
  expect(components.length).toBeGreaterThan(4);
  for (const { place, language, code } of components) {
    const problem = await problemOfComponent(language, code);
    if (problem) wrong.push(`${place}: ${problem}`);
    for (const [, entry = ''] of code.matchAll(/'glance-screenshare(\/[^']*)?'/g)) if (!(`.${entry}` in exports)) wrong.push(`${place}: there is no entry ${entry}`);
  }
  expect(wrong).toEqual([]);
});

async function problemOfComponent(language: string, code: string): Promise<string | null> {
  try {
    if (language === 'tsx') await transform(code, { loader: 'tsx', jsx: 'preserve', logLevel: 'silent' });
    if (language === 'svelte') compileSvelte(code, { generate: 'client' });
    const [error] = language === 'vue' ? parseVue(code).errors : [];
    return error ? error.message : null;
  } catch (cause) {
    return (cause as Error).message;
  }
}

test('what is HTML parses without an error', () => {
  expect(pages.flatMap(({ place, errors }) => errors.map((error) => `${place}: ${error}`))).toEqual([]);
});

test('what is HTML uses elements, attributes and files that there are', () => {
  const table = elementsTable(program);
  expect([...table.keys()]).toContain('glance-share-view');
  const wrong = pages.flatMap(({ place, elements, files }) => [
    ...elements.flatMap(({ tag, attributes }) => {
      const known = table.get(tag);
      if (!known) return [`${place}: there is no <${tag}>`];
      return attributes.filter((attribute) => !known.has(attribute)).map((attribute) => `${place}: <${tag}> has no attribute ${attribute}`);
    }),
    ...files.filter((file) => !existsSync(join(ROOT, file))).map((file) => `${place}: the package has no ${file}`),
  ]);
  expect(wrong).toEqual([]);
});

test('what is CSS parses, and styles parts and properties that there are', async () => {
  const sources = (name: RegExp, code: string): string[] => [...code.matchAll(name)].map(([, found]) => found ?? '');
  const written = program.getSourceFiles().filter(({ fileName }) => fileName.includes('/src/elements/')).map(({ text }) => text).join('\n');
  const parts = new Set(sources(/part="([^"$]+)"/g, written).flatMap((names) => names.split(' ')));
  const properties = new Set(sources(/(--glance-[\w-]+)/g, written));
  const wrong: string[] = [];
  for (const { place, code } of inLanguage('css')) {
    const { warnings } = await transform(code, { loader: 'css', logLevel: 'silent' }).catch((error: { errors: { text: string }[] }) => ({ warnings: error.errors }));
    wrong.push(...warnings.map(({ text }) => `${place}: ${text}`));
    wrong.push(...sources(/::part\(([\w-]+)\)/g, code).filter((part) => !parts.has(part)).map((part) => `${place}: no element has a part ${part}`));
    wrong.push(...sources(/(--glance-[\w-]+)/g, code).filter((property) => !properties.has(property)).map((property) => `${place}: no element reads ${property}`));
  }
  expect(wrong).toEqual([]);
});

test('what is JSON parses, and holds together where it is settings', () => {
  const wrong = inLanguage('json').flatMap(({ place, code }) => {
    const value = JSON.parse(code) as Record<string, unknown>;
    if (!Object.keys(value).some((key) => key in DEFAULT_SETTINGS)) return [];
    const result = validateSettings({ ...DEFAULT_SETTINGS, ...value });
    return result.ok ? [] : result.problems.map(({ message }) => `${place}: ${message}`);
  });
  expect(wrong).toEqual([]);
});

test('what is a command names scripts and files that there are', () => {
  const wrong = inLanguage('sh').flatMap(({ place, code }) =>
    code.split('\n').map((line) => line.replace(/\s*#.*/, '').trim()).filter(Boolean).flatMap((line) => line.split(/\s*&&\s*/)).flatMap((command) => {
      const problem = problemOfCommand(command);
      return problem ? [`${place}: ${command}: ${problem}`] : [];
    }),
  );
  expect(wrong).toEqual([]);
});

/** Programs that every reader has, whose arguments are the reader's own. */
const EVERYBODYS = ['cd', 'mkdir', 'git', 'cp'];

function problemOfCommand(command: string): string | null {
  const [program = '', first = '', second = ''] = command.split(/\s+/);
  const ours = /node_modules\/glance-screenshare\/(\S+)/.exec(command)?.[1];
  if (ours && !existsSync(join(ROOT, ours))) return `the package has no ${ours}`;
  if (program === 'npm') {
    if (['install', 'init', 'ci', 'pack', 'audit'].includes(first)) return null;
    const script = first === 'run' ? second : first;
    return script in scripts ? null : `package.json has no script ${script}`;
  }
  if (program === 'npx') return existsSync(join(ROOT, 'node_modules/.bin', first)) ? null : `no package here has a program ${first}`;
  if (program === 'node') return existsSync(join(ROOT, first)) ? null : `there is no file ${first}`;
  return EVERYBODYS.includes(program) ? null : `nothing here checks ${program}`;
}

test('what is HTTP is a header a line', () => {
  const wrong = inLanguage('http').flatMap(({ place, code }) =>
    code.split('\n').filter((line) => line.trim() && !/^(?:[A-Z][\w-]*|[a-z][\w-]*): \S|^\s+\S/.test(line)).map((line) => `${place}: ${line}`),
  );
  expect(wrong).toEqual([]);
});
