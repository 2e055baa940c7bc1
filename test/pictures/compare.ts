import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { ROOT } from '../docs/documents.js';
import type { Picture } from './gallery.js';

/** Where the pictures are that somebody has looked at and accepted. */
export const ACCEPTED = join(ROOT, 'test/pictures/accepted');

/** Where a picture goes that is no longer as it was, with what differs in red. */
const RESULTS = join(ROOT, 'test-results/pictures');

/** How far a pixel may be from the accepted one, 0 to 1; edges of letters and curves, which pixelmatch knows, don't count. */
const THRESHOLD = 0.1;

/** How many pixels of a hundred thousand may be further away: two versions of a browser don't draw alike to the last one. */
const STRAYS = 60;

/** What is wrong with a picture; null when it is as accepted. */
export function differenceFromAccepted({ name, png }: Picture): string | null {
  const file = join(ACCEPTED, `${name}.png`);
  if (!existsSync(file)) return keep(name, png, 'was never accepted');
  const [before, now] = [PNG.sync.read(readFileSync(file)), PNG.sync.read(png)];
  if (before.width !== now.width || before.height !== now.height) {
    return keep(name, png, `is ${now.width} × ${now.height} and was ${before.width} × ${before.height}`);
  }
  const marked = new PNG(now);
  const strays = pixelmatch(before.data, now.data, marked.data, now.width, now.height, { threshold: THRESHOLD });
  if (strays <= Math.round((now.width * now.height * STRAYS) / 100_000)) return null;
  keep(`${name}.differs`, PNG.sync.write(marked), '');
  return keep(name, png, `differs in ${strays} pixels`);
}

function keep(name: string, png: Buffer, what: string): string {
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(join(RESULTS, `${name}.png`), png);
  return `${name} ${what}`;
}
