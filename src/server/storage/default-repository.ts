import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SettingsRepository } from '../../store/settings-repository.js';
import { SettingsFolder } from '../settings-folder.js';
import { findSqlite } from './sqlite-driver.js';
import { SqliteSettings } from './sqlite-settings.js';

/**
 * The repository for a folder: a SQLite database, which imports the JSON files of
 * earlier releases, or JSON files if SQLite isn't available.
 *
 * @throws TypeError if the folder has a database that can't be opened here, because
 * JSON files next to it would be outdated.
 */
export function defaultRepository(folder: string): SettingsRepository {
  const file = join(folder, 'settings.sqlite');
  if (findSqlite()) return new SqliteSettings(file, { importFolder: folder });
  if (existsSync(file)) throw new TypeError(`The settings are in ${file}, but SQLite isn’t available here to open it. Install better-sqlite3, or use Node 22.5 or later.`);
  return new SettingsFolder(folder);
}
