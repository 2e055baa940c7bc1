import { SURFACES, type Surface } from '../policy/surface.js';

/** The W3C Screen Capture name of each surface. */
export const DISPLAY_SURFACE = { screen: 'monitor', window: 'window', tab: 'browser' } as const satisfies Record<Surface, string>;

/**
 * What `getDisplayMedia` takes, with the members that TypeScript doesn't know yet.
 * @see https://www.w3.org/TR/screen-capture/#displaymediastreamoptions
 */
export interface DisplayMediaOptions extends DisplayMediaStreamOptions {
  monitorTypeSurfaces?: 'include' | 'exclude';
  selfBrowserSurface?: 'include' | 'exclude';
  surfaceSwitching?: 'include' | 'exclude';
  systemAudio?: 'include' | 'exclude';
}

/**
 * Asks the picker for the allowed surfaces and nothing else, as far as a picker
 * can be asked: it can be told which kind to show first, to leave out screens,
 * and not to offer a switch in mid-share. What it returns has to be checked all
 * the same.
 */
export function displayMediaOptions(allowed: readonly Surface[], frameRate: number): DisplayMediaOptions {
  // A window first: it shows the least that isn't meant to be shown.
  const first = (['window', 'tab', 'screen'] as const).find((surface) => allowed.includes(surface)) ?? 'window';
  const everything = SURFACES.every((surface) => allowed.includes(surface));
  return {
    video: { displaySurface: DISPLAY_SURFACE[first], frameRate: { ideal: frameRate, max: frameRate } },
    audio: false,
    monitorTypeSurfaces: allowed.includes('screen') ? 'include' : 'exclude',
    // The viewer itself, shown to the visitor in the viewer: a hall of mirrors.
    selfBrowserSurface: 'exclude',
    surfaceSwitching: everything ? 'include' : 'exclude',
    systemAudio: 'exclude',
  };
}
