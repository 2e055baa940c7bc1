import { isScreenShareError, ScreenShareError } from '../policy/screen-share-error.js';
import type { Surface } from '../policy/surface.js';
import { captureEnvironment, captureObstacle } from './capture-support.js';
import { translatePickFailure } from './capture-errors.js';
import { CapturedSource } from './captured-source.js';
import { displayMediaOptions } from './display-media-options.js';
import { newSurfaceController, type SurfaceController } from './tab-control.js';

/** `shared`: the tab or window that was picked. `viewer`: the page that shares it. */
export type FocusAfterPick = 'shared' | 'viewer';

export interface PickOptions {
  /** The surfaces that may be shared. */
  readonly allowed: readonly Surface[];
  /** Requested frames per second of the capture, 1 to 60. */
  readonly frameRate: number;
  /** Which of the two gets the focus after the pick. Default: the browser decides. */
  readonly focus?: FocusAfterPick | null;
}

/**
 * Opens the browser's picker. Everything before the picker runs synchronously, so that the user's click
 * still counts as a gesture.
 *
 * @returns The picked source, not yet checked. Null if the agent dismissed the picker.
 * @throws ScreenShareError (as a rejection) for any other reason that the picker gave no source.
 */
export async function pickSource({ allowed, frameRate, focus = null }: PickOptions): Promise<CapturedSource | null> {
  const environment = captureEnvironment();
  const obstacle = captureObstacle(allowed, environment);
  if (obstacle) throw obstacle;
  if (environment.gesture === false) throw new ScreenShareError('gesture-required');

  const controller = newSurfaceController();
  if (focus) setFocus(controller, focus);
  const openedAt = performance.now();
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia({ ...displayMediaOptions(allowed, frameRate), ...(controller && { controller }) });
    return alive(new CapturedSource(stream, controller));
  } catch (cause) {
    if (isScreenShareError(cause)) throw cause;
    const failure = translatePickFailure(cause, { embedded: environment.embedded, openMs: performance.now() - openedAt });
    if (failure === 'dismissed') return null;
    throw failure;
  }
}

function setFocus(controller: SurfaceController | undefined, focus: FocusAfterPick): void {
  try {
    controller?.setFocusBehavior?.(focus === 'shared' ? 'focus-captured-surface' : 'focus-capturing-application');
  } catch {
    // Older browsers only support `no-focus-change`, which leaves the focus on the page that asked.
    controller?.setFocusBehavior?.('no-focus-change');
  }
}

/** @throws ScreenShareError `source-ended` if the source was closed before this call, because no event would report it any more. */
function alive(source: CapturedSource): CapturedSource {
  if (source.track.readyState === 'live') return source;
  source.stop();
  throw new ScreenShareError('source-ended');
}
