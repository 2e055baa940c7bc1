/** What is filled into a phrase: names and addresses as they are, numbers as the reader writes them, other phrases in the reader's language. */
export type PhraseValue = string | number | Phrase;

/**
 * A text for people that has something filled in: the pieces of English, and what
 * stands between them. The pieces are also the key by which another language
 * finds its own text, so nothing here has to know any. Plain data: it travels as JSON.
 */
export interface Phrase {
  readonly parts: readonly string[];
  readonly values: readonly PhraseValue[];
}

/** A text for people in English, and the phrase that it was made from where something is filled in. */
export interface Worded {
  readonly message: string;
  readonly phrase?: Phrase;
}

/** Makes a phrase of a template: `` phrase`The page ${shown} is not allowed.` `` */
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

/** A sentence, or a phrase, as its English and what another language needs. */
export function worded(text: string | Phrase): Worded {
  return typeof text === 'string' ? { message: text } : { message: english(text), phrase: text };
}

/** Whether a value from elsewhere is a phrase. */
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
