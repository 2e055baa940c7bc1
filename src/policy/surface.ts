/**
 * What an agent can share. The W3C Screen Capture names (`displaySurface`) are
 * `monitor`, `window` and `browser`; people say screen, window and tab.
 */
export type Surface = 'screen' | 'window' | 'tab';

/** Every surface, in the order in which people are shown them. */
export const SURFACES = ['screen', 'window', 'tab'] as const satisfies readonly Surface[];

const NAMES = { screen: 'a screen', window: 'a window', tab: 'a tab' } as const satisfies Record<Surface, string>;

/** Surfaces in words, in the order people are shown them: `a screen, a window or a tab`. */
export function surfaceNames(surfaces: readonly Surface[]): string {
  const names = SURFACES.filter((surface) => surfaces.includes(surface)).map((surface) => NAMES[surface]);
  const last = names.pop() ?? 'nothing';
  return names.length === 0 ? last : `${names.join(', ')} or ${last}`;
}
