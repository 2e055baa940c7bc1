import type { Screens } from '../evidence/full-screen.js';

/** `screen` with the additions of the W3C Window Management API. These need no permission. */
interface ExtendedScreen extends Screen, Partial<EventTarget> {
  readonly isExtended?: boolean;
}

interface Policy {
  features(): string[];
  allowsFeature(feature: string): boolean;
}

interface PolicedDocument extends Document {
  readonly permissionsPolicy?: Policy;
  readonly featurePolicy?: Policy;
}

/** The feature's name, and the one that it had before Chromium 111. */
const WINDOW_MANAGEMENT = ['window-management', 'window-placement'] as const;

/** What this page knows about the screens: its own screen, and whether there are others. */
export function knownScreens(): Screens {
  const { width, height, isExtended } = screen as ExtendedScreen;
  const { permissionsPolicy, featurePolicy } = document as PolicedDocument;
  const policy = permissionsPolicy ?? featurePolicy;
  // Asking for a feature that the browser doesn't know writes a warning to the console.
  const features = policy?.features() ?? [];
  // A frame without this permission always gets the answer that there is one screen.
  const mayKnow = WINDOW_MANAGEMENT.some((feature) => features.includes(feature) && policy?.allowsFeature(feature) === true);
  return { known: [{ width, height }], others: isExtended !== false || !mayKnow };
}

/** Calls back when the screens have changed, in browsers that report it. */
export function watchScreens(changed: () => void, signal: AbortSignal): void {
  (screen as ExtendedScreen).addEventListener?.('change', changed, { signal });
}
