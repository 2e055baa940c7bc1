import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { LANGUAGES } from '../../src/locales/index.js';
import type { Plurals, Texts } from '../../src/elements/shared/language.js';
import { catalogue } from './catalogue.js';
import { escapedTexts } from './escaped-texts.js';

const TEXTS = catalogue();

/** The places of a text where something is filled in. */
const places = (text: string): string[] => [...new Set(text.match(/\{\d+\}/g) ?? [])].sort();
const formsOf = (text: string | Plurals): string[] => (typeof text === 'string' ? [text] : Object.values(text));

test('the catalogue has texts of every layer', () => {
  const english = TEXTS.map(({ text }) => text);
  expect(english).toContain('Screen Share');
  expect(english).toContain('Another agent is sharing their screen. You are no longer sharing your screen.');
  expect(english).toContain('You picked {0}. Only {1} may be shared.');
  expect(english).toContain('No rule names {0}.');
  expect(english).toContain('{0} viewers');
  expect(english).toContain('Warning:');
});

test('no element shows a text that can’t be said in another language', () => {
  expect(escapedTexts()).toEqual([]);
});

for (const [tag, load] of Object.entries(LANGUAGES)) {
  test(`${tag} has every text, and none that there isn’t`, async () => {
    const { texts } = await load();
    const wanted = TEXTS.map(({ text }) => text);
    expect(wanted.filter((text) => !(text in texts))).toEqual([]);
    expect(Object.keys(texts).filter((text) => !wanted.includes(text))).toEqual([]);
  });

  test(`${tag} fills in the same things as English`, async () => {
    const { texts } = await load();
    const wrong = Object.entries(texts).filter(([english, text]) => formsOf(text).some((form) => places(form).join() !== places(english).join() || form.trim() === ''));
    expect(wrong).toEqual([]);
  });

  test(`${tag} has a form of what is counted for each of its plural categories`, async () => {
    const { texts } = await load();
    const { pluralCategories } = new Intl.PluralRules(tag).resolvedOptions();
    for (const { text, plural } of TEXTS) {
      const forms = texts[text];
      expect(plural ? Object.keys(forms as Plurals).sort() : typeof forms, text).toEqual(plural ? [...pluralCategories].sort() : 'string');
    }
  });

  test(`${tag} keeps addresses and what a program reads as they are`, async () => {
    const { texts } = await load();
    const verbatim = /https:\/\/[^\s“”.]*\w|[a-z]+-[a-z]+="[^"]+"|guard-worker\.js|cobrowse-version|%2[05]/g;
    const lost = Object.entries(texts).flatMap(([english, text]) => formsOf(text).flatMap((form) => (english.match(verbatim) ?? []).filter((part) => !form.includes(part))));
    expect(lost).toEqual([]);
  });

  test(`the built file of ${tag} has the same texts by shorter keys, and is small`, async () => {
    const { texts } = await load();
    const file = `dist/locales/${tag}.js`;
    const { texts: built } = (await import(pathToFileURL(file).href)) as { texts: Texts };
    expect(Object.values(built)).toEqual(Object.values(texts));
    expect(Object.keys(built).filter((key) => !/^s[0-9a-f]{16}$/.test(key))).toEqual([]);
    expect(gzipSync(readFileSync(file)).length).toBeLessThan(21_000);
  });
}
