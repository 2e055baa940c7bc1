/**
 * How often the holder of the floor repeats its claim, in milliseconds. Above the
 * one second to which browsers slow the timers of hidden pages.
 */
export const FLOOR_BEAT_MS = 1_500;

/** Milliseconds without a word after which a claim counts no more: three beats may get lost in between. */
export const FLOOR_TIMEOUT_MS = 4_800;
