/** The first cobrowse version that can escalate to a screen share. */
const NEEDED = [5, 3] as const;

/**
 * Whether a cobrowse version such as `5.10`, `v5.3.1` or `6` is at least 5.3,
 * compared as numbers. False for a missing or invalid version.
 */
export function supportsScreenShare(version: string | null): boolean {
  const [, major, minor = '0'] = /^\s*v?(\d+)(?:\.(\d+))?(?![\d])/i.exec(version ?? '') ?? [];
  if (major === undefined) return false;
  const [neededMajor, neededMinor] = NEEDED;
  return Number(major) === neededMajor ? Number(minor) >= neededMinor : Number(major) > neededMajor;
}
