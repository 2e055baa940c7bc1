/**
 * What an agent can share. The W3C Screen Capture names (`displaySurface`) are
 * `monitor`, `window` and `browser`; people say screen, window and tab.
 */
export type Surface = 'screen' | 'window' | 'tab';

/** Every surface, in the order in which people are shown them. */
export const SURFACES = ['screen', 'window', 'tab'] as const satisfies readonly Surface[];
