import { readdir, readFile, rename, unlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { entryOf } from '../store/publication-list.js';
import { isVersion, readKeptPublication, readRecord } from '../store/settings-record.js';
import type { Retention, SettingsRecord, SettingsRepository, SettingsWrite } from '../store/settings-repository.js';
import type { Publication, PublicationEntry } from '../store/settings-store.js';
import { isSettingsStoreError, SettingsStoreError } from '../store/settings-store-error.js';
import { FolderTidier } from './folder-tidier.js';
import { createDurably, ignoreMissing, isFileError, makeFolder } from './write-durably.js';

const REVISION = /^revision-(\d{12})\.json$/;

/** A revision that couldn't be read and was set aside. */
const DAMAGED = /^damaged-(\d{12})\.json$/;

/** The content of the newest revision once the settings are stored elsewhere. */
const retiredSchema = v.object({ movedTo: v.string() });

interface Newest {
  readonly number: number;
  readonly record: SettingsRecord;
}

/**
 * Settings in a folder. `revision-000000000042.json` is the state of both
 * environments after the 42nd write; the highest number is the valid one.
 * `published/` has one file per publication.
 *
 * Files are never modified and appear only once they're complete, so a crash leaves
 * either the old or the new state. If a revision is damaged later, by a disk or by
 * hand, the previous one takes effect. The damaged one is kept as
 * `damaged-000000000042.json`, and administrators are warned. Since a name can be
 * taken only once, several processes on one machine can share the folder without
 * locks, which a killed process could leave behind.
 */
export class SettingsFolder implements SettingsRepository {
  readonly #folder: string;
  readonly #published: string;
  readonly #tidier: FolderTidier;
  #newest: Newest | null = null;

  constructor(folder: string, retention: Retention = {}) {
    this.#folder = resolve(folder);
    this.#published = join(this.#folder, 'published');
    this.#tidier = new FolderTidier(this.#folder, this.#published, retention);
  }

  async read(): Promise<SettingsRecord | null> {
    const newest = await this.#readNewest();
    return newest?.record ?? null;
  }

  async write({ expected, record, publication }: SettingsWrite): Promise<boolean> {
    const newest = await this.#readNewest();
    await makeFolder(this.#published);
    if ((newest?.record.revision ?? null) !== expected) return false;
    // The number after the one that was read, so that one of two writers fails. It also skips the number of a damaged revision.
    const number = Math.max(newest?.number ?? 0, ...(await this.#numbers(DAMAGED))) + 1;
    // Written first, so that no state refers to a missing publication. A publication that no state refers to is ignored.
    if (publication) await createDurably(this.#pathOf(publication.version), JSON.stringify(publication));
    if (!(await this.#takeOrUndo(number, record, publication))) return false;
    this.#newest = { number, record };
    await this.#tidier.tidy(await this.#numbers(REVISION), record.production?.version ?? null);
    return true;
  }

  /** @returns false if another process was faster. The publication is deleted then, and also if the write fails. */
  async #takeOrUndo(number: number, record: SettingsRecord, publication: Publication | null): Promise<boolean> {
    const undo = async (): Promise<void> => {
      if (publication) await unlink(this.#pathOf(publication.version)).catch(ignoreMissing);
    };
    try {
      const taken = await this.#take(number, record);
      if (!taken) await undo();
      return taken;
    } catch (error) {
      await undo();
      throw error;
    }
  }

  /** Stores the record as the revision with this number. @returns false if another process was faster. */
  async #take(number: number, record: SettingsRecord): Promise<boolean> {
    const path = join(this.#folder, nameOf(number));
    if (!(await createDurably(path, JSON.stringify(record)))) return false;
    // The other process may be so far ahead that it has already deleted its revision with this number.
    const isLate = (await this.#numbers(REVISION)).some((other) => other > number);
    if (isLate) await unlink(path).catch(ignoreMissing);
    return !isLate;
  }

  async publications({ limit, before }: { readonly limit: number; readonly before?: string }): Promise<PublicationEntry[]> {
    const entries: PublicationEntry[] = [];
    let next = await this.#first(before);
    while (next !== null && entries.length < limit) {
      const publication: Publication | null = await this.publication(next);
      if (!publication) break;
      entries.push(entryOf(publication));
      next = publication.previous;
    }
    return entries;
  }

  async publication(version: string): Promise<Publication | null> {
    // It becomes a file name.
    if (!isVersion(version)) return null;
    const text = await readFile(this.#pathOf(version), 'utf8').catch(ignoreMissing);
    return text === undefined ? null : (readKeptPublication(parse(text)) ?? null);
  }

  async #first(before: string | undefined): Promise<string | null> {
    if (before === undefined) return (await this.read())?.production?.version ?? null;
    return (await this.publication(before))?.previous ?? null;
  }

  /** Records in the newest revision that the settings are now stored elsewhere, so that no release uses the leftovers. */
  async retire(movedTo: string): Promise<void> {
    const newest = await this.#readNewest();
    const text = JSON.stringify({ format: Number.MAX_SAFE_INTEGER, movedTo: resolve(movedTo) });
    await createDurably(join(this.#folder, nameOf((newest?.number ?? 0) + 1)), text);
  }

  async warnings(): Promise<string[]> {
    const numbers = await this.#numbers(DAMAGED);
    return numbers.sort((one, other) => one - other).map(warningOf);
  }

  /** @throws SettingsStoreError */
  async #readNewest(): Promise<Newest | null> {
    for (;;) {
      const number = Math.max(0, ...(await this.#numbers(REVISION)));
      if (number === 0) return this.#nothingYet();
      if (this.#newest?.number === number) return this.#newest;
      const text = await readFile(join(this.#folder, nameOf(number)), 'utf8').catch(ignoreMissing);
      // The file was deleted after the folder was read, so there are newer revisions.
      if (text === undefined) continue;
      const record = await this.#wholeOrAside(number, text);
      if (record === null) continue;
      this.#newest = { number, record };
      return this.#newest;
    }
  }

  /** The record in a revision. If it's damaged, the file is set aside so that the previous one takes effect, and this returns null. */
  async #wholeOrAside(number: number, text: string): Promise<SettingsRecord | null> {
    try {
      const kept = parse(text);
      if (v.is(retiredSchema, kept)) throw movedAway(kept.movedTo);
      const record = readRecord(kept);
      if (record) return record;
    } catch (error) {
      if (!isSettingsStoreError(error, 'storage-damaged')) throw error;
    }
    const others = await this.#numbers(REVISION);
    // Without an earlier revision, the file stays where it is and nothing overwrites it.
    if (!others.some((other) => other < number)) throw new SettingsStoreError('storage-damaged');
    await rename(join(this.#folder, nameOf(number)), join(this.#folder, nameOf(number, 'damaged'))).catch(ignoreMissing);
    return null;
  }

  /** @throws SettingsStoreError if there were settings before. */
  async #nothingYet(): Promise<null> {
    if (this.#newest === null && (await this.#numbers(DAMAGED)).length === 0) return null;
    throw new SettingsStoreError('storage-damaged', {
      message: 'The settings have disappeared from the server’s folder. Nothing is saved or shared until they are back.',
      remedy: 'Ask whoever runs the server to restore the folder from a backup, or to restart the server to begin with none.',
    });
  }

  async #numbers(names: RegExp): Promise<number[]> {
    try {
      const found = await readdir(this.#folder);
      return found.map((name) => names.exec(name)?.[1]).filter((digits) => digits !== undefined).map(Number);
    } catch (error) {
      if (isFileError(error, 'ENOENT')) return [];
      throw error;
    }
  }

  #pathOf(version: string): string {
    return join(this.#published, `${version}.json`);
  }
}

function nameOf(number: number, kind: 'revision' | 'damaged' = 'revision'): string {
  return `${kind}-${String(number).padStart(12, '0')}.json`;
}

function movedAway(movedTo: string): SettingsStoreError {
  return new SettingsStoreError('storage-newer', {
    message: `These settings have moved to ${movedTo}. Nothing is read from or saved to the old files any more.`,
    remedy: 'Ask whoever runs the server to use the new place, or to restore it from a backup.',
  });
}

function warningOf(number: number): string {
  return `Revision ${number} of the settings was damaged. The one before it applies. The damaged one is kept as ${nameOf(number, 'damaged')} in the server’s folder: remove it once you have looked.`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SettingsStoreError('storage-damaged', { cause });
  }
}
