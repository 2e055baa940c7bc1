/** What the guard needs of the settings; a `ScreenShareSettings` is one. */
export interface GuardSettings {
  /** The Allowed Sites. An empty list allows nothing. */
  readonly allowedSites: readonly string[];
  readonly guard?:
    | {
        /** How long nothing but allowed pages must be seen before a frame leaves; milliseconds. Default 250. */
        readonly holdBackMs?: number | undefined;
        /** How long an unclear address may last before the share ends; milliseconds. Default 5,000. */
        readonly graceMs?: number | undefined;
        /** Whether a tab may be shared that tells its address by Capture Handle. Default false. */
        readonly tabsByCaptureHandle?: boolean | undefined;
        /** The lowest grade of proof that counts. Default `exact`. */
        readonly reading?: 'exact' | 'ocr' | undefined;
      }
    | undefined;
}

export const DEFAULT_HOLD_BACK_MS = 250;
export const DEFAULT_GRACE_MS = 5_000;

/** Whether a guard works the same by both. */
export function guardsAlike(one: GuardSettings, other: GuardSettings): boolean {
  return JSON.stringify(essenceOf(one)) === JSON.stringify(essenceOf(other));
}

function essenceOf(settings: GuardSettings): unknown {
  const { allowedSites, guard } = settings;
  return [allowedSites, timesOf(settings), guard?.tabsByCaptureHandle ?? false, guard?.reading ?? 'exact'];
}

/** The times of the settings, with their defaults. */
export function timesOf({ guard }: GuardSettings): { holdBackMs: number; graceMs: number } {
  return { holdBackMs: guard?.holdBackMs ?? DEFAULT_HOLD_BACK_MS, graceMs: guard?.graceMs ?? DEFAULT_GRACE_MS };
}
