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
  /** The X display number; two displays of the same number can't run at once. */
  readonly number: number;
  readonly width?: number;
  readonly height?: number;
}

/** Resolves once the program has written a line that matches; rejects when it ends before. */
function written(child: ChildProcess, stream: 'stdout' | 'stderr', pattern: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    child[stream]?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (pattern.test(text)) resolve();
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
export async function startDisplay({ number, width = 1600, height = 1000 }: DisplayOptions): Promise<Display> {
  const name = `:${number}`;
  // `-displayfd 1` makes the server say when it accepts connections.
  const server = spawn('Xvfb', [name, '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp', '-displayfd', '1']);
  await written(server, 'stdout', /\d+\n/);
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
