import { ScreenShareError } from '../../policy/screen-share-error.js';

/** The part of Trusted Types that is used here. TypeScript's types don't include it. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): { createScriptURL(url: string): string };
}

let policy: { createScriptURL(url: string): string } | undefined;

/**
 * The URL in the form that `new Worker` takes on a page that enforces Trusted Types. It's created by
 * the policy `glance-screenshare`, which the page's `trusted-types` directive has to name. Only this
 * package's own text and scripts of the page's own origin pass.
 *
 * @throws {ScreenShareError} `address-unreadable` if the page allows no policy with that name.
 * @throws TypeError for another origin.
 */
export function workerScriptUrl(url: string | URL): string {
  const { href, origin, protocol } = new URL(url, document.baseURI);
  if (protocol !== 'blob:' && origin !== location.origin) throw new TypeError(`A worker’s script has to come from the page’s own origin, not ${origin}.`);
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (!trustedTypes) return href;
  policy ??= ownPolicy(trustedTypes);
  return policy.createScriptURL(href);
}

function ownPolicy(trustedTypes: TrustedTypes): ReturnType<TrustedTypes['createPolicy']> {
  try {
    return trustedTypes.createPolicy('glance-screenshare', { createScriptURL: (whole) => whole });
  } catch (cause) {
    throw new ScreenShareError('address-unreadable', {
      message: 'The guard that checks the shared window could not be started, because this page does not trust its script, so nothing is shared.',
      remedy: 'The developer of this page has to name glance-screenshare among the trusted-types of its Content Security Policy.',
      cause,
    });
  }
}
