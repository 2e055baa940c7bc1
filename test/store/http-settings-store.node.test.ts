import { test } from '@playwright/test';
import { SettingsServer } from '../server/settings-server.js';
import { testStore } from './store-contract.js';

let server: SettingsServer;

test.beforeEach(async () => {
  server = await new SettingsServer().start();
});
test.afterEach(() => server.close());

testStore(() => ({ ada: server.store('Ada'), bob: server.store('Bob') }));
