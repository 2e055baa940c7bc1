import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as after } from 'node:timers/promises';
import { promisify } from 'node:util';

/** A virtual screen with a window manager on it, for real browser windows. */
export interface Display {
  /** What `DISPLAY` must be for a program to appear on it, such as `:31`. */
  readonly name: string;
  /**
   * Waits until a visible window's title begins so, and gives the window as xdotool names it. A browser's picker finds a
   * window by the title that the display has of it, which follows the page's own a moment later.
   * @throws when there is none within 20 s.
   */
  windowTitled(title: string): Promise<string>;
  stop(): Promise<void>;
}

export interface DisplayOptions {
  readonly width?: number;
  readonly height?: number;
}

/** Resolves with what matches once the program has written it; rejects when it ends before. */
function written(child: ChildProcess, stream: 'stdout' | 'stderr', pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child[stream]?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const match = pattern.exec(text);
      if (match) resolve(match[0]);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${child.spawnfile} ended with ${code}: ${text}`)));
  });
}

/** The first visible window whose title begins so; null when there is none. */
async function findWindow(display: string, title: string): Promise<string | null> {
  // It compares bytes: one letter beyond ASCII is several.
  const pattern = `^${title.replace(/[^A-Za-z0-9 ]+/g, '.*')}`;
  const search = promisify(execFile)('xdotool', ['search', '--onlyvisible', '--name', pattern], { env: { ...process.env, DISPLAY: display } });
  // Finding nothing is told by the exit code 1.
  const { stdout } = await search.catch((error: { code?: unknown }) => (error.code === 1 ? { stdout: '' } : Promise.reject(error as Error)));
  return stdout.trim().split('\n')[0] || null;
}

async function windowTitled(display: string, title: string): Promise<string> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await after(50)) {
    const found = await findWindow(display, title);
    if (found) return found;
  }
  throw new Error(`No window titled "${title}" has appeared on ${display} within 20 s.`);
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill();
  await exited;
}

/**
 * Starts Xvfb and openbox. Chromium's window capturer lists windows only where
 * a window manager does.
 */
export async function startDisplay({ width = 1600, height = 1000 }: DisplayOptions = {}): Promise<Display> {
  // `-displayfd 1` makes the server take a number that is free, and say it when it accepts connections.
  const server = spawn('Xvfb', ['-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp', '-displayfd', '1']);
  const name = `:${(await written(server, 'stdout', /\d+\n/)).trim()}`;
  const manager = spawn('openbox', ['--startup', 'echo ready'], { env: { ...process.env, DISPLAY: name } });
  await written(manager, 'stdout', /ready/);
  return {
    name,
    windowTitled: (title) => windowTitled(name, title),
    async stop() {
      await stopChild(manager);
      await stopChild(server);
    },
  };
}
