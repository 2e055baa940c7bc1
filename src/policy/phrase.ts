/** A value in a phrase: names and addresses are inserted as they are, numbers in the reader's format, other phrases in the reader's language. */
export type PhraseValue = string | number | Phrase;

/**
 * A text on screen with values in it: the English parts, and the values between them. The parts are
 * also the key under which a translation is found, so this module doesn't have to know any language.
 * It's plain data and can be sent as JSON.
 */
export interface Phrase {
  readonly parts: readonly string[];
  readonly values: readonly PhraseValue[];
}

/** A text on screen in English, and the phrase that it was made from if it contains values. */
export interface Worded {
  readonly message: string;
  readonly phrase?: Phrase;
}

/** Creates a phrase from a template: `` phrase`The page ${shown} is not allowed.` `` */
export function phrase(parts: TemplateStringsArray, ...values: readonly PhraseValue[]): Phrase {
  return { parts, values };
}

/** A phrase in English. */
export function english({ parts, values }: Phrase): string {
  return parts.reduce((text, part, index) => text + inEnglish(values[index - 1] ?? '') + part);
}

function inEnglish(value: PhraseValue): string {
  if (typeof value === 'object') return english(value);
  return typeof value === 'number' ? value.toLocaleString('en') : value;
}

/** The English text of a sentence or phrase, and what a translation needs. */
export function worded(text: string | Phrase): Worded {
  return typeof text === 'string' ? { message: text } : { message: english(text), phrase: text };
}

/** Whether a value from an untrusted source is a phrase. */
export function isPhrase(value: unknown): value is Phrase {
  if (typeof value !== 'object' || value === null) return false;
  const { parts, values } = value as Partial<Record<keyof Phrase, unknown>>;
  return (
    Array.isArray(parts) &&
    Array.isArray(values) &&
    parts.length === values.length + 1 &&
    parts.every((part) => typeof part === 'string') &&
    values.every((one) => typeof one === 'string' || typeof one === 'number' || isPhrase(one))
  );
}
