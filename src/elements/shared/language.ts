import { configureLocalization } from '@lit/localize';
import { generateMsgId } from '@lit/localize/internal/id-generation.js';
import { tellError } from '../../built-ins/tell-error.js';
import { directionOf } from './direction.js';

/**
 * The texts of one language, each under its English text. Values replace `{0}`,
 * `{1}`, …, in any order. Counted texts have one entry per plural category of the
 * language, under the English plural.
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

/** One text per plural category of a language. */
export type Plurals = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

/** Loads the texts of a language, such as `() => import('glance-screenshare/locales/de.js')`. */
export type LoadTexts = () => Promise<{ readonly texts: Texts }>;

type Templates = NonNullable<Awaited<ReturnType<Parameters<typeof configureLocalization>[0]['loadLocale']>>['templates']>;

const BUILT_IN = 'en';

const loaders = new Map<string, LoadTexts>();
/** The host's own texts, by language. Those under the empty tag apply to all languages. */
const own = new Map<string, Texts>();
/** The host's choice; null follows the page. */
let chosen: string | null = null;
let language = BUILT_IN;
let texts: Texts = {};
let attempt = 0;
let pageWatched = false;

// `@lit/localize` has a fixed list of locales and loads each one only once. Languages and the
// host's own texts can be added at any time, so two locale names alternate for the current texts.
const turns = ['even', 'odd'] as const;
let turn = 0;
const { setLocale } = configureLocalization({
  sourceLocale: BUILT_IN,
  targetLocales: turns,
  loadLocale: () => Promise.resolve({ templates: { ...templatesOf(texts), ...templatesOf(own.get('') ?? {}), ...templatesOf(own.get(language) ?? {}) } }),
});

/** The language of the current texts: `en`, or one that has been offered. */
export function getLanguage(): string {
  return language;
}

/**
 * Sets the language of all elements: the best offered match for a tag such as
 * `de-AT`, otherwise English. Without a choice, they follow `<html lang>` and its
 * changes.
 *
 * @param tag Null returns to the page's language.
 * @returns A promise that resolves when the texts are loaded, and rejects if they
 * can't be; the current texts then stay.
 */
export function setLanguage(tag: string | null): Promise<void> {
  chosen = tag;
  return follow();
}

/**
 * Offers languages, by tag, each with a function that loads it. The page's language
 * is loaded at once.
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
 * Replaces texts of the library with the host's own, each under its English text.
 * Another call replaces those of the previous one.
 *
 * @param replacements The texts; `{}` removes all replacements.
 * @param tag The language of the texts; without it they apply to every language.
 */
export function setTexts(replacements: Texts, tag = ''): void {
  own.set(tag, replacements);
  void show();
}

/** Starts following `<html lang>`. Called when the first element is connected to a page. */
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

/** The offered language for a tag: an exact match, or the tag with subtags removed from the end. */
function bestOf(tag: string): string {
  const offered = new Map([...loaders.keys()].map((name) => [name.toLowerCase(), name]));
  for (let subtags = tag.toLowerCase().split(/[-_]/); subtags.length > 0; subtags = subtags.slice(0, -1)) {
    const found = offered.get(subtags.join('-'));
    if (found !== undefined) return found;
  }
  return BUILT_IN;
}

/** No caller waits for the page's own language. English stays, and the page's developer gets an error in the console. */
function report(cause: unknown): void {
  tellError(new Error('The texts of the page’s language could not be loaded; the elements keep their current texts.', { cause }));
}

function templatesOf(given: Texts): Templates {
  return Object.fromEntries(Object.entries(given).flatMap(([key, text]) => entriesOf(key, text)));
}

function entriesOf(key: string, text: string | Plurals): [string, Templates[string]][] {
  const parts = key.split(/\{\d+\}/);
  // The language files use the ids themselves, which are shorter.
  const isId = /^s[0-9a-f]{16}$/.test(key);
  const id = isId ? key : messageId(parts);
  const values = isId ? Infinity : parts.length - 1;
  if (typeof text === 'string') return [[id, templateOf(text, values)]];
  return Object.entries(text).map(([category, form]) => [pluralId(id, category), templateOf(form, values)]);
}

/** Converts a text to a template. A text with more placeholders than values isn't changed, so that the mistake is visible. */
function templateOf(text: string, available: number): Templates[string] {
  const places = [...text.matchAll(/\{(\d+)\}/g)].map(([, place]) => Number(place));
  if (places.length === 0 || Math.max(...places) >= available) return text;
  // Otherwise a URL in an Arabic sentence would be reordered at its slashes. Uses first strong isolates (Unicode, UAX #9).
  const whole = directionOf(language) === 'rtl' ? text.replaceAll(/\{\d+\}/g, '\u2068$&\u2069') : text;
  return { strTag: true, strings: whole.split(/\{\d+\}/) as unknown as TemplateStringsArray, values: places };
}

/** The library's id of an English text, given as the parts around the values. */
export function messageId(parts: readonly string[]): string {
  return generateMsgId(parts as string[], false);
}

/** The key of a text for one plural category. */
export function pluralId(id: string, category: string): string {
  return `${id}.${category}`;
}
