import { expect, test } from '@playwright/test';
import { getEventListeners } from 'node:events';
import { HttpSettingsSource } from '../../src/store/http-settings-source.js';
import { SettingsServer } from '../server/settings-server.js';
import { settings } from './store-contract.js';

test('requests leave no listeners on the signal of whoever makes them', async () => {
  const server = await new SettingsServer().start();
  try {
    await server.store().save(settings(1), null);
    const source = new HttpSettingsSource(`${server.base}/staging`, { headers: { authorization: 'agent' } });
    const { signal } = new AbortController();
    for (let time = 0; time < 3; time++) await source.load(signal);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  } finally {
    await server.close();
  }
});
