import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import type { BrowserContext, Page } from '@playwright/test';
import type { Display } from './display.js';

export interface BrowserOptions {
  readonly display: Display;
  /** `HOME` of the browser: its trust store and its desktop settings; `Authority.home` for trusted test certificates. */
  readonly home: string;
  /** Where all host names lead, as `127.0.0.1:port`. */
  readonly resolveTo?: string;
  /** Device pixels per CSS pixel. Default 1. */
  readonly scale?: number;
  readonly dark?: boolean;
  /** The font of the browser's own interface; null leaves it to the system. */
  readonly font?: InterfaceFont | null;
  /** The window that `getDisplayMedia` picks: its title begins so. */
  readonly captureTitle?: string;
  readonly width?: number;
  readonly height?: number;
  /** Whether windows that no click has asked for are kept back, as they are for people. Default false. */
  readonly blocksPopups?: boolean;
  /** Whether pages are kept in memory to go back to, and old ones shown until new ones paint, as people have it; drivers switch that off. Default false. */
  readonly asShipped?: boolean;
  /** Draws and captures as on a machine with a graphics card; SwiftShader stands in for the card. Default false. */
  readonly gpu?: boolean;
  readonly args?: readonly string[];
  /** What the profile has set, as its `Preferences` file has it, such as `{ bookmark_bar: { show_on_all_tabs: true } }`. */
  readonly preferences?: Readonly<Record<string, unknown>>;
  /** Language of the browser's own interface, such as `ar`. Default the system's. */
  readonly language?: string;
}

export interface InterfaceFont {
  readonly family: string;
  readonly antialiasing: 'grey' | 'lcd';
}

/** Real Chromium windows of one profile. */
export interface RealBrowser {
  readonly context: BrowserContext;
  /** The page of the first window. */
  readonly page: Page;
  /** Opens `url` in a window of its own; resolves when the display knows the window by its page's title. */
  openWindow(url: string, kind: 'normal' | 'popup', size: { width: number; height: number }): Promise<Page>;
  close(): Promise<void>;
}

/** fontconfig's settings with one family for every interface, and its antialiasing. */
async function writeFontSettings(folder: string, { family, antialiasing }: InterfaceFont): Promise<string> {
  const file = join(folder, 'fonts.conf');
  const rgba = antialiasing === 'lcd' ? 'rgb' : 'none';
  const prefer = (generic: string): string =>
    `<match target="pattern"><test qual="any" name="family"><string>${generic}</string></test>` +
    `<edit name="family" mode="prepend" binding="strong"><string>${family}</string></edit></match>`;
  await writeFile(file, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include>/etc/fonts/fonts.conf</include>
${['sans-serif', 'sans', 'system-ui', 'Cantarell', 'ui-sans-serif'].map(prefer).join('\n')}
<match target="pattern"><edit name="rgba" mode="assign"><const>${rgba}</const></edit></match>
<match target="font"><edit name="rgba" mode="assign"><const>${rgba}</const></edit></match>
</fontconfig>`);
  const gtk = join(folder, 'config', 'gtk-3.0');
  await mkdir(gtk, { recursive: true });
  await writeFile(join(gtk, 'settings.ini'), `[Settings]\ngtk-font-name=${family} 11\ngtk-xft-antialias=1\ngtk-xft-hinting=1\ngtk-xft-hintstyle=hintslight\ngtk-xft-rgba=${rgba}\n`);
  return file;
}

function flagsOf(options: BrowserOptions): string[] {
  const { width = 1000, height = 700, scale, dark, captureTitle, resolveTo, blocksPopups = false, asShipped = false, gpu = false, args = [] } = options;
  return [
    '--no-sandbox', '--test-type', '--no-first-run', '--disable-quic', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--window-position=0,0', `--window-size=${width},${height}`,
    // The last list counts: the driver's own has `PaintHolding` in it.
    ...(asShipped ? ['--disable-features=MediaRouter,OptimizationHints,PreconnectToSearch'] : []),
    ...(gpu ? ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist', '--enable-gpu-rasterization'] : ['--disable-gpu']),
    ...(blocksPopups ? [] : ['--disable-popup-blocking']),
    ...(scale ? [`--force-device-scale-factor=${scale}`] : []),
    ...(dark ? ['--force-dark-mode'] : []),
    ...(captureTitle ? [`--auto-select-window-capture-source-by-title=${captureTitle}`] : []),
    ...(resolveTo ? [`--host-resolver-rules=MAP * ${resolveTo},EXCLUDE localhost,EXCLUDE 127.0.0.1`] : []),
    ...args,
  ];
}

/** Starts the system's Chromium with windows on `display`, as an agent would have it: no automation banner, a fresh profile. */
export async function launchBrowser(options: BrowserOptions): Promise<RealBrowser> {
  const profile = await mkdtemp(join(options.home, 'profile-'));
  const settings: Record<string, string> = { XDG_CONFIG_HOME: join(profile, 'config') };
  if (options.language) settings['LANGUAGE'] = options.language;
  if (options.preferences) {
    await mkdir(join(profile, 'data', 'Default'), { recursive: true });
    await writeFile(join(profile, 'data', 'Default', 'Preferences'), JSON.stringify(options.preferences));
  }
  if (options.font) settings['FONTCONFIG_FILE'] = await writeFontSettings(profile, options.font);
  // Themes are extensions.
  const extensions = options.args?.some((arg) => arg.startsWith('--load-extension')) ? ['--disable-extensions'] : [];
  const context = await chromium.launchPersistentContext(join(profile, 'data'), {
    headless: false,
    viewport: null,
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    ignoreDefaultArgs: [...extensions, ...(options.asShipped ? ['--disable-back-forward-cache'] : []), ...(options.blocksPopups ? ['--disable-popup-blocking'] : []), '--enable-automation', '--force-color-profile=srgb', '--font-render-hinting=none', '--hide-scrollbars'],
    args: flagsOf(options),
    env: { ...process.env, ...settings, HOME: options.home, DISPLAY: options.display.name } as Record<string, string>,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  return {
    context,
    page,
    openWindow: (url, kind, size) => openWindow({ context, display: options.display, opener: page, url, kind, size }),
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

interface WindowRequest {
  readonly context: BrowserContext;
  readonly display: Display;
  readonly opener: Page;
  readonly url: string;
  readonly kind: 'normal' | 'popup';
  readonly size: { width: number; height: number };
}

/** Gives a window its outer size; `window.open` may have kept it to the size of its opener. */
async function resize(context: BrowserContext, page: Page, size: { width: number; height: number }): Promise<void> {
  const session = await context.newCDPSession(page);
  const { windowId } = await session.send('Browser.getWindowForTarget');
  await session.send('Browser.setWindowBounds', { windowId, bounds: { left: 0, top: 0, ...size } });
  await session.detach();
}

async function openWindow({ context, display, opener, url, kind, size }: WindowRequest): Promise<Page> {
  const opened = context.waitForEvent('page');
  if (kind === 'popup') {
    await opener.evaluate(([target, features]) => void window.open(target, '_blank', features),
      [url, `popup,width=${size.width},height=${size.height}`] as const);
  } else {
    const session = await context.browser()!.newBrowserCDPSession();
    await session.send('Target.createTarget', { url, newWindow: true, ...size });
    await session.detach();
  }
  const page = await opened;
  await page.waitForLoadState();
  const title = await page.title();
  if (title) await display.windowTitled(title);
  if (kind === 'popup') await resize(context, page, size);
  return page;
}
