/** Finds a browser of the Chromium family: one that is installed, else the one that Playwright has downloaded. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['google-chrome-stable', 'google-chrome', 'chrome', 'chromium', 'chromium-browser', 'microsoft-edge-stable', 'microsoft-edge'];

const MAC = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `Applications/${name}.app/Contents/MacOS/${name}`);

const WINDOWS = ['Google/Chrome/Application/chrome.exe', 'Chromium/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'];

/**
 * The browser to test with. `CHROME_PATH` names one and rules out all others.
 *
 * @param {{ env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform }} [options]
 * @returns {Promise<string | null>} Its file; null when there is none.
 * @throws Error when `CHROME_PATH` names no program.
 */
export async function findBrowser({ env = process.env, platform = process.platform } = {}) {
  const named = env.CHROME_PATH;
  if (named) {
    if (runs(named)) return named;
    throw new Error(`CHROME_PATH names ${named}, which is no program that can be run.`);
  }
  return installedBrowser({ env, platform }) ?? downloadedBrowser();
}

/** @param {{ env: NodeJS.ProcessEnv, platform: NodeJS.Platform }} options */
export function installedBrowser({ env, platform }) {
  return candidates(env, platform).find(runs) ?? null;
}

function candidates(env, platform) {
  if (platform === 'win32') {
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean);
    return WINDOWS.flatMap((file) => roots.map((root) => join(root, file)));
  }
  if (platform === 'darwin') return MAC.flatMap((file) => [join('/', file), ...(env.HOME ? [join(env.HOME, file)] : [])]);
  const folders = [...(env.PATH ?? '').split(delimiter).filter(Boolean), '/usr/bin', '/snap/bin'];
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

async function downloadedBrowser() {
  try {
    const { chromium } = await import('@playwright/test');
    const file = chromium.executablePath();
    return runs(file) ? file : null;
  } catch {
    // Playwright isn't installed, or has no build for this system.
    return null;
  }
}

/** Whether a file is there and may be run. */
export function runs(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
