/** Width and height. The name of the variable gives the unit. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The smallest and largest zoom, in CSS pixels per picture pixel. */
export interface ZoomLimits {
  readonly least: number;
  readonly most: number;
}

/** One step of the buttons and keys. */
const STEP = 1.25;

/** Eight device pixels per picture pixel. More than that shows no more detail. */
const MOST = 8;

/** The zoom at which the whole picture just fits. */
export function fitZoom(picture: Size, pane: Size): number {
  return Math.min(pane.width / picture.width, pane.height / picture.height);
}

/** The zoom with one picture pixel per device pixel. */
export function actualZoom(devicePixelRatio: number): number {
  return 1 / devicePixelRatio;
}

/** From the whole picture, or its actual size if that is smaller, to eight times its actual size. */
export function zoomLimits(fit: number, devicePixelRatio: number): ZoomLimits {
  const actual = actualZoom(devicePixelRatio);
  return { least: Math.min(fit, actual), most: Math.max(fit, actual * MOST) };
}

export function clampZoom(zoom: number, { least, most }: ZoomLimits): number {
  return Math.max(least, Math.min(zoom, most));
}

/** Zooms one step in or out. It stops at `stops`, the whole picture and its actual size, instead of skipping them. */
export function stepZoom(zoom: number, direction: 'in' | 'out', stops: readonly number[]): number {
  const next = direction === 'in' ? zoom * STEP : zoom / STEP;
  const [low, high] = [Math.min(zoom, next), Math.max(zoom, next)];
  const between = stops.filter((stop) => stop > low * 1.01 && stop < high * 0.99);
  return (direction === 'in' ? Math.min : Math.max)(next, ...between);
}

/**
 * Along one axis: the scroll position that keeps what was under `point` in place.
 * All in CSS pixels. A picture smaller than the pane is centred in it.
 */
export function scrollToKeep(point: number, pane: number, before: { scroll: number; length: number }, length: number): number {
  const marginBefore = Math.max(0, (pane - before.length) / 2);
  const share = (point + before.scroll - marginBefore) / before.length;
  return share * length + Math.max(0, (pane - length) / 2) - point;
}
