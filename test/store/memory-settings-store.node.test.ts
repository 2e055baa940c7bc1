import { expect, test } from '@playwright/test';
import { MemorySettingsStore } from '../../src/store/memory-settings-store.js';
import { settings, testStore } from './store-contract.js';

let ada: MemorySettingsStore;

test.beforeEach(() => {
  ada = new MemorySettingsStore({ by: 'Ada' });
});

testStore(() => ({ ada, bob: ada.as('Bob') }));

test('nobody who holds what was saved can change what is stored', async () => {
  const mine = { ...settings(1), bookmarks: [{ title: 'A', url: 'https://www.example.com/1/', active: true }] };
  const saved = await ada.save(mine, null);
  mine.bookmarks[0]!.url = 'https://www.example.com/2/';
  (saved.settings.bookmarks as unknown[]).length = 0;
  expect((await ada.read()).staging?.settings.bookmarks).toEqual([{ title: 'A', url: 'https://www.example.com/1/', active: true }]);
});
