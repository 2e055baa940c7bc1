import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PNG } from 'pngjs';

export type Rgb = readonly [red: number, green: number, blue: number];

/** A theme of the browser's, as its manifest has it. */
export interface BrowserTheme {
  readonly colours: Readonly<Record<string, Rgb>>;
  /** The colour at a place of each of its pictures. */
  readonly pictures?: Readonly<Record<string, (x: number, y: number) => Rgb>>;
}

const PICTURE = { width: 900, height: 300 };

/** A picture of noise about a colour, as photographs have it: no two pixels are alike. */
export function speckled([red, green, blue]: Rgb, most: number): (x: number, y: number) => Rgb {
  return (x, y) => {
    const noise = (salt: number): number => {
      const hash = Math.imul((x * 374_761_393 + y * 668_265_263 + salt * 974_634_777) | 0, 1_274_126_177);
      return (((hash ^ (hash >>> 15)) & 255) / 255 - 0.5) * 2 * most;
    };
    return [red + noise(1), green + noise(2), blue + noise(3)];
  };
}

/** A picture whose colours change slowly in all directions, as a photograph out of focus has it. */
export function waves([red, green, blue]: Rgb, most: number): (x: number, y: number) => Rgb {
  return (x, y) => [red + most * Math.sin(x / 40 + y / 17), green + most * Math.sin(x / 23 - y / 31), blue + most * Math.cos(x / 57 + y / 11)];
}

/** From one colour to another across, as gradients have it. */
export function gradient(from: Rgb, to: Rgb, period = PICTURE.width): (x: number, y: number) => Rgb {
  return (x) => {
    const part = (x % period) / period;
    return [0, 1, 2].map((channel) => (from[channel] ?? 0) * (1 - part) + (to[channel] ?? 0) * part) as unknown as Rgb;
  };
}

function asPng(colourAt: (x: number, y: number) => Rgb): Buffer {
  const png = new PNG(PICTURE);
  for (let y = 0; y < PICTURE.height; y++) {
    for (let x = 0; x < PICTURE.width; x++) {
      png.data.set([...colourAt(x, y).map((value) => Math.max(0, Math.min(255, Math.round(value)))), 255], (y * PICTURE.width + x) * 4);
    }
  }
  return PNG.sync.write(png);
}

/** Writes a theme into a folder that a browser can load as an extension. */
export async function writeTheme(folder: string, { colours, pictures = {} }: BrowserTheme): Promise<void> {
  await mkdir(folder, { recursive: true });
  const images = Object.fromEntries(Object.keys(pictures).map((name) => [name, `${name}.png`]));
  for (const [name, colourAt] of Object.entries(pictures)) await writeFile(join(folder, `${name}.png`), asPng(colourAt));
  await writeFile(join(folder, 'manifest.json'), JSON.stringify({ manifest_version: 3, version: '1.0', name: 'a theme', theme: { images, colors: colours } }));
}
