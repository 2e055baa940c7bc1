import { msg } from '@lit/localize';
import type { Phrase, PhraseValue } from '../../policy/phrase.js';
import { getLanguage, messageId, pluralId } from './language.js';

interface StringTemplate {
  readonly strTag: true;
  readonly strings: TemplateStringsArray;
  readonly values: unknown[];
}

/** Translates an English text from the layers below into the elements' language. */
export function inWords(message: string, phrase?: Phrase): string {
  return phrase ? phraseText(phrase) : msg(message);
}

/** A phrase in the elements' language, with its values filled in. */
export function phraseText({ parts, values }: Phrase): string {
  return msg(template(parts, values.map(inLanguage)), { id: messageId(parts) });
}

function inLanguage(value: PhraseValue): string {
  if (typeof value === 'object') return phraseText(value);
  return typeof value === 'number' ? numberText(value) : value;
}

function template(strings: readonly string[], values: readonly unknown[]): StringTemplate {
  return { strTag: true, strings: strings as unknown as TemplateStringsArray, values: [...values] };
}

/** A count in the language's plural category. `one` and `many` are English; `{0}` is replaced by the number. */
export function countText(count: number, one: string, many: string): string {
  const parts = many.split('{0}');
  const category = new Intl.PluralRules(getLanguage()).select(count);
  const english = count === 1 ? one : many;
  return msg(template(english.split('{0}'), [numberText(count)]), { id: pluralId(messageId(parts), category) });
}

/** Creating a format takes as long as formatting thousands of numbers. */
const formats = new Map<string, Intl.NumberFormat>();

/** A number in the format of the elements' language. */
export function numberText(value: number, style: 'decimal' | 'percent' = 'decimal', tag = getLanguage()): string {
  const key = `${style} ${tag}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(tag, { style });
  formats.set(key, format);
  return format.format(value);
}

/** A list with the separators of the elements' language. */
export function listText(items: readonly string[]): string {
  return new Intl.ListFormat(getLanguage(), { type: 'unit' }).format(items);
}

/** A time in the language's format. */
export function timeText(time: number | Date, options: Intl.DateTimeFormatOptions, tag: string): string {
  return new Intl.DateTimeFormat(tag, options).format(time);
}

/**
 * The tag for numbers and times: the page's own if it's in the language of the
 * texts, so that `de-AT` counts, otherwise that of the texts.
 */
export function formatTag(pageLanguage: string): string {
  const tag = getLanguage();
  const candidates = [pageLanguage, ...(typeof navigator === 'undefined' ? [] : navigator.languages)];
  return candidates.find((one) => one.toLowerCase().split('-')[0] === tag.split('-')[0] && isTag(one)) ?? tag;
}

function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    // The `lang` isn't a valid language tag.
    return false;
  }
}
