import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { OCR_ASSETS } from '../../build/ocr-assets.mjs';
import { billOfMaterials } from '../../docs/release/sbom.mjs';

interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent: readonly (string | null)[];
}
const readMap = (file: string): SourceMap => JSON.parse(readFileSync(file, 'utf8')) as SourceMap;

const notices = readFileSync('dist/THIRD-PARTY-NOTICES.txt', 'utf8');
const sections = notices.split(/^-{78}$/m).slice(1).map((section) => section.trim());
/** `name version` of each section that is about a package of npm. */
const noticed = sections.flatMap((section) => /^(\S+ \d+\.\d+\.\d+\S*) \(/.exec(section)?.[1] ?? []);

const files = readdirSync('dist', { recursive: true, encoding: 'utf8' });
const scripts = files.filter((file) => file.endsWith('.js') && !file.startsWith('ocr'));
/** Every file of another package that the build has put into one of ours, with its text as the source map has it. */
const bundled = files.filter((file) => file.endsWith('.js.map')).flatMap((file) => {
  const { sources, sourcesContent } = readMap(join('dist', file));
  return sources.flatMap((source, index) => {
    const path = /node_modules\/.*/.exec(source)?.[0];
    return path === undefined ? [] : [{ path, script: file.replace(/\.map$/, ''), text: sourcesContent[index] }];
  });
});
const packageOf = (path: string): string => /.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path;
const nameOf = (folder: string): string => {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string; version: string };
  return `${name} ${version}`;
};

test('the notices have the packages that the source maps show in the bundles and in OCR’s files, and no other', () => {
  const ocr = Object.values(OCR_ASSETS).map((file) => /node_modules\/.*/.exec(file)?.[0] ?? file);
  const inOcr = ['tesseract.esm.min.js', 'worker.min.js'].flatMap((name) => readMap(`node_modules/tesseract.js/dist/${name}.map`).sources).flatMap((source) => /node_modules\/.*/.exec(source)?.[0] ?? []);
  const folders = new Set([...bundled.map(({ path }) => path), ...ocr, ...inOcr].map(packageOf));
  expect(noticed.sort()).toEqual([...folders].map(nameOf).sort());
});

test('the list of what ships has every package of the notices, in the same version', () => {
  const listed = billOfMaterials().components.map(({ name, version }) => `${name} ${version}`);
  expect(noticed.filter((each) => !listed.includes(each))).toEqual([]);
});

test('every section has the whole text of a licence and names who holds the copyright', () => {
  expect(sections.length).toBeGreaterThan(20);
  for (const section of sections) {
    const [heading] = section.split('\n');
    expect(section.length, heading).toBeGreaterThan(500);
    expect(section, heading).toMatch(/copyright/i);
    expect(section, heading).not.toMatch(/<(?:year|owner|copyright holders)>/);
  }
});

test('a script with code of other packages says in its first line where the notices are', () => {
  for (const script of scripts.filter((file) => bundled.some((each) => each.script === file))) {
    expect(readFileSync(join('dist', script), 'utf8').split('\n')[0], script).toMatch(/^\/\*! glance-screenshare .*dist\/THIRD-PARTY-NOTICES\.txt/);
  }
});

test('what is bundled of other packages is, to the letter, what they published', () => {
  expect(bundled.length).toBeGreaterThan(50);
  const changed = bundled.filter(({ path, text }) => text !== readFileSync(path, 'utf8')).map(({ path, script }) => `${path} in ${script}`);
  expect(changed).toEqual([]);
});
