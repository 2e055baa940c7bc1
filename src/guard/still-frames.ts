import type { Silence } from './gate.js';

/**
 * How often a window that doesn't change is captured all the same, frames per
 * second. Without a minimum Chromium's window capturer goes silent, and a frame
 * that waits would never be confirmed; with it, a still window yields 9.5
 * frames a second while changes keep coming as fast as ever.
 */
const LEAST_FRAMES = 10;

/** Asks a captured track to repeat a still picture. @returns what silence means then */
export async function askForStillFrames(track: MediaStreamTrack): Promise<Silence> {
  const current = track.getConstraints();
  const { frameRate } = current;
  const asked = typeof frameRate === 'number' ? { ideal: frameRate } : { ...frameRate };
  const least = Math.min(LEAST_FRAMES, asked.max ?? Infinity, asked.ideal ?? Infinity);
  try {
    await track.applyConstraints({ ...current, frameRate: { ...asked, min: least } });
    return { afterMs: 1_000, then: 'hold' };
  } catch {
    return { afterMs: 1_000, then: 'release' };
  }
}
