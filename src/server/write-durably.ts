import { randomBytes } from 'node:crypto';
import { link, mkdir, open, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The prefix of an unfinished file's name. */
export const UNFINISHED = '.unfinished-';

/**
 * Creates a file that is complete as soon as it appears and survives a power cut.
 * It is written under another name, flushed, and then linked to its own name.
 * Unlike a rename, a link never replaces a file that somebody else has created.
 *
 * @returns false if a file with that name already exists.
 */
export async function createDurably(path: string, text: string): Promise<boolean> {
  const folder = dirname(path);
  const unfinished = join(folder, `${UNFINISHED}${randomBytes(12).toString('hex')}`);
  try {
    await writeFlushed(unfinished, text);
    await link(unfinished, path);
  } catch (error) {
    if (isFileError(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await unlink(unfinished).catch(ignoreMissing);
  }
  await flushFolder(folder);
  return true;
}

/** Creates a folder and its parents durably. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  // The entry of the first new folder is in its parent.
  if (first !== undefined) await flushFolder(dirname(first));
}

export function isFileError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

export function ignoreMissing(error: unknown): void {
  if (!isFileError(error, 'ENOENT')) throw error;
}

async function writeFlushed(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A new name is stored in the folder, which is flushed like a file. Windows makes names durable by itself and can't open folders. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
