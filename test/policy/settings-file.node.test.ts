import { expect, test } from '@playwright/test';
import { DEFAULT_SETTINGS, exportSettings, importSettings, sameSettings, type ScreenShareSettings } from '../../src/policy/index.js';

const SETTINGS: ScreenShareSettings = {
  escalateToShow: true,
  surfaces: ['window'],
  allowedSites: ['https://b.example/*', 'https://a.example/'],
  bookmarks: [{ title: 'Ä “quoted”', url: 'https://a.example/', active: false }],
  guard: { holdBackMs: 300 },
};

for (const settings of [DEFAULT_SETTINGS, SETTINGS]) {
  test(`what is exported can be imported again: ${settings.surfaces.join(', ')}`, () => {
    const result = importSettings(exportSettings(settings));
    expect(result.ok && sameSettings(result.settings, settings)).toBe(true);
    expect(result.ok && result.settings.allowedSites).toEqual(settings.allowedSites);
  });
}

test('a byte order mark is no harm, and keys that nobody knows are dropped', () => {
  const result = importSettings(`\uFEFF${JSON.stringify({ ...SETTINGS, colour: 'red' })}`);
  expect(result).toMatchObject({ ok: true, settings: SETTINGS });
  expect(result.ok && 'colour' in result.settings).toBe(false);
});

for (const [name, text, path, message] of [
  ['nothing', '', '', 'not JSON'],
  ['a web page', '<!doctype html>', '', 'not JSON'],
  ['half a file', exportSettings(SETTINGS).slice(0, -10), '', 'not JSON'],
  ['a list', '[]', 'escalateToShow', 'missing'],
  ['a rule that is none', exportSettings({ ...SETTINGS, allowedSites: ['http://a.example/'] }), 'allowedSites.0', 'https'],
  ['nine megabytes', ' '.repeat(9_000_000), '', 'too large'],
] as const) {
  test(`a file that holds ${name} is refused with a sentence`, () => {
    const result = importSettings(text);
    expect(!result.ok && result.problems).toContainEqual(expect.objectContaining({ path, message: expect.stringContaining(message) }));
  });
}
