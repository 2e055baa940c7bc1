import type { Worded } from './phrase.js';
import type { AllowedSiteProblemCode } from './read-allowed-site.js';

/** Problems with settings, and reasons for a warning. Stable across versions. */
export type ProblemCode =
  | AllowedSiteProblemCode
  // Shape
  | 'unreadable'
  | 'missing'
  | 'wrong-type'
  | 'out-of-range'
  | 'too-many'
  // Surfaces
  | 'no-surface'
  | 'surface-with-allowed-sites'
  // Bookmarks
  | 'title-missing'
  | 'url-missing'
  | 'url-invalid'
  | 'url-not-https'
  | 'url-other-domain'
  // Warnings only
  | 'duplicate-surface'
  | 'duplicate-allowed-site'
  | 'differs-in-case'
  | 'public-suffix'
  | 'duplicate-bookmark'
  | 'bookmark-not-allowed'
  | 'bookmark-credentials'
  | 'allows-nothing'
  | 'hold-back-short';

/**
 * One problem with settings, or a warning. It's plain data and can be sent as JSON. `message` is a
 * sentence for the administrator: what is wrong and what to do.
 */
export interface Problem extends Worded {
  readonly code: ProblemCode;
  /** Keys and indices joined with dots, such as `bookmarks.0.url`. Empty for the settings as a whole. */
  readonly path: string;
  /** A value that would be valid in that place. It always passes. */
  readonly suggestion?: string;
}
