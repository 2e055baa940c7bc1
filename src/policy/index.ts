/**
 * Only the rules, settings and errors: no DOM and no side effects, for Node and browsers.
 *
 * @module glance-screenshare/policy
 */
export { parseAllowedSite, widerRule, type AllowedSiteProblem, type AllowedSiteResult } from './allowed-site.js';
export { AllowedSites, type SiteCheck } from './allowed-sites.js';
export type { BookmarkChange } from './bookmark-difference.js';
export { browserPolicy, type BrowserPolicy, type BrowserPolicyOptions, type CapturePolicies } from './browser-policy.js';
export { linuxPolicyFile, macPolicyFile, windowsPolicyFile, type PolicyBrowser, type PolicyFile } from './browser-policy-file.js';
export { describeRule } from './describe-rule.js';
export type { DisplayedAddress } from './displayed-address.js';
export { explainUrl, type Explanation, type ExplanationCode } from './explain-url.js';
export type { DisplayedVerdict } from './judge-displayed.js';
export { normalSettings, sameSettings, type NormalSettings } from './normal-settings.js';
export type { Phrase, PhraseValue, Worded } from './phrase.js';
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
  MAX_NOTE_LENGTH,
  MAX_OWNER_LENGTH,
  MAX_TITLE_LENGTH,
  type Bookmark,
  type GuardSettings,
  type ScreenShareSettings,
  type SiteNote,
} from './settings.js';
export { describeChange, settingsDifference, type GuardChange, type SettingsChange } from './settings-difference.js';
export { exportSettings, importSettings } from './settings-file.js';
export { SURFACES, surfaceNames, type Surface } from './surface.js';
export { validateSettings, type SettingsResult } from './validate-settings.js';
