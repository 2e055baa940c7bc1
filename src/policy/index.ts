/** The rules, settings and errors alone: pure, no DOM, for Node and browsers. */
export { parseAllowedSite, widerRule, type AllowedSiteProblem, type AllowedSiteResult } from './allowed-site.js';
export { AllowedSites, type SiteCheck } from './allowed-sites.js';
export { describeRule } from './describe-rule.js';
export type { DisplayedAddress } from './displayed-address.js';
export { explainUrl, type Explanation, type ExplanationCode } from './explain-url.js';
export type { DisplayedVerdict } from './judge-displayed.js';
export type { Problem, ProblemCode } from './problems.js';
export { MAX_URL_LENGTH, type AllowedSite, type AllowedSiteProblemCode } from './read-allowed-site.js';
export {
  isScreenShareError,
  SCREEN_SHARE_ERROR_CODES,
  ScreenShareError,
  screenShareErrorFrom,
  surfaceNotAllowed,
  type ScreenShareErrorCode,
  type ScreenShareErrorData,
  type ScreenShareErrorOptions,
} from './screen-share-error.js';
export {
  DEFAULT_GUARD,
  DEFAULT_SETTINGS,
  GUARD_RANGES,
  guardOf,
  MAX_ALLOWED_SITES,
  MAX_BOOKMARKS,
  MAX_TITLE_LENGTH,
  type Bookmark,
  type GuardSettings,
  type ScreenShareSettings,
} from './settings.js';
export { SURFACES, surfaceNames, type Surface } from './surface.js';
export { validateSettings, type SettingsResult } from './validate-settings.js';
