import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserOptions } from '../../e2e/harness/browser.js';
import { gradient, speckled, waves, writeTheme, type BrowserTheme } from './browser-theme.js';

/** Themes by name; the browser's own light and dark ones have no files. */
export const THEMES: Readonly<Record<string, BrowserTheme | 'light' | 'dark'>> = {
  light: 'light',
  dark: 'dark',
  red: { colours: { frame: [120, 0, 10], toolbar: [180, 20, 30], omnibox_background: [200, 60, 60], omnibox_text: [255, 255, 255], tab_text: [255, 255, 255] } },
  picture: {
    colours: { toolbar: [200, 180, 180], omnibox_background: [240, 240, 245], omnibox_text: [31, 31, 31] },
    pictures: { theme_toolbar: speckled([200, 180, 180], 40), theme_frame: speckled([120, 140, 160], 60) },
  },
  photograph: {
    colours: { toolbar: [200, 180, 180], omnibox_background: [225, 213, 213], omnibox_text: [31, 31, 31] },
    pictures: { theme_toolbar: waves([190, 110, 90], 60), theme_frame: waves([235, 120, 60], 20) },
  },
  'picture of the toolbar': {
    colours: { frame: [211, 227, 253], toolbar: [255, 255, 255] },
    pictures: { theme_toolbar: speckled([220, 225, 230], 30) },
  },
  'picture of the frame': {
    colours: { toolbar: [255, 255, 255] },
    pictures: { theme_frame: speckled([211, 227, 253], 40) },
  },
  gradient: {
    colours: { toolbar: [200, 180, 180] },
    pictures: { theme_toolbar: gradient([250, 240, 200], [150, 200, 250]), theme_frame: gradient([90, 40, 60], [60, 120, 40]) },
  },
  'one colour': { colours: { frame: [237, 242, 250], toolbar: [237, 242, 250] } },
};

/** How one browser looks, of which several windows are attacked. */
export interface Look {
  readonly theme: string;
  readonly scale: number;
  readonly touch: boolean;
  readonly rightToLeft: boolean;
  readonly verticalTabs: boolean;
}

const PLAIN = { touch: false, rightToLeft: false, verticalTabs: false } as const;

/** Every theme at these scales, and the other layouts with a few of them. */
export function everyLook(): Look[] {
  const themes = Object.keys(THEMES);
  const layouts = [{ touch: true }, { rightToLeft: true }, { verticalTabs: true }];
  return [
    ...themes.flatMap((theme) => [1, 1.25, 1.5, 2].map((scale) => ({ ...PLAIN, theme, scale }))),
    ...layouts.flatMap((layout) => ['light', 'picture', 'gradient', 'one colour'].map((theme, at) => ({ ...PLAIN, theme, scale: at % 2 === 0 ? 1 : 1.5, ...layout }))),
  ];
}

/** How to start a browser that looks so; `themes` is where the themes' folders are. */
export function optionsOf({ theme, scale, touch, rightToLeft, verticalTabs }: Look, themes: string): Partial<BrowserOptions> {
  const isFile = typeof THEMES[theme] === 'object';
  const off = isFile ? ['--disable-features=DisableLoadExtensionCommandLineSwitch', `--load-extension=${themes}/${theme.replaceAll(' ', '-')}`] : [];
  return {
    scale,
    dark: theme === 'dark',
    args: [
      ...off,
      ...(touch ? ['--top-chrome-touch-ui=enabled'] : []),
      ...(rightToLeft ? ['--force-ui-direction=rtl'] : []),
      ...(verticalTabs ? ['--enable-features=VerticalTabs,VerticalTabsLaunch'] : []),
    ],
    ...(verticalTabs && { preferences: { vertical_tabs: { enabled: true } } }),
  };
}

/** What the look is called in reports. */
export function lookName({ theme, scale, touch, rightToLeft, verticalTabs }: Look): string {
  return `${theme}, scale ${scale}${touch ? ', touch' : ''}${rightToLeft ? ', right to left' : ''}${verticalTabs ? ', vertical tabs' : ''}`;
}

/** Writes the themes that have files into a folder of their own while `work` runs. */
export async function withThemes<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'themes-'));
  try {
    for (const [name, theme] of Object.entries(THEMES)) if (typeof theme === 'object') await writeTheme(join(folder, name.replaceAll(' ', '-')), theme);
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The captured window's title begins so: a browser from right to left puts a mark before titles in Latin letters. */
export function titlePrefix({ rightToLeft }: Pick<Look, 'rightToLeft'>): string {
  return rightToLeft ? '\u202a' : '';
}
