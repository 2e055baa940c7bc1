/** The first cobrowse version that can escalate to a screen share. */
const NEEDED = [5, 3] as const;

/**
 * Whether a cobrowse version such as `5.10`, `v5.3.1` or `6` is 5.3 or above,
 * compared as numbers. No version, or none that can be read, is not.
 */
export function supportsScreenShare(version: string | null): boolean {
  const [, major, minor = '0'] = /^\s*v?(\d+)(?:\.(\d+))?(?![\d])/i.exec(version ?? '') ?? [];
  if (major === undefined) return false;
  const [neededMajor, neededMinor] = NEEDED;
  return Number(major) === neededMajor ? Number(minor) >= neededMinor : Number(major) > neededMajor;
}
