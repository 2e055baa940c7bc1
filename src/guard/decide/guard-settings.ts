/** The settings that the guard needs. A `ScreenShareSettings` has them all. */
export interface GuardSettings {
  /** The Allowed Sites. An empty list allows nothing. */
  readonly allowedSites: readonly string[];
  readonly guard?:
    | {
        /** How long only allowed pages must be seen before a frame leaves; milliseconds. Default 250. */
        readonly holdBackMs?: number | undefined;
        /** How long the address may stay unclear before the share ends; milliseconds. Default 60,000. */
        readonly graceMs?: number | undefined;
        /** Whether a tab that reports its address through Capture Handle may be shared. Default false. */
        readonly tabsByCaptureHandle?: boolean | undefined;
        /** The lowest grade of proof that counts. Default `exact`. */
        readonly reading?: 'exact' | 'ocr' | undefined;
        /** Whether visitors see only the page or the whole window. Default `page`. */
        readonly show?: 'page' | 'window' | undefined;
      }
    | undefined;
}

export const DEFAULT_HOLD_BACK_MS = 250;
export const DEFAULT_GRACE_MS = 60_000;

/** Whether a guard behaves the same with both settings. */
export function guardsAlike(one: GuardSettings, other: GuardSettings): boolean {
  return JSON.stringify(essenceOf(one)) === JSON.stringify(essenceOf(other));
}

function essenceOf(settings: GuardSettings): unknown {
  const { allowedSites, guard } = settings;
  return [allowedSites, timesOf(settings), guard?.tabsByCaptureHandle ?? false, guard?.reading ?? 'exact', guard?.show ?? 'page'];
}

/** The times of the settings, with their defaults. */
export function timesOf({ guard }: GuardSettings): { holdBackMs: number; graceMs: number } {
  return { holdBackMs: guard?.holdBackMs ?? DEFAULT_HOLD_BACK_MS, graceMs: guard?.graceMs ?? DEFAULT_GRACE_MS };
}
