import { ScreenShareError } from '../policy/screen-share-error.js';
import type { Surface } from '../policy/surface.js';
import { captureEnvironment, captureObstacle } from './capture-support.js';
import { translatePickFailure } from './capture-errors.js';
import { CapturedSource } from './captured-source.js';
import { displayMediaOptions } from './display-media-options.js';

export interface PickOptions {
  /** The surfaces that may be shared. */
  readonly allowed: readonly Surface[];
  /** Frames a second asked of the capture, 1 to 60. */
  readonly frameRate: number;
}

/**
 * Opens the browser's picker. Everything up to the picker happens before this
 * returns, so that the click that leads here still counts as one.
 *
 * @returns What was picked, not yet checked; null when the agent dismissed the picker.
 * @throws ScreenShareError (as a rejection) for everything else that kept the picker from giving a source.
 */
export async function pickSource({ allowed, frameRate }: PickOptions): Promise<CapturedSource | null> {
  const environment = captureEnvironment();
  const obstacle = captureObstacle(allowed, environment);
  if (obstacle) throw obstacle;
  if (environment.gesture === false) throw new ScreenShareError('gesture-required');

  const openedAt = performance.now();
  try {
    return new CapturedSource(await navigator.mediaDevices.getDisplayMedia(displayMediaOptions(allowed, frameRate)));
  } catch (cause) {
    const failure = translatePickFailure(cause, { embedded: environment.embedded, openMs: performance.now() - openedAt });
    if (failure === 'dismissed') return null;
    throw failure;
  }
}
