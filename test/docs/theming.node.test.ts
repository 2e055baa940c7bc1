import { expect, test } from '@playwright/test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, textOf } from './documents.js';

const ELEMENTS = join(ROOT, 'src/elements');

const sourceFiles = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).map((file) => readFileSync(join(folder, file), 'utf8'));

/** The rows of the table below a heading, a row as its cells. */
function rowsBelow(heading: string): string[][] {
  const section = textOf('docs/guides/theming.md').split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  return section.split('\n').filter((line) => /^\| (`|\|)/.test(line)).map((line) => line.slice(1, -1).split('|').map((cell) => cell.trim()));
}

const codeIn = (cell = ''): string => /`([^`]+)`/.exec(cell)?.[1] ?? '';

/** Each custom property of the styles, with its default in light and in dark. */
function propertiesRead(): Map<string, readonly [string, string]> {
  const found = new Map<string, readonly [string, string]>();
  for (const [, name = '', fallback = ''] of sourceFiles(ELEMENTS).join('\n').matchAll(/var\((--glance-[\w-]+), ((?:[^()]|\([^()]*(?:\([^()]*\)[^()]*)*\))+)\)/g)) {
    const both = /^light-dark\((.+), (.+)\)$/.exec(fallback);
    // What a browser without light-dark() gets stands first; what all others get counts.
    if (both || !found.has(name)) found.set(name, both ? [both[1] ?? '', both[2] ?? ''] : [fallback, fallback]);
  }
  return found;
}

/** The parts of an element's class comment. */
function partsTold(source: string): string[] {
  return [...source.matchAll(/@csspart ([\w-]+)/g)].map(([, name]) => name ?? '').sort();
}

test('the table of custom properties has every one, with its defaults', () => {
  const written = new Map(rowsBelow('Custom properties').map(([name, , light, dark]) => [codeIn(name), [codeIn(light), codeIn(dark)]]));
  expect(Object.fromEntries([...written].sort())).toEqual(Object.fromEntries([...propertiesRead()].sort()));
});

test('the table of parts has those of every element, as its code has them', () => {
  const written = new Map<string, string[]>();
  let element = '';
  for (const [tag, part] of rowsBelow('Parts')) {
    element = /<(glance-[\w-]+)>/.exec(tag ?? '')?.[1] ?? element;
    written.set(element, [...(written.get(element) ?? []), codeIn(part)].sort());
  }
  const folders = readdirSync(ELEMENTS).filter((folder) => folder !== 'shared');
  expect([...written.keys()].sort()).toEqual(folders.map((folder) => `glance-${folder}`).sort());
  for (const folder of folders) {
    const sources = sourceFiles(join(ELEMENTS, folder)).join('\n');
    const shared = [...new Set([...sources.matchAll(/'\.\.\/(shared\/[\w-]+)\.js'/g)].map(([, file]) => `${file}.ts`))].map((file) => readFileSync(join(ELEMENTS, file), 'utf8'));
    const used = [...new Set([...[sources, ...shared].join('\n').matchAll(/ part="([\w -]+)"/g)].flatMap(([, names = '']) => names.split(' ')))].sort();
    expect(written.get(`glance-${folder}`), folder).toEqual(partsTold(sources));
    expect(written.get(`glance-${folder}`), folder).toEqual(used);
  }
});
