import { english, phrase, type Phrase } from './phrase.js';

/**
 * What an agent can share. The W3C Screen Capture names (`displaySurface`) are `monitor`, `window` and
 * `browser`; this package says screen, window and tab.
 */
export type Surface = 'screen' | 'window' | 'tab';

/** Every surface, in the order in which the interface lists them. */
export const SURFACES = ['screen', 'window', 'tab'] as const satisfies readonly Surface[];

const NAMES = { screen: phrase`a screen`, window: phrase`a window`, tab: phrase`a tab` } as const satisfies Record<Surface, Phrase>;

/** Surfaces as a phrase, in the order in which the interface lists them. */
export function surfacesPhrase(surfaces: readonly Surface[]): Phrase {
  const [one, two, three] = SURFACES.filter((surface) => surfaces.includes(surface)).map((surface) => NAMES[surface]);
  if (!one) return phrase`nothing`;
  if (!two) return one;
  return three ? phrase`${one}, ${two} or ${three}` : phrase`${one} or ${two}`;
}

/** Surfaces in English, in the order in which the interface lists them: `a screen, a window or a tab`. */
export function surfaceNames(surfaces: readonly Surface[]): string {
  return english(surfacesPhrase(surfaces));
}
