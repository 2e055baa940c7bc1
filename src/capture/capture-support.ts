import { ScreenShareError } from '../policy/screen-share-error.js';
import { SURFACES, type Surface } from '../policy/surface.js';

/** What the checks look at; the real page by default, something else in tests. */
export interface CaptureEnvironment {
  readonly mediaDevices: Pick<MediaDevices, 'getSupportedConstraints'> & { getDisplayMedia?: MediaDevices['getDisplayMedia'] } | undefined;
  /** Whether this document may use `display-capture`; undefined where the browser can't say. */
  readonly captureAllowed: boolean | undefined;
  readonly embedded: boolean;
  /** Whether a click or key is recent enough for a picker; undefined where the browser can't say. */
  readonly gesture: boolean | undefined;
}

/**
 * Why no share can start in this page, whatever the agent picks: said before the
 * picker opens. Null when nothing speaks against it.
 */
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

/** The error for a missing `display-capture` permission, with the remedy that fits an iframe or a page of its own. */
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

/** Whether every surface is allowed, so that nothing has to be known about what was picked. */
export function isEverything(allowed: readonly Surface[]): boolean {
  return SURFACES.every((surface) => allowed.includes(surface));
}

/** The page as it is now. */
export function captureEnvironment(): CaptureEnvironment {
  // Types say that these exist; pages without https and older browsers lack them.
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
  // A browser that doesn't know the feature answers "not allowed" for it.
  return policy?.features().includes('display-capture') ? policy.allowsFeature('display-capture') : undefined;
}

/** Chromium and WebKit say what was picked (`displaySurface`); Gecko doesn't. */
function tellsSurface(mediaDevices: Pick<MediaDevices, 'getSupportedConstraints'>): boolean {
  return mediaDevices.getSupportedConstraints().displaySurface === true;
}
