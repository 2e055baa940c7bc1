import { phrase, worded, type Worded } from './phrase.js';
import type { ScreenShareSettings } from './settings.js';
import { SURFACES, surfacesPhrase, type Surface } from './surface.js';

/**
 * The policies of Chrome (95 and later) and Edge (97 and later) by which capture
 * is narrowed for an origin. Each level includes those before it; an origin that
 * is on several lists has the narrowest.
 * https://chromeenterprise.google/policies/#ScreenCapture
 */
const LEVELS = {
  own: 'SameOriginTabCaptureAllowedByOrigins',
  tab: 'TabCaptureAllowedByOrigins',
  window: 'WindowCaptureAllowedByOrigins',
  screen: 'ScreenCaptureAllowedByOrigins',
} as const;

type CapturePolicyName = (typeof LEVELS)[keyof typeof LEVELS];

/** Policies by name, as a policy file has them. */
export type CapturePolicies = Partial<Record<CapturePolicyName, readonly string[]>> & { readonly ScreenCaptureAllowed?: boolean };

export interface BrowserPolicyOptions {
  /** Whether all other sites are kept from capturing anything in these browsers. Default false: they stay as they are. */
  readonly denyOthers?: boolean;
}

export interface BrowserPolicy {
  readonly policies: CapturePolicies;
  /** What the browser's picker will offer on the viewer's pages. */
  readonly offers: readonly Surface[];
  /** What the administrator should know: where the policy is wider than the settings, and what it touches beyond the viewer. */
  readonly notes: readonly Worded[];
}

/**
 * The enterprise policy that narrows the browser's own picker on the viewer's
 * pages. Nothing else can: a page can only ask the picker, and check what was
 * picked, as the viewer does with and without this policy.
 *
 * The browsers know three nested levels, tabs, windows and tabs, everything; the
 * narrowest that has all surfaces of the settings is taken.
 *
 * @param origin Where the viewer's pages are, such as `https://desk.example.com`.
 * @throws TypeError when that is no origin of a web page.
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

/** An origin alone can't be denied everything; its own tabs are the least. */
function switchedOff(pattern: string, rest: CapturePolicies, denyOthers: boolean, others: readonly Worded[]): BrowserPolicy {
  if (denyOthers) return { policies: rest, offers: [], notes: others };
  const note = worded('No policy keeps a single origin from all capture, so the picker still offers the viewer’s own tabs. The viewer doesn’t open it while Escalate to Show is off.');
  return { policies: { ...rest, [LEVELS.own]: [pattern] }, offers: ['tab'], notes: [note] };
}

/** With its port: without one the pattern would be that of every port. */
function patternOf(origin: string): string {
  const url = URL.canParse(origin) ? new URL(origin) : null;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '' || url.password !== '') {
    throw new TypeError(`${JSON.stringify(origin)} is no origin of a viewer. It begins with https://, such as https://desk.example.com.`);
  }
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return `${url.protocol}//${url.hostname}:${port}`;
}
