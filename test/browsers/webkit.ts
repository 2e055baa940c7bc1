import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../harness/free-port.js';
import type { OtherBrowser } from './other-browser.js';

/** Where Debian's packages have WebKitGTK's own browser: below the folder of the machine's architecture. */
function miniBrowser(): string {
  const folders = readdirSync('/usr/lib').flatMap((architecture) => ['4.1', '6.0', '4.0'].map((version) => join('/usr/lib', architecture, version === '6.0' ? 'webkitgtk-6.0' : `webkit2gtk-${version}`)));
  const found = folders.map((folder) => join(folder, 'MiniBrowser')).find((file) => existsSync(file));
  if (!found) throw new Error('These tests need WebKitGTK’s MiniBrowser.');
  return found;
}

/** Resolves once something listens there. */
async function listening(url: string, ended: AbortSignal): Promise<void> {
  for (;;) {
    ended.throwIfAborted();
    const answer = await fetch(`${url}/status`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((next) => setImmediate(next));
  }
}

/** Starts WebKitGTK's browser on a display, and speaks WebDriver with it. @see https://www.w3.org/TR/webdriver2/ */
export async function launchWebKit({ display }: { display: string }): Promise<OtherBrowser> {
  const port = await freePort();
  // Its sandbox needs user namespaces, which containers commonly lack; only pages of ours are opened.
  const environment = { ...process.env, DISPLAY: display, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' };
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], { env: environment, stdio: 'ignore' });
  const gone = new AbortController();
  driver.once('exit', () => gone.abort(new Error('WebKitWebDriver has ended.')));
  driver.once('error', (error) => gone.abort(error));
  const base = `http://127.0.0.1:${port}`;
  const command = async (method: 'POST' | 'GET' | 'DELETE', path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${base}${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
    const { value } = (await answer.json()) as { value: unknown };
    if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`);
    return value;
  };
  await listening(base, gone.signal);
  const options = { binary: miniBrowser(), args: ['--automation', '--geometry=1280x1000'] };
  const { sessionId, capabilities } = (await command('POST', '/session', { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } } })) as {
    sessionId: string;
    capabilities: { browserVersion: string };
  };
  const session = `/session/${sessionId}`;
  return {
    name: `WebKitGTK ${capabilities.browserVersion}`,
    goto: async (url) => void (await command('POST', `${session}/url`, { url })),
    evaluate: (expression) => command('POST', `${session}/execute/sync`, { script: `return (${expression});`, args: [] }),
    screenshot: async () => Buffer.from(String(await command('GET', `${session}/screenshot`)), 'base64'),
    async close() {
      await command('DELETE', session);
      const exited = once(driver, 'exit');
      driver.kill();
      await exited;
    },
  };
}
