import type { Page } from '@playwright/test';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { PNG } from 'pngjs';
import type { Display } from './display.js';

export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** The picture that a visitor's page shows, in the video's own pixels. */
export async function shownPicture(visitor: Page): Promise<Pixels> {
  const { width, height, base64 } = await visitor.locator('glance-share-view video').evaluate(async (element) => {
    const video = element as HTMLVideoElement;
    const canvas = Object.assign(document.createElement('canvas'), { width: video.videoWidth, height: video.videoHeight });
    canvas.getContext('2d')!.drawImage(video, 0, 0);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
    const bytes = new Uint8Array(await blob!.arrayBuffer());
    let binary = '';
    for (const byte of bytes) binary += String.fromCharCode(byte);
    return { width: canvas.width, height: canvas.height, base64: btoa(binary) };
  });
  const { data } = PNG.sync.read(Buffer.from(base64, 'base64'));
  return { width, height, data };
}

/** What is on the display now: a rectangle of the root window, or all of it. */
export async function displayedPicture(display: Display, box?: { x: number; y: number; width: number; height: number }): Promise<Pixels> {
  const crop = box ? ['-crop', `${box.width}x${box.height}+${box.x}+${box.y}`, '+repage'] : [];
  const { stdout } = await promisify(execFile)('import', ['-window', 'root', ...crop, 'png24:-'], {
    env: { ...process.env, DISPLAY: display.name },
    encoding: 'buffer',
    maxBuffer: 64 * 1024 * 1024,
  });
  const { width, height, data } = PNG.sync.read(stdout);
  return { width, height, data };
}

/** Mean difference of brightness, 0 (equal) to 255; pictures of two sizes differ by 255. */
export function difference(a: Pixels, b: Pixels): number {
  if (a.width !== b.width || a.height !== b.height) return 255;
  const luma = ({ data }: Pixels, at: number): number => 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
  let sum = 0;
  for (let at = 0; at < a.data.length; at += 4) sum += Math.abs(luma(a, at) - luma(b, at));
  return sum / (a.width * a.height);
}
