import { readdir, readFile, stat, unlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { entryOf } from '../store/publication-list.js';
import { isVersion, readPublication, readRecord } from '../store/settings-record.js';
import type { SettingsRecord, SettingsRepository, SettingsWrite } from '../store/settings-repository.js';
import type { Publication, PublicationEntry } from '../store/settings-store.js';
import { SettingsStoreError } from '../store/settings-store-error.js';
import { createDurably, ignoreMissing, isFileError, makeFolder, UNFINISHED } from './write-durably.js';

/** How many revisions before the newest stay, for somebody who wants to look. */
const KEPT_REVISIONS = 20;

/** After an hour nobody is still writing a file. */
const UNFINISHED_MS = 3_600_000;

const REVISION = /^revision-(\d{12})\.json$/;

/**
 * Settings in a folder: `revision-000000000042.json` is the state of both
 * environments after the 42nd write, the highest number is the valid one, and
 * `published/` has each publication in a file of its own.
 *
 * No file is ever changed, and none is there before it is whole, so a crash
 * leaves the old state or the new. As a name can be taken only once, several
 * processes on one machine may use the same folder without locks, which a killed
 * process could leave behind.
 */
export class SettingsFolder implements SettingsRepository {
  readonly #folder: string;
  readonly #published: string;
  #newest: { readonly number: number; readonly record: SettingsRecord } | null = null;

  constructor(folder: string) {
    this.#folder = resolve(folder);
    this.#published = join(this.#folder, 'published');
  }

  async read(): Promise<SettingsRecord | null> {
    const newest = await this.#readNewest();
    return newest?.record ?? null;
  }

  async write({ expected, record, publication }: SettingsWrite): Promise<boolean> {
    await makeFolder(this.#published);
    const newest = await this.#readNewest();
    if ((newest?.record.revision ?? null) !== expected) return false;
    const number = (newest?.number ?? 0) + 1;
    // First, so that no state ever names a publication that isn't there. One that no state names doesn't count.
    if (publication) await createDurably(this.#pathOf(publication.version), JSON.stringify(publication));
    if (!(await this.#take(number, record))) {
      if (publication) await unlink(this.#pathOf(publication.version)).catch(ignoreMissing);
      return false;
    }
    this.#newest = { number, record };
    await this.#tidy(number - KEPT_REVISIONS);
    return true;
  }

  /** Makes the record the revision of this number. @returns false when others were faster. */
  async #take(number: number, record: SettingsRecord): Promise<boolean> {
    const path = join(this.#folder, nameOf(number));
    if (!(await createDurably(path, JSON.stringify(record)))) return false;
    // So much faster, perhaps, that the revision of this number had been tidied away again.
    const isLate = (await this.#numbers()).some((other) => other > number);
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
    // The name of a file comes of it.
    if (!isVersion(version)) return null;
    const text = await readFile(this.#pathOf(version), 'utf8').catch(ignoreMissing);
    return text === undefined ? null : (readPublication(parse(text)) ?? null);
  }

  async #first(before: string | undefined): Promise<string | null> {
    if (before === undefined) return (await this.read())?.production?.version ?? null;
    return (await this.publication(before))?.previous ?? null;
  }

  async #readNewest(): Promise<{ readonly number: number; readonly record: SettingsRecord } | null> {
    for (;;) {
      const number = Math.max(0, ...(await this.#numbers()));
      if (number === 0) return null;
      if (this.#newest?.number === number) return this.#newest;
      const text = await readFile(join(this.#folder, nameOf(number)), 'utf8').catch(ignoreMissing);
      // Gone since the folder was read: so there are newer ones.
      if (text === undefined) continue;
      const record = readRecord(parse(text));
      if (record === null) throw new SettingsStoreError('storage-damaged');
      this.#newest = { number, record };
      return this.#newest;
    }
  }

  async #numbers(): Promise<number[]> {
    try {
      const names = await readdir(this.#folder);
      return names.map((name) => REVISION.exec(name)?.[1]).filter((digits) => digits !== undefined).map(Number);
    } catch (error) {
      if (isFileError(error, 'ENOENT')) return [];
      throw error;
    }
  }

  /** Removes revisions below this number, and what killed processes have left. */
  async #tidy(below: number): Promise<void> {
    const old = (await this.#numbers()).filter((number) => number < below);
    await Promise.all(old.map((number) => unlink(join(this.#folder, nameOf(number))).catch(ignoreMissing)));
    for (const folder of [this.#folder, this.#published]) {
      const names = (await readdir(folder)).filter((name) => name.startsWith(UNFINISHED));
      await Promise.all(names.map((name) => this.#removeIfOld(join(folder, name)).catch(ignoreMissing)));
    }
  }

  async #removeIfOld(path: string): Promise<void> {
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > UNFINISHED_MS) await unlink(path);
  }

  #pathOf(version: string): string {
    return join(this.#published, `${version}.json`);
  }
}

function nameOf(number: number): string {
  return `revision-${String(number).padStart(12, '0')}.json`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SettingsStoreError('storage-damaged', { cause });
  }
}
