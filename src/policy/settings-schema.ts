import * as v from 'valibot';
import { objectSchema } from './object-schema.js';
import { GUARD_RANGES, MAX_ALLOWED_SITES, MAX_BOOKMARKS, MAX_NOTE_LENGTH, MAX_OWNER_LENGTH } from './settings.js';
import { SURFACES } from './surface.js';

/**
 * An array with at most one item more than allowed, copied before anything else reads it. Its length is
 * read once, so neither a huge list nor an object that imitates one can keep the check busy.
 */
function boundedArray<T extends v.GenericSchema>(item: T, max: number) {
  return v.pipe(
    v.custom<readonly unknown[]>(Array.isArray, 'This must be a list.'),
    v.transform((list) => {
      const length = Math.min(list.length, max + 1);
      return Array.from({ length }, (_, index) => list[index]);
    }),
    v.array(item),
  );
}

function milliseconds([least, most]: readonly [number, number]) {
  return v.pipe(v.number('This must be a number of milliseconds.'), v.minValue(least), v.maxValue(most));
}

const yesOrNo = v.boolean('This must be true or false.');
const text = v.string('This must be text.');

type WithoutUndefined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** A key with the value undefined, as JavaScript callers write it, counts as omitted. */
function withoutUndefined<T extends object>(value: T): WithoutUndefined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as WithoutUndefined<T>;
}

const bookmarkSchema = objectSchema({ title: text, url: text, active: yesOrNo }, 'A bookmark has a title, a url and active.');

const guardSchema = v.pipe(
  objectSchema(
    {
      holdBackMs: v.optional(milliseconds(GUARD_RANGES.holdBackMs)),
      graceMs: v.optional(milliseconds(GUARD_RANGES.graceMs)),
      tabsByCaptureHandle: v.optional(yesOrNo),
      reading: v.optional(v.picklist(['exact', 'ocr'], 'This must be exact or ocr.')),
      show: v.optional(v.picklist(['page', 'window'], 'This must be page or window.')),
    },
    'The guard’s settings are an object.',
  ),
  v.transform(withoutUndefined),
);

const siteNoteSchema = v.pipe(
  objectSchema(
    {
      site: text,
      note: v.optional(v.pipe(text, v.maxLength(MAX_NOTE_LENGTH))),
      owner: v.optional(v.pipe(text, v.maxLength(MAX_OWNER_LENGTH))),
    },
    'A note beside an allowed site is an object with the site.',
  ),
  v.transform(withoutUndefined),
);

/** The shape of settings. Other keys are dropped. */
export const settingsSchema = v.pipe(
  objectSchema(
    {
      escalateToShow: yesOrNo,
      surfaces: boundedArray(v.picklist(SURFACES, 'A surface is screen, window or tab.'), 100),
      allowedSites: boundedArray(text, MAX_ALLOWED_SITES),
      bookmarks: boundedArray(bookmarkSchema, MAX_BOOKMARKS),
      guard: v.optional(guardSchema),
      siteNotes: v.optional(boundedArray(siteNoteSchema, MAX_ALLOWED_SITES)),
    },
    'Settings are an object.',
  ),
  v.transform(withoutUndefined),
);
