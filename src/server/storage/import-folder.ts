import type { SettingsRecord } from '../../store/settings-repository.js';
import type { Publication } from '../../store/settings-store.js';
import { SettingsFolder } from '../settings-folder.js';

/** How many history entries are read at a time. */
const PAGE = 200;

/** Everything in a settings folder. */
export interface FolderContent {
  readonly record: SettingsRecord;
  /** Oldest first. */
  readonly publications: readonly Publication[];
  /** Makes this and earlier releases refuse to use the folder from now on. */
  readonly retire: (movedTo: string) => Promise<void>;
}

/** @returns null if the folder is empty. */
export async function readFolder(path: string): Promise<FolderContent | null> {
  const folder = new SettingsFolder(path);
  const record = await folder.read();
  if (!record) return null;
  const publications: Publication[] = [];
  for (;;) {
    const before = publications.at(-1)?.version;
    const entries = await folder.publications({ limit: PAGE, ...(before !== undefined && { before }) });
    for (const { version } of entries) {
      const publication = await folder.publication(version);
      if (publication) publications.push(publication);
    }
    if (entries.length < PAGE) break;
  }
  return { record, publications: publications.reverse(), retire: (movedTo) => folder.retire(movedTo) };
}
