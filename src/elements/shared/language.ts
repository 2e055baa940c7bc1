import { configureLocalization } from '@lit/localize';
import { generateMsgId } from '@lit/localize/internal/id-generation.js';
import { directionOf } from './direction.js';

/**
 * Texts of one language, each under its English one. Where `{0}`, `{1}`, … stand,
 * something is filled in, in any order. What is counted has one text for each of
 * the language's plural categories, under the English text for many.
 *
 * @example
 * ```ts
 * const texts: Texts = {
 *   'Screen Share': 'Bildschirm teilen',
 *   '{0} is sharing a window.': '{0} teilt ein Fenster.',
 *   '{0} viewers': { one: '{0} Zuschauer', other: '{0} Zuschauer' },
 * };
 * ```
 */
export type Texts = Readonly<Record<string, string | Plurals>>;

/** One text for each plural category of a language. */
export type Plurals = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

/** Fetches the texts of a language, such as `() => import('glance-screenshare/locales/de.js')`. */
export type LoadTexts = () => Promise<{ readonly texts: Texts }>;

type Templates = NonNullable<Awaited<ReturnType<Parameters<typeof configureLocalization>[0]['loadLocale']>>['templates']>;

const BUILT_IN = 'en';

const loaders = new Map<string, LoadTexts>();
/** The host's own texts, by language; those under the empty one are for all. */
const own = new Map<string, Texts>();
/** What the host has chosen; null: whatever the page says. */
let chosen: string | null = null;
let language = BUILT_IN;
let texts: Texts = {};
let attempt = 0;
let pageWatched = false;

// The library knows a list of locales that never changes, and loads none twice. Languages and the host's own texts
// come at any time, so that two names take turns for whatever is to be shown now.
const turns = ['even', 'odd'] as const;
let turn = 0;
const { setLocale } = configureLocalization({
  sourceLocale: BUILT_IN,
  targetLocales: turns,
  loadLocale: () => Promise.resolve({ templates: { ...templatesOf(texts), ...templatesOf(own.get('') ?? {}), ...templatesOf(own.get(language) ?? {}) } }),
});

/** The language of the texts that are shown now: `en`, or one that has been offered. */
export function getLanguage(): string {
  return language;
}

/**
 * Chooses the language of all elements: the best that has been offered for a tag
 * such as `de-AT`, else English. Without a choice it is that of `<html lang>`,
 * and changes with it.
 *
 * @param tag Null goes back to the page's.
 * @returns a promise that resolves when the texts are there, and rejects when they can't be loaded; what was shown before stays then.
 */
export function setLanguage(tag: string | null): Promise<void> {
  chosen = tag;
  return follow();
}

/**
 * Offers languages, by tag, with how to load each; one that the page is in is loaded at once.
 *
 * @example
 * ```ts
 * offerLanguages({ de: () => import('glance-screenshare/locales/de.js') });
 * ```
 */
export function offerLanguages(languages: Readonly<Record<string, LoadTexts>>): void {
  for (const [tag, load] of Object.entries(languages)) loaders.set(tag, load);
  follow().catch(report);
}

/**
 * Puts texts of the host's own in the place of the library's, each under its
 * English one. Another call replaces those of the one before.
 *
 * @param replacements The texts; `{}` takes all back.
 * @param tag The language that they are in; without it they hold in every language.
 */
export function setTexts(replacements: Texts, tag = ''): void {
  own.set(tag, replacements);
  void show();
}

/** Begins to follow `<html lang>`; the elements call it when the first of them comes into a page. */
export function followPage(): void {
  if (pageWatched) return;
  pageWatched = true;
  new MutationObserver(() => void follow().catch(report)).observe(document.documentElement, { attributeFilter: ['lang'] });
  follow().catch(report);
}

async function follow(): Promise<void> {
  const current = ++attempt;
  const page = typeof document === 'undefined' ? '' : document.documentElement.lang;
  const next = bestOf(chosen ?? page);
  if (next === language) return;
  const found = await loaders.get(next)?.();
  if (current !== attempt) return;
  language = next;
  texts = found?.texts ?? {};
  await show();
}

function show(): Promise<void> {
  if (typeof window === 'undefined') return Promise.resolve();
  turn = 1 - turn;
  return setLocale(turns[turn === 0 ? 0 : 1]);
}

/** The language that is offered for a tag: itself, or what is left when its subtags are dropped from the end. */
function bestOf(tag: string): string {
  const offered = new Map([...loaders.keys()].map((name) => [name.toLowerCase(), name]));
  for (let subtags = tag.toLowerCase().split(/[-_]/); subtags.length > 0; subtags = subtags.slice(0, -1)) {
    const found = offered.get(subtags.join('-'));
    if (found !== undefined) return found;
  }
  return BUILT_IN;
}

/** Nobody waits for what the page's own language brings, and English is shown, so the page's developer is told. */
function report(cause: unknown): void {
  reportError(new Error('The texts of the page’s language could not be loaded; the elements stay as they are.', { cause }));
}

function templatesOf(given: Texts): Templates {
  return Object.fromEntries(Object.entries(given).flatMap(([key, text]) => entriesOf(key, text)));
}

function entriesOf(key: string, text: string | Plurals): [string, Templates[string]][] {
  const parts = key.split(/\{\d+\}/);
  // The files of languages have the ids themselves, which are shorter.
  const isId = /^s[0-9a-f]{16}$/.test(key);
  const id = isId ? key : messageId(parts);
  const values = isId ? Infinity : parts.length - 1;
  if (typeof text === 'string') return [[id, templateOf(text, values)]];
  return Object.entries(text).map(([category, form]) => [pluralId(id, category), templateOf(form, values)]);
}

/** A text ready to be filled in. One that asks for more than there is stays as it is, so that the mistake is seen. */
function templateOf(text: string, available: number): Templates[string] {
  const places = [...text.matchAll(/\{(\d+)\}/g)].map(([, place]) => Number(place));
  if (places.length === 0 || Math.max(...places) >= available) return text;
  // Else a URL in an Arabic sentence would be taken apart at its slashes: first strong isolate, and its end (Unicode, UAX #9).
  const whole = directionOf(language) === 'rtl' ? text.replaceAll(/\{\d+\}/g, '\u2068$&\u2069') : text;
  return { strTag: true, strings: whole.split(/\{\d+\}/) as unknown as TemplateStringsArray, values: places };
}

/** The library's own id of an English text, given as what stands around the values. */
export function messageId(parts: readonly string[]): string {
  return generateMsgId(parts as string[], false);
}

/** Under which a text for one plural category is found. */
export function pluralId(id: string, category: string): string {
  return `${id}.${category}`;
}
