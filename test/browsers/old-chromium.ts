import { chromium, type Browser } from '@playwright/test';
import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';

/** The oldest Chromium that agents may have. npm has it in a package for servers, without a window. */
const PACKAGE = '@sparticuz/chromium@109.0.0';
const CACHE = resolve('.cache/old-chromium');

const run = promisify(execFile);

/** The program's file, fetched where it isn't there yet. */
async function fetchProgram(): Promise<string> {
  const program = join(CACHE, 'chromium');
  if (existsSync(program)) return program;
  const folder = await mkdtemp(join(tmpdir(), 'old-chromium-'));
  try {
    const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', folder, PACKAGE]);
    await run('tar', ['xzf', join(folder, stdout.trim()), '-C', folder, 'package/bin/chromium.br']);
    const unpacked = join(folder, 'chromium');
    await pipeline(createReadStream(join(folder, 'package/bin/chromium.br')), createBrotliDecompress(), createWriteStream(unpacked));
    await chmod(unpacked, 0o755);
    await mkdir(CACHE, { recursive: true });
    await run('mv', [unpacked, `${program}.new`]);
    await rename(`${program}.new`, program);
    return program;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Chromium 109 with a window of a test pattern to capture. */
export async function launchOldChromium(): Promise<Browser> {
  const executablePath = await fetchProgram();
  return chromium.launch({
    executablePath,
    // Playwright's own arguments are for its own version.
    ignoreDefaultArgs: true,
    timeout: 120_000,
    args: [
      '--headless',
      '--no-sandbox',
      '--no-zygote',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--remote-debugging-pipe',
      `--user-data-dir=${await mkdtemp(join(tmpdir(), 'old-profile-'))}`,
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream=display-media-type=window,fps=10',
      '--autoplay-policy=no-user-gesture-required',
      'about:blank',
    ],
  });
}
