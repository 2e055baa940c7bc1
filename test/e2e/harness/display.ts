import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A virtual screen with a window manager on it, for real browser windows. */
export interface Display {
  /** What `DISPLAY` must be for a program to appear on it, such as `:31`. */
  readonly name: string;
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
    async stop() {
      await stopChild(manager);
      await stopChild(server);
    },
  };
}
