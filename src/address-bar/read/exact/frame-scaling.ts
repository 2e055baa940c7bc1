import type { Picture } from '../../address-bar.js';
import type { ResamplingFilter } from './resampling.js';

/** How a frame's pixels were computed from those that the browser drew. */
export interface FrameScaling {
  /** Window pixels per frame pixel, across and down: slightly more than 1. */
  readonly across: number;
  readonly down: number;
  readonly filter: ResamplingFilter;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Columns that the compositor leaves unpainted are black: no channel is above this value. */
const unpainted = 8;
/** The software compositor uses one filter, every graphics card the other. */
const filters: readonly ResamplingFilter[] = ['linear', 'hamming'];

/**
 * The ways in which a frame may have been scaled during capture, apart from not at all.
 *
 * Chromium's compositor delivers windows of the capturing browser in even sizes. It fits a window of
 * odd width or height into the frame, keeping its proportions, and cuts the result to even sizes too.
 * The remainder at the right or bottom stays black. So a frame of W × H comes from a window of W or W +
 * 1 by H or H + 1, and each of these leaves a different part black.
 */
export function scalingsOf(picture: Picture): FrameScaling[] {
  const frame = { width: picture.width, height: picture.wholeHeight ?? picture.height };
  const painted = paintedColumns(picture);
  const windows = [[1, 1], [1, 0], [0, 1]].map(([wider = 0, higher = 0]) => ({ width: frame.width + wider, height: frame.height + higher }));
  return windows.flatMap((window) => {
    const content = fitted(window, frame);
    if (content.width !== painted) return [];
    const factors = { across: window.width / content.width, down: window.height / content.height };
    return filters.map((filter) => ({ ...factors, filter }));
  });
}

export function isSameScaling(one: FrameScaling | null, other: FrameScaling | null): boolean {
  return one?.across === other?.across && one?.down === other?.down && one?.filter === other?.filter;
}

/** How large a window appears in a frame that it doesn't fit. */
function fitted(window: Size, frame: Size): Size {
  const byWidth = window.width * frame.height;
  const byHeight = window.height * frame.width;
  const size = byHeight < byWidth
    ? { width: frame.width, height: Math.round(byHeight / window.width) }
    : { width: Math.round(byWidth / window.height), height: frame.height };
  return { width: size.width & ~1, height: size.height & ~1 };
}

/** How many columns from the left are painted: all except the black ones at the right end. */
function paintedColumns({ width, height, data }: Picture): number {
  const isBlack = (x: number): boolean => {
    for (let at = x * 4; at < height * width * 4; at += width * 4) {
      if ((data[at] ?? 0) > unpainted || (data[at + 1] ?? 0) > unpainted || (data[at + 2] ?? 0) > unpainted) return false;
    }
    return true;
  };
  let columns = width;
  while (columns > 0 && isBlack(columns - 1)) columns--;
  return columns;
}
