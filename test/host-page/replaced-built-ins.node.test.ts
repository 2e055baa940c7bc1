import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { INTACT_NAMES } from '../../build/intact-built-ins.mjs';
import { METHODS } from '../../src/built-ins/in-the-way.js';
import { HostPages } from './host-page.js';

let pages: HostPages;
test.beforeAll(async () => {
  pages = await HostPages.open();
});
test.afterAll(() => pages.close());

/** What a page puts in the place of a built-in. */
const REPLACEMENTS = {
  'throws': "function () { throw new Error('replaced'); }",
  'lies': 'function () { return undefined; }',
};

const replaceAll = (replacement: string): string => Object.keys(INTACT_NAMES).map((name) => `${name.includes('.') ? name : `window.${name}`} = ${replacement};`).join('\n');

for (const [does, replacement] of Object.entries(REPLACEMENTS)) {
  test(`a share runs in a page whose every constructor and static function ${does}, replaced before the script is loaded`, async () => {
    const { shared, console } = await pages.share({ before: replaceAll(replacement) });
    expect(shared, console.join('\n')).toBe(true);
  });

  test(`a share runs in a page whose every constructor and static function ${does}, replaced after the script is loaded`, async () => {
    const { shared, console } = await pages.share({ after: replaceAll(replacement) });
    expect(shared, console.join('\n')).toBe(true);
  });

  test(`each method that ${does} is named in the console, replaced before the script is loaded`, async () => {
    const { page, console, close } = await pages.page({}, '<!doctype html><title>Frames</title>');
    for (const name of methods()) {
      const script = `<script>${name} = ${replacement};</script><script type="module" src="/dist/cdn/visitor.js"></script>`;
      await page.evaluate((html) => document.body.append(Object.assign(document.createElement('iframe'), { srcdoc: html })), script);
    }
    await expect.poll(() => methods().filter((name) => !isNamed(console, name)), { timeout: 60_000 }).toEqual([]);
    await close();
  });

  test(`each method that ${does} is named in the console, replaced after the script is loaded`, async () => {
    const { page, console, close } = await pages.page({});
    await page.locator('glance-screenshare-button >> #main:not([aria-disabled])').waitFor();
    await page.evaluate(
      ([names, body]) => {
        for (const name of names) {
          const [holder, , method] = name.split('.') as [string, string, string];
          const { prototype } = (globalThis as unknown as Record<string, { prototype: object }>)[holder]!;
          const before = Object.getOwnPropertyDescriptor(prototype, method);
          const view = document.createElement('glance-share-view');
          const put = document.body.appendChild.bind(document.body);
          Object.defineProperty(prototype, method, { configurable: true, writable: true, value: (0, eval)(`(${body})`) as unknown });
          try {
            put(view);
          } finally {
            if (before) Object.defineProperty(prototype, method, before);
            else Reflect.deleteProperty(prototype, method);
          }
        }
      },
      [methods(), replacement] as const,
    );
    expect(methods().filter((name) => !isNamed(console, name))).toEqual([]);
    await close();
  });
}

test('a polyfill that does what the browser does is not complained about', async () => {
  const { page, console, close } = await pages.page({
    before: `const { filter, includes } = Array.prototype;
      Array.prototype.filter = function (...given) { return filter.apply(this, given); };
      String.prototype.trim = function () { return this.replace(/^\\s+|\\s+$/g, ''); };
      Array.prototype.includes = function (...given) { return includes.apply(this, given); };`,
  });
  await page.locator('glance-screenshare-button >> #main:not([aria-disabled])').waitFor();
  expect(console).toEqual([]);
  await close();
});

test('every method of a built-in that the visitor’s page calls is watched', () => {
  const code = readFileSync('dist/cdn/visitor.js', 'utf8');
  const called = new Set([...code.matchAll(/\.([a-z][A-Za-z]+)\(/g)].map(([, name]) => name!));
  const holders = { Array, String, Map, Set, RegExp } as unknown as Record<string, { prototype: object }>;
  const missing = Object.entries(holders).flatMap(([holder, { prototype }]) =>
    [...called].filter((name) => Object.hasOwn(prototype, name) && name !== 'constructor' && !METHODS[holder]!.includes(name)).map((name) => `${holder}.prototype.${name}`),
  );
  // Methods of other objects that have a namesake here.
  expect(missing.filter((name) => !NAMESAKES.includes(name))).toEqual([]);
});

/** Called of a link, a search or a text that is none of the language's. */
const NAMESAKES = ['Array.prototype.toString', 'Array.prototype.toLocaleString', 'String.prototype.concat', 'String.prototype.toString', 'String.prototype.link', 'String.prototype.search', 'String.prototype.substr', 'RegExp.prototype.toString', 'RegExp.prototype.compile', 'Array.prototype.entries', 'Array.prototype.values', 'Array.prototype.keys', 'Set.prototype.keys', 'Set.prototype.entries', 'Array.prototype.concat'];

function methods(): string[] {
  return Object.entries(METHODS).flatMap(([holder, names]) => names.map((name) => `${holder}.prototype.${name}`));
}

function isNamed(console: readonly string[], name: string): boolean {
  return console.some((text) => text.includes('built-ins-replaced') && text.split(/[\s,]+/).includes(name));
}
