/**
 * How often the holder of the floor repeats its claim, in milliseconds. Longer than
 * one second, the interval to which browsers throttle timers in hidden pages.
 */
export const FLOOR_BEAT_MS = 1_500;

/** Milliseconds without a message before a claim expires: three heartbeats can get lost. */
export const FLOOR_TIMEOUT_MS = 4_800;
