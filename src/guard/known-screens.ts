import type { Screens } from './full-screen.js';

/** `screen` with what the Window Management API adds (W3C), which needs no permission for these. */
interface ExtendedScreen extends Screen, Partial<EventTarget> {
  readonly isExtended?: boolean;
}

interface PolicedDocument extends Document {
  readonly permissionsPolicy?: { allowsFeature(feature: string): boolean };
  readonly featurePolicy?: { allowsFeature(feature: string): boolean };
}

/** What this page can tell of the screens: its own, and whether it is the only one. */
export function knownScreens(): Screens {
  const { width, height, isExtended } = screen as ExtendedScreen;
  const { permissionsPolicy, featurePolicy } = document as PolicedDocument;
  // A frame that may not know is told that there is one screen.
  const mayKnow = (permissionsPolicy ?? featurePolicy)?.allowsFeature('window-management') === true;
  return { known: [{ width, height }], others: isExtended !== false || !mayKnow };
}

/** Tells when the screens have changed, where the browser does. */
export function watchScreens(changed: () => void, signal: AbortSignal): void {
  (screen as ExtendedScreen).addEventListener?.('change', changed, { signal });
}
