import * as v from 'valibot';
import { objectSchema } from '../policy/object-schema.js';
import { settingsSchema } from '../policy/settings-schema.js';
import { RECORD_FORMAT, type SettingsRecord } from './settings-repository.js';
import type { Publication, PublicationEntry, SettingsState, SettingsVersion } from './settings-store.js';
import { SettingsStoreError } from './settings-store-error.js';

/** A version is used in an `ETag` and in a path. */
const version = v.pipe(v.string(), v.regex(/^[\w.~-]{1,128}$/));
const at = v.pipe(v.string(), v.isoTimestamp());
const by = v.nullable(v.string());

/**
 * Only the structure of the settings is checked. Settings saved by an older release
 * that this one considers invalid must stay readable, or they couldn't be
 * corrected.
 */
const authors = v.optional(v.array(v.string()));
const savedSchema = objectSchema({ version, settings: settingsSchema, at, by, authors });
const summarySchema = objectSchema({ sitesAdded: v.number(), sitesRemoved: v.number(), bookmarks: v.number(), others: v.number() });
const entrySchema = objectSchema({
  version,
  at,
  by,
  staged: version,
  republished: v.nullable(version),
  previous: v.nullable(version),
  comment: v.optional(v.string()),
  summary: v.optional(summarySchema),
});
const publicationSchema = objectSchema({ ...entrySchema.entries, settings: settingsSchema });
const environments = { staging: v.nullable(savedSchema), production: v.nullable(publicationSchema) };
const rightsSchema = objectSchema({ name: v.string(), edit: v.boolean(), publish: v.boolean(), secondPerson: v.optional(v.boolean()) });
const stateSchema = objectSchema({ ...environments, warnings: v.optional(v.array(v.string())), you: v.optional(rightsSchema) });
const recordSchema = objectSchema({ ...environments, revision: version, format: v.optional(v.number()) });

/** The structure around settings, independent of their content. */
const envelopeSchema = objectSchema({
  revision: version,
  staging: v.nullable(objectSchema({ version, settings: v.looseObject({}) })),
  production: v.nullable(objectSchema({ version, settings: v.looseObject({}) })),
});
const formatSchema = objectSchema({ format: v.number() });

/** Whether a text is a valid version. */
export function isVersion(text: unknown): text is string {
  return v.is(version, text);
}

/** Parses a value; undefined if it doesn't match the schema. */
function shaped<T extends v.GenericSchema>(schema: T, value: unknown): v.InferOutput<T> | undefined {
  const result = v.safeParse(schema, value);
  return result.success ? result.output : undefined;
}

export const readState = (value: unknown): SettingsState | undefined => shaped(stateSchema, value);
export const readSaved = (value: unknown): SettingsVersion | undefined => shaped(savedSchema, value);
export const readPublication = (value: unknown): Publication | undefined => shaped(publicationSchema, value);
export const readEntries = (value: unknown): readonly PublicationEntry[] | undefined => shaped(v.array(entrySchema), value);

/**
 * Reads stored publications. If one can't be read, it throws for all of them,
 * because skipping one would lose it with the next write.
 * @throws SettingsStoreError `storage-damaged`
 */
export function readPublications(value: unknown): readonly Publication[] {
  const result = v.safeParse(v.array(publicationSchema), value);
  if (result.success) return result.output;
  throw damaged(result.issues[0]);
}

/**
 * Reads a stored record.
 * @throws SettingsStoreError `storage-damaged`, or `storage-newer` for a record of
 * a later release, because overwriting it would lose data that this release doesn't
 * know.
 */
export function readRecord(value: unknown): SettingsRecord | null {
  if (value === null) return null;
  if (v.is(formatSchema, value) && value.format > RECORD_FORMAT) throw newer(`its format is ${value.format}`);
  const result = v.safeParse(recordSchema, value);
  if (!result.success) throw v.is(envelopeSchema, value) ? newer(placeOf(result.issues[0])) : damaged(result.issues[0]);
  const { staging, production } = value as SettingsRecord;
  refuseUnknown({ staging: staging?.settings, production: production?.settings }, { staging: result.output.staging?.settings, production: result.output.production?.settings });
  return result.output;
}

/**
 * Reads one stored publication; undefined if it doesn't have that structure.
 * @throws SettingsStoreError `storage-newer`
 */
export function readKeptPublication(value: unknown): Publication | undefined {
  const publication = readPublication(value);
  if (publication) refuseUnknown((value as Publication).settings, publication.settings);
  return publication;
}

/** @throws SettingsStoreError `storage-newer` if parsing has dropped a key. */
function refuseUnknown(kept: unknown, read: unknown): void {
  const key = droppedKey(kept, read);
  if (key !== null) throw newer(`it has ${key}`);
}

/** A key that was stored but dropped when parsing. */
function droppedKey(kept: unknown, read: unknown): string | null {
  if (typeof kept !== 'object' || kept === null || typeof read !== 'object' || read === null) return null;
  for (const [key, value] of Object.entries(kept)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(read, key)) return key;
    const inside = droppedKey(value, (read as Record<string, unknown>)[key]);
    if (inside !== null) return `${key}.${inside}`;
  }
  return null;
}

function damaged(issue: v.BaseIssue<unknown>): SettingsStoreError {
  return new SettingsStoreError('storage-damaged', { cause: new Error(placeOf(issue)) });
}

function newer(what: string): SettingsStoreError {
  return new SettingsStoreError('storage-newer', { cause: new Error(`This release can’t read the stored settings: ${what}`) });
}

function placeOf(issue: v.BaseIssue<unknown>): string {
  return `${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`;
}
