import type { Silence } from '../decide/gate.js';

/**
 * How often a window that doesn't change is captured anyway, frames per second. Without a minimum,
 * Chromium's window capturer goes silent, and a waiting frame would never be confirmed. With it, a
 * still window yields 9.5 frames a second, and changes arrive as fast as before.
 */
const LEAST_FRAMES = 10;

/** Asks a captured track to repeat a still picture. @returns what silence then means */
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
