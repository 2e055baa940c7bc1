import { parseUrl } from '../built-ins/parse-url.js';
import { phrase, worded, type Worded } from './phrase.js';
import type { ScreenShareSettings } from './settings.js';
import { SURFACES, surfacesPhrase, type Surface } from './surface.js';

/**
 * The policies of Chrome (95 and later) and Edge (97 and later) that restrict capture for an origin.
 * Each level includes those before it. If an origin is on several lists, the narrowest one applies.
 * https://chromeenterprise.google/policies/#ScreenCapture
 */
const LEVELS = {
  own: 'SameOriginTabCaptureAllowedByOrigins',
  tab: 'TabCaptureAllowedByOrigins',
  window: 'WindowCaptureAllowedByOrigins',
  screen: 'ScreenCaptureAllowedByOrigins',
} as const;

type CapturePolicyName = (typeof LEVELS)[keyof typeof LEVELS];

/** Policies by name, as in a policy file. */
export type CapturePolicies = Partial<Record<CapturePolicyName, readonly string[]>> & { readonly ScreenCaptureAllowed?: boolean };

export interface BrowserPolicyOptions {
  /** Whether all other sites are prevented from capturing anything in these browsers. Default false: nothing changes for them. */
  readonly denyOthers?: boolean;
}

export interface BrowserPolicy {
  readonly policies: CapturePolicies;
  /** What the browser's picker will offer on the viewer's pages. */
  readonly offers: readonly Surface[];
  /** What the administrator should know: where the policy is wider than the settings, and what it affects beyond the viewer. */
  readonly notes: readonly Worded[];
}

/**
 * The enterprise policy that restricts the browser's own picker on the viewer's pages. Nothing else
 * can: a page can only make requests of the picker and check what was picked. The viewer does both,
 * with or without this policy.
 *
 * The browsers have three nested levels: tabs, windows and tabs, everything. The result uses the
 * narrowest level that includes all surfaces in the settings.
 *
 * @param origin Where the viewer's pages are, such as `https://desk.example.com`.
 * @throws TypeError if that isn't a web page's origin.
 */
export function browserPolicy(settings: ScreenShareSettings, origin: string, { denyOthers = false }: BrowserPolicyOptions = {}): BrowserPolicy {
  const pattern = patternOf(origin);
  const rest: CapturePolicies = denyOthers ? { ScreenCaptureAllowed: false } : {};
  const others = denyOthers ? [worded('No other site can capture anything in browsers with this policy: video meetings in the browser lose their screen sharing.')] : [];
  if (!settings.escalateToShow) return switchedOff(pattern, rest, denyOthers, others);
  const level = SURFACES.find((surface) => settings.surfaces.includes(surface)) ?? 'tab';
  const offers = SURFACES.slice(SURFACES.indexOf(level));
  const more = offers.filter((surface) => !settings.surfaces.includes(surface));
  const wider = more.map((surface) => worded(phrase`No policy leaves out ${surfacesPhrase([surface])} here, so the picker still offers it. The viewer refuses it once it is picked.`));
  return { policies: { ...rest, [LEVELS[level]]: [pattern] }, offers, notes: [...wider, ...others] };
}

/** A single origin can't be denied everything. The minimum is capturing its own tabs. */
function switchedOff(pattern: string, rest: CapturePolicies, denyOthers: boolean, others: readonly Worded[]): BrowserPolicy {
  if (denyOthers) return { policies: rest, offers: [], notes: others };
  const note = worded('No policy keeps a single origin from all capture, so the picker still offers the viewer’s own tabs. The viewer doesn’t open it while Escalate to Show is off.');
  return { policies: { ...rest, [LEVELS.own]: [pattern] }, offers: ['tab'], notes: [note] };
}

/** Always includes the port, because a pattern without one matches every port. */
function patternOf(origin: string): string {
  const url = parseUrl(origin);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '' || url.password !== '') {
    throw new TypeError(`${JSON.stringify(origin)} isn’t the origin of a viewer. An origin begins with https://, such as https://desk.example.com.`);
  }
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return `${url.protocol}//${url.hostname}:${port}`;
}
