/** Width and height. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The screens that the shared window may be on, as far as the agent's page knows. */
export interface Screens {
  /** In CSS pixels, as in `screen.width` and `screen.height`. */
  readonly known: readonly Size[];
  /** Whether there may be more screens that the browser doesn't report. */
  readonly others: boolean;
}

/** How many device pixels a window that fills a screen may differ from its size, because sizes are rounded. */
const ROUNDING = 1;
/** Systems offer device pixel ratios in steps of this. */
const SCALE_STEP = 0.25;
const MOST_SCALE = 5;

/** Common screen sizes in device pixels, used for screens that the browser doesn't report. */
const SOLD: readonly Size[] = (
  '1024x768 1280x720 1280x800 1280x1024 1360x768 1366x768 1440x900 1600x900 1600x1200 1680x1050 1920x1080 1920x1200 1920x1280 ' +
  '2048x1152 2160x1440 2240x1400 2256x1504 2304x1440 2496x1664 2560x1080 2560x1440 2560x1600 2736x1824 2880x1620 2880x1800 2880x1864 2880x1920 ' +
  '3000x2000 3024x1890 3024x1964 3072x1920 3200x1800 3200x2000 3240x2160 3440x1440 3456x2160 3456x2234 3840x1080 3840x1600 3840x2160 3840x2400 ' +
  '4096x2160 4480x2520 5120x1440 5120x2160 5120x2880 6016x3384 7680x4320'
)
  .split(' ')
  .map((text) => text.split('x').map(Number))
  .flatMap(([long = 0, short = 0]) => [{ width: long, height: short }, { width: short, height: long }]);

/**
 * Whether a frame is exactly as large as a screen. A window that fills a whole screen may be in
 * full-screen mode. The page can then draw everything that a browser window has, including the address
 * bar, and no pixel would give it away.
 */
export function fillsScreen(frame: Size, { known, others }: Screens): boolean {
  return known.some((screen) => isScaled(frame, screen)) || (others && SOLD.some((screen) => isClose(frame, screen, 0)));
}

/** Whether a frame is as large as a screen at any scale that systems offer. The page's zoom hides the actual scale. */
function isScaled(frame: Size, screen: Size): boolean {
  for (let scale = 1; scale <= MOST_SCALE; scale += SCALE_STEP) {
    if (isClose(frame, { width: screen.width * scale, height: screen.height * scale }, ROUNDING * scale)) return true;
  }
  return false;
}

function isClose(one: Size, other: Size, by: number): boolean {
  return Math.abs(one.width - other.width) <= by && Math.abs(one.height - other.height) <= by;
}
