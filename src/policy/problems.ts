import type { Worded } from './phrase.js';
import type { AllowedSiteProblemCode } from './read-allowed-site.js';

/** What can be wrong with settings, or worth a warning. Stable across versions. */
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
  | 'duplicate-bookmark'
  | 'bookmark-not-allowed'
  | 'bookmark-credentials'
  | 'allows-nothing'
  | 'hold-back-short';

/**
 * One thing that is wrong with settings, or worth a warning. Plain data: it travels as JSON.
 * `message` is a sentence for the administrator: what is wrong and what to do.
 */
export interface Problem extends Worded {
  readonly code: ProblemCode;
  /** Where: keys and positions joined with dots, such as `bookmarks.0.url`; empty for the whole. */
  readonly path: string;
  /** A value that would be right in that place. It always passes. */
  readonly suggestion?: string;
}
