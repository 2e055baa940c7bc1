import { packedDistance } from './flat-regions.js';

/** How much a channel may differ within one colour of the browser's: capturing rounds by one or two, and scaling adds another. */
const TOLERANCE = 3;

/** Whether two packed pixels show the same colour of the browser's own surfaces. */
export function sameColour(a: number, b: number): boolean {
  return a === b || packedDistance(a, b) <= TOLERANCE;
}

/** The same for two luma values, 0 to 255. */
export function sameLuma(a: number, b: number): boolean {
  return Math.abs(a - b) <= TOLERANCE;
}
