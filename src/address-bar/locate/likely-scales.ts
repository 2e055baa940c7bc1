import type { Box } from '../address-bar.js';

/** Systems scale their interfaces in steps of 5 %. */
const stepsPerUnit = 20;
/**
 * Chromium's field and a pop-up's strip in CSS pixels, and how many device pixels more or fewer may be
 * found. A row at their edge may be a blend of two colours, and in dark themes the line below a strip
 * is counted in.
 */
const field = { height: 34, extra: 1, missing: 3.2 } as const;
/** The heights found most often, in CSS pixels: of a field, and of a strip by its theme. */
const usualHeights = { field: 33.7, light: 32.1, dark: 34.2 } as const;
const strip = { height: 33, line: 1, extra: 1, missing: 4.6 } as const;
/**
 * CSS pixels from the left end of a field or strip to the first ink of a secure page's address.
 * Measured: 37.3 to 38.4, depending on the first letter.
 */
const textStart = 37.85;
/** How far the text may be from that position, as a fraction of the distance, while still indicating the scale. */
const startTolerance = 0.045;

/** The measurements of a bar so far, in device pixels. */
export interface MeasuredBar {
  readonly box: Pick<Box, 'x' | 'width' | 'height'>;
  readonly theme: 'light' | 'dark';
  /** Width of the whole window. */
  readonly windowWidth: number;
  /** The first column with ink of the address. */
  readonly inkStart: number;
}

/**
 * Every scale at which a bar has this height. The likeliest comes first: the one at which the address
 * starts where current Chromium puts it and that fits the height best.
 */
export function likelyScales(bar: MeasuredBar): number[] {
  const { box, windowWidth, theme } = bar;
  const isStrip = box.width > windowWidth * 0.97;
  const least = isStrip ? (box.height - strip.extra) / (strip.height + strip.line) : (box.height - field.extra) / field.height;
  const most = isStrip ? (box.height + strip.missing) / strip.height : (box.height + field.missing) / field.height;
  const [first, last] = [Math.ceil(least * stepsPerUnit - 0.01), Math.floor(most * stepsPerUnit + 0.01)];
  const steps = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => (first + index) / stepsPerUnit);
  const byStart = scaleByStart(bar);
  const byHeight = box.height / usualHeights[isStrip ? theme : 'field'];
  const rank = (scale: number): number => Math.abs(scale / byStart - 1) + 2 * Math.abs(scale / byHeight - 1);
  return steps.sort((one, other) => rank(one) - rank(other));
}

/**
 * Device pixels per CSS pixel: exact if the position of the text indicates it, as in Chromium;
 * otherwise estimated from the bar's height to the nearest quarter.
 */
export function scaleOfBar(bar: MeasuredBar): number {
  const [likeliest] = likelyScales(bar);
  const isTold = likeliest !== undefined && Math.abs(likeliest / scaleByStart(bar) - 1) < startTolerance;
  return isTold ? likeliest : Math.max(0.5, Math.round((bar.box.height / 33) * 4) / 4);
}

function scaleByStart({ box, inkStart }: MeasuredBar): number {
  return Math.max(1, inkStart - box.x) / textStart;
}
