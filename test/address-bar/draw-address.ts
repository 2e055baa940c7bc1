import type { AddressBar, Picture } from '../../src/address-bar/address-bar.js';

/** How a bar is drawn. */
export interface BarStyle {
  readonly scale: number;
  readonly theme: 'light' | 'dark';
  /** Font family. Default `system-ui`, as the browser's own bar. */
  readonly family?: string;
  /** Width of the window in CSS pixels. Default 720. */
  readonly width?: number;
}

const PLAIN = {
  light: { toolbar: '#ffffff', field: '#edf2fa', host: '#1f1f1f', path: '#474747', background: [237, 242, 250] },
  dark: { toolbar: '#3c3c3c', field: '#282828', host: '#e3e3e3', path: '#c7c7c7', background: [40, 40, 40] },
} as const;

/** Where the address begins, in CSS pixels. */
const TEXT_LEFT = 80;

export interface DrawnBar {
  readonly context: OffscreenCanvasRenderingContext2D;
  readonly bar: AddressBar;
  /** Where the address ends, in device pixels. */
  readonly textEnd: number;
  picture(): Picture;
}

/**
 * A window's toolbar with an address, drawn by the canvas: the host in full
 * tone, the rest in grey. Letters and digits are drawn together and so is what
 * stands between them, as Chromium's own bar does, so that nothing is kerned
 * across.
 */
export function drawBar(address: string, { scale, theme, family = 'system-ui', width = 720 }: BarStyle): DrawnBar {
  const colours = PLAIN[theme];
  const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(54 * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const box = { x: Math.round(20 * scale), y: Math.round(10 * scale), width: Math.round((width - 40) * scale), height: Math.round(34 * scale) };
  context.fillStyle = colours.toolbar;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = colours.field;
  context.beginPath();
  context.roundRect(box.x, box.y, box.width, box.height, box.height / 2);
  context.fill();
  context.font = `14px ${family}`;
  if (scale !== 1) context.textRendering = 'geometricPrecision';
  let pen = Math.round(TEXT_LEFT * scale);
  const baseline = box.y + Math.round(22 * scale);
  const hostLength = /^[^/?#:]*/.exec(address)![0].length;
  for (const [at, run] of runsOf(address, hostLength)) {
    context.fillStyle = at < hostLength ? colours.host : colours.path;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.fillText(run, pen / scale, baseline / scale);
    context.resetTransform();
    pen += context.measureText(run).width * scale;
  }
  const textBox = { x: box.x + Math.round(54 * scale), y: box.y + Math.round(4 * scale), width: box.width - Math.round(100 * scale), height: Math.round(26 * scale) };
  const bar: AddressBar = { box, textBox, markBox: null, background: colours.background, theme, scale, confidence: 1 };
  return { context, bar, textEnd: pen, picture: () => context.getImageData(0, 0, canvas.width, canvas.height) };
}

/** Letters and digits with their marks together, and what stands between them; a run ends where the tone changes. */
function runsOf(address: string, hostLength: number): [at: number, run: string][] {
  const parts: [number, string][] = [[0, address.slice(0, hostLength)], [hostLength, address.slice(hostLength)]];
  return parts.flatMap(([start, part]) => [...part.matchAll(/[A-Za-z0-9\p{M}]+|[^A-Za-z0-9\p{M}]+/gu)].map((match): [number, string] => [start + match.index, match[0]]));
}
