import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';

/** Takes all processors so many times over. @returns what ends it */
export function takeProcessors(times: number): () => Promise<void> {
  const processes = Array.from({ length: times * availableParallelism() }, () => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }));
  const end = (): void => processes.forEach((each) => each.kill('SIGKILL'));
  process.once('exit', end);
  return async () => {
    const ended = processes.map((each) => (each.exitCode === null && each.signalCode === null ? once(each, 'exit') : null));
    end();
    process.off('exit', end);
    await Promise.all(ended);
  };
}
