/**
 * The screen-share settings of the demo: the real endpoint, over files, which
 * begin with settings that are published already.
 */
import { createSettingsEndpoint, SettingsFolder } from 'glance-screenshare/server';
import { fileURLToPath } from 'node:url';
import { randomUUID } from 'node:crypto';

/** Where `npm start` keeps what an administrator saves. Delete it to begin anew. */
export const DATA = fileURLToPath(new URL('../data/settings', import.meta.url));

/** Whom the history names for the settings that a new demo begins with. */
const SEEDER = 'Demo';

/** What a new demo allows: everything, with two pages worth showing. */
function sensibleSettings(origin) {
  return {
    escalateToShow: true,
    surfaces: ['screen', 'window', 'tab'],
    allowedSites: [],
    bookmarks: [
      { title: 'How a claim works', url: `${origin}/guides/claims.html`, active: true },
      { title: 'Compare our covers', url: `${origin}/guides/cover.html`, active: true },
    ],
  };
}

/**
 * Whoever reaches the demo may administer it: it has no sign-in. In your product
 * `authorize` asks your own who is behind a request.
 */
const authorize = () => ({ role: 'administrator', name: 'Administrator' });

/**
 * @param {{ origin: string, folder: string }} options
 * @returns {Promise<import('glance-screenshare/server').SettingsEndpoint>}
 */
export async function settingsEndpoint({ origin, folder }) {
  const repository = new SettingsFolder(folder);
  await seed(repository, sensibleSettings(origin));
  return createSettingsEndpoint({ repository, authorize, onError: (error) => console.error(error) });
}

/**
 * As if an administrator had saved these settings and published them. Done anew
 * as long as nobody has changed anything: the demo's port may be another one
 * today, and with it the bookmarks.
 */
async function seed(repository, settings) {
  const current = await repository.read();
  if (current !== null && (current.staging?.by !== SEEDER || current.production?.by !== SEEDER)) return;
  const saved = { version: randomUUID(), settings, at: new Date().toISOString(), by: SEEDER };
  const previous = current?.production?.version ?? null;
  const publication = { ...saved, version: randomUUID(), staged: saved.version, republished: null, previous };
  const record = { revision: randomUUID(), staging: saved, production: publication };
  await repository.write({ expected: current?.revision ?? null, record, publication });
}
