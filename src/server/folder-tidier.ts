import { readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Retention } from '../store/settings-repository.js';
import { ignoreMissing, UNFINISHED } from './write-durably.js';

/** How many old revisions are kept for inspection. */
const KEPT_REVISIONS = 20;

/** After an hour, an unfinished file is abandoned. */
const UNFINISHED_MS = 3_600_000;

const DAY_MS = 86_400_000;

/** Publications are scanned only after this many writes, because there may be a hundred thousand. */
const WRITES_BETWEEN = 100;

/** Deletes outdated files from the settings folder. */
export class FolderTidier {
  readonly #folder: string;
  readonly #published: string;
  readonly #retention: Retention;
  #writes = 0;

  constructor(folder: string, published: string, retention: Retention) {
    this.#folder = folder;
    this.#published = published;
    this.#retention = retention;
  }

  /**
   * Call this after each write.
   * @param revisions The numbers of the existing revisions.
   * @param inForce The publication in force, which is never deleted.
   */
  async tidy(revisions: readonly number[], inForce: string | null): Promise<void> {
    const below = Math.max(...revisions) - KEPT_REVISIONS;
    const old = revisions.filter((number) => number < below);
    await Promise.all(old.map((number) => remove(join(this.#folder, `revision-${String(number).padStart(12, '0')}.json`))));
    await this.#removeUnfinished(this.#folder);
    const isTime = this.#writes % WRITES_BETWEEN === 0;
    this.#writes += 1;
    if (!isTime) return;
    await this.#removeUnfinished(this.#published);
    await this.#removeExpired(inForce);
  }

  async #removeUnfinished(folder: string): Promise<void> {
    const names = (await readdir(folder)).filter((name) => name.startsWith(UNFINISHED));
    for (const name of names) {
      const path = join(folder, name);
      const age = await ageOf(path);
      if (age !== null && age > UNFINISHED_MS) await remove(path);
    }
  }

  async #removeExpired(inForce: string | null): Promise<void> {
    const { publications = Infinity, days = Infinity } = this.#retention;
    if (publications === Infinity && days === Infinity) return;
    const names = (await readdir(this.#published)).filter((name) => name.endsWith('.json') && name !== `${inForce}.json`);
    const files: { readonly path: string; readonly age: number }[] = [];
    for (const name of names) {
      const path = join(this.#published, name);
      const age = await ageOf(path);
      if (age !== null) files.push({ path, age });
    }
    files.sort((one, other) => one.age - other.age);
    // The publication in force is one of those that are kept.
    const expired = files.filter(({ age }, index) => index >= publications - 1 || age > days * DAY_MS);
    for (const { path } of expired) await remove(path);
  }
}

/** In milliseconds; null for a file that no longer exists. */
async function ageOf(path: string): Promise<number | null> {
  const stats = await stat(path).catch(ignoreMissing);
  return stats ? Date.now() - stats.mtimeMs : null;
}

async function remove(path: string): Promise<void> {
  await unlink(path).catch(ignoreMissing);
}
