import { ScreenShareError } from '../policy/screen-share-error.js';
import { SURFACES, type Surface } from '../policy/surface.js';

/** The environment for the checks: the actual page by default, a substitute in tests. */
export interface CaptureEnvironment {
  readonly mediaDevices: Pick<MediaDevices, 'getSupportedConstraints'> & { getDisplayMedia?: MediaDevices['getDisplayMedia'] } | undefined;
  /** Whether this document may use `display-capture`. Undefined if the browser doesn't report it. */
  readonly captureAllowed: boolean | undefined;
  readonly embedded: boolean;
  /** Whether a click or key press is recent enough for a picker. Undefined if the browser doesn't report it. */
  readonly gesture: boolean | undefined;
}

/** Why no share can start in this page, whatever the agent picks. Checked before the picker opens. Null if there's no obstacle. */
export function captureObstacle(
  allowed: readonly Surface[],
  environment: CaptureEnvironment = captureEnvironment(),
): ScreenShareError | null {
  const { mediaDevices, captureAllowed, embedded } = environment;
  if (typeof mediaDevices?.getDisplayMedia !== 'function') return new ScreenShareError('unsupported-browser');
  if (captureAllowed === false) return captureBlocked(embedded);
  if (!isEverything(allowed) && !tellsSurface(mediaDevices)) return new ScreenShareError('surface-unverifiable');
  return null;
}

/** The error for a missing `display-capture` permission, with a remedy for an iframe or for a top-level page. */
export function captureBlocked(embedded: boolean, cause?: unknown): ScreenShareError {
  return new ScreenShareError('capture-blocked', {
    ...(embedded
      ? {}
      : {
          message: "This page's own Permissions-Policy header does not let it share the screen.",
          remedy: 'Have the server send Permissions-Policy: display-capture=(self), or leave the header out.',
        }),
    cause,
  });
}

/** Whether every surface is allowed, so that it doesn't matter what was picked. */
export function isEverything(allowed: readonly Surface[]): boolean {
  return SURFACES.every((surface) => allowed.includes(surface));
}

/** The current state of the page. */
export function captureEnvironment(): CaptureEnvironment {
  // According to the types, these always exist, but pages without https and older browsers lack them.
  const { mediaDevices, userActivation } = navigator as Partial<Navigator>;
  return {
    mediaDevices,
    captureAllowed: policyAllows(document),
    embedded: globalThis.self !== globalThis.top,
    gesture: userActivation?.isActive,
  };
}

interface FeaturePolicy {
  allowsFeature(feature: string): boolean;
  features(): string[];
}

function policyAllows(page: Document): boolean | undefined {
  const { permissionsPolicy, featurePolicy } = page as { permissionsPolicy?: FeaturePolicy; featurePolicy?: FeaturePolicy };
  const policy = permissionsPolicy ?? featurePolicy;
  // A browser that doesn't know the feature reports it as not allowed.
  return policy?.features().includes('display-capture') ? policy.allowsFeature('display-capture') : undefined;
}

/** Chromium and WebKit report what was picked (`displaySurface`); Gecko doesn't. */
function tellsSurface(mediaDevices: Pick<MediaDevices, 'getSupportedConstraints'>): boolean {
  return mediaDevices.getSupportedConstraints().displaySurface === true;
}
