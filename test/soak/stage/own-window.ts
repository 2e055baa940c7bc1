import type { RealBrowser } from '../../e2e/harness/browser.js';
import type { GuardStage } from './guard-stage.js';
import { CAPTURED_TITLE } from './guarded-sites.js';
import { until } from './until.js';

export interface OwnWindow {
  readonly kind: 'normal' | 'popup';
  readonly url: string;
  /** CSS pixels; a fraction gives a size in whole device pixels at a fractional scale. */
  readonly width: number;
  readonly height: number;
}

/** Gives the captured window an outer size in device pixels, odd ones too. */
export async function resizeShared(stage: GuardStage, { width, height }: { width: number; height: number }): Promise<void> {
  const window = await stage.display.windowTitled(CAPTURED_TITLE);
  await stage.xdotool('windowmove', window, '0', '0');
  await stage.xdotool('windowsize', window, `${width}`, `${height}`);
  let found = '';
  await until(async () => {
    found = await stage.xdotool('getwindowgeometry', '--shell', window);
    return found.includes(`WIDTH=${width}\n`) && found.includes(`HEIGHT=${height}\n`);
  }, () => `the window is ${width} x ${height}; it is ${found}`);
}

/** Opens a window of the agent's own browser. Closing what is returned closes that window, and leaves the agent's page. */
export async function ownWindow(stage: GuardStage, { kind, url, width, height }: OwnWindow): Promise<RealBrowser> {
  const size = { width: Math.round(width), height: Math.round(height) };
  const page = await stage.own.openWindow(url, kind, size);
  await resizeShared(stage, { width: Math.round(width * stage.ownScale), height: Math.round(height * stage.ownScale) });
  return { ...stage.own, page, close: () => page.close() };
}
