import type { SurfaceController } from './tab-control.js';
import { SURFACES, type Surface } from '../policy/surface.js';

/** The W3C Screen Capture name of each surface. */
export const DISPLAY_SURFACE = { screen: 'monitor', window: 'window', tab: 'browser' } as const satisfies Record<Surface, string>;

/**
 * The options of `getDisplayMedia`, including members that TypeScript doesn't know yet.
 * @see https://www.w3.org/TR/screen-capture/#displaymediastreamoptions
 */
export interface DisplayMediaOptions extends DisplayMediaStreamOptions {
  monitorTypeSurfaces?: 'include' | 'exclude';
  selfBrowserSurface?: 'include' | 'exclude';
  surfaceSwitching?: 'include' | 'exclude';
  systemAudio?: 'include' | 'exclude';
  controller?: SurfaceController;
}

/**
 * Limits the picker to the allowed surfaces as far as possible: the options say which kind to show
 * first, whether to leave out screens, and whether to offer switching during the share. The result
 * still has to be checked.
 */
export function displayMediaOptions(allowed: readonly Surface[], frameRate: number): DisplayMediaOptions {
  // Prefer a window, because it reveals the least that isn't meant to be shown.
  const first = (['window', 'tab', 'screen'] as const).find((surface) => allowed.includes(surface)) ?? 'window';
  const everything = SURFACES.every((surface) => allowed.includes(surface));
  return {
    video: { displaySurface: DISPLAY_SURFACE[first], frameRate: { ideal: frameRate, max: frameRate } },
    audio: false,
    monitorTypeSurfaces: allowed.includes('screen') ? 'include' : 'exclude',
    // Sharing the viewer to the visitor within the viewer would mirror it endlessly.
    selfBrowserSurface: 'exclude',
    surfaceSwitching: everything ? 'include' : 'exclude',
    systemAudio: 'exclude',
  };
}
