import * as v from 'valibot';
import { settingsSchema } from '../policy/settings-schema.js';
import type { SettingsRecord } from './settings-repository.js';
import type { Publication, PublicationEntry, SettingsState, SettingsVersion } from './settings-store.js';
import { SettingsStoreError } from './settings-store-error.js';

/** A version travels in an `ETag` and as part of a path. */
const version = v.pipe(v.string(), v.regex(/^[\w.~-]{1,128}$/));
const at = v.pipe(v.string(), v.isoTimestamp());
const by = v.nullable(v.string());

/**
 * Only the shape of the settings is looked at: what an older release has saved
 * and this one finds invalid must stay readable, or nobody could put it right.
 */
const savedSchema = v.object({ version, settings: settingsSchema, at, by });
const entrySchema = v.object({ version, at, by, staged: version, republished: v.nullable(version), previous: v.nullable(version) });
const publicationSchema = v.object({ ...entrySchema.entries, settings: settingsSchema });
const stateSchema = v.object({ staging: v.nullable(savedSchema), production: v.nullable(publicationSchema) });
const recordSchema = v.object({ ...stateSchema.entries, revision: version });

/** Whether a text can be a version at all. */
export function isVersion(text: unknown): text is string {
  return v.is(version, text);
}

/** Something read that ought to have a known shape; undefined when it hasn't. */
function shaped<T extends v.GenericSchema>(schema: T, value: unknown): v.InferOutput<T> | undefined {
  const result = v.safeParse(schema, value);
  return result.success ? result.output : undefined;
}

export const readState = (value: unknown): SettingsState | undefined => shaped(stateSchema, value);
export const readSaved = (value: unknown): SettingsVersion | undefined => shaped(savedSchema, value);
export const readPublication = (value: unknown): Publication | undefined => shaped(publicationSchema, value);
export const readEntries = (value: unknown): readonly PublicationEntry[] | undefined => shaped(v.array(entrySchema), value);

/**
 * Publications as they were kept. One that can't be read makes the whole unreadable:
 * leaving it out would lose it with the next write.
 * @throws SettingsStoreError `storage-damaged`
 */
export function readPublications(value: unknown): readonly Publication[] {
  const result = v.safeParse(v.array(publicationSchema), value);
  if (result.success) return result.output;
  throw damaged(result.issues[0]);
}

/**
 * A record as it was kept.
 * @throws SettingsStoreError `storage-damaged`
 */
export function readRecord(value: unknown): SettingsRecord | null {
  if (value === null) return null;
  const result = v.safeParse(recordSchema, value);
  if (result.success) return result.output;
  throw damaged(result.issues[0]);
}

function damaged(issue: v.BaseIssue<unknown>): SettingsStoreError {
  return new SettingsStoreError('storage-damaged', { cause: new Error(`${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`) });
}
