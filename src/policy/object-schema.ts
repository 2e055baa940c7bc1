import * as v from 'valibot';

/**
 * Like `v.object`, but ignores anything that a page has added to `Object.prototype`, both as an entry
 * and as a value. Valibot takes inherited names for an object's own.
 */
export function objectSchema<const Entries extends v.ObjectEntries>(entries: Entries): v.ObjectSchema<Entries, undefined>;
export function objectSchema<const Entries extends v.ObjectEntries>(entries: Entries, message: string): v.ObjectSchema<Entries, string>;
export function objectSchema<const Entries extends v.ObjectEntries>(entries: Entries, message?: string): v.ObjectSchema<Entries, string | undefined> {
  const schema = v.object(withoutPrototype(entries), message);
  const run = schema['~run'].bind(schema);
  const names = Object.keys(entries);
  return Object.assign(schema, {
    '~run': (dataset: v.UnknownDataset, config: v.Config<v.BaseIssue<unknown>>) => run(hidesInherited(names) ? { ...dataset, value: withoutPrototype(dataset.value) } : dataset, config),
  });
}

function hidesInherited(names: readonly string[]): boolean {
  return names.some((name) => name in Object.prototype);
}

function withoutPrototype<T>(value: T): T {
  return typeof value === 'object' && value !== null ? (Object.assign(Object.create(null) as object, value)) : value;
}
