import { test } from '@playwright/test';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { ACCEPTED } from './compare.js';
import { Gallery } from './gallery.js';

test.setTimeout(600_000);

/** The same pixels in fewer bytes. */
const squeezed = (png: Buffer): Buffer => PNG.sync.write(PNG.sync.read(png), { deflateLevel: 9, deflateStrategy: 0, filterType: 0, colorType: 2 });

test('every element in every state', async () => {
  const gallery = await Gallery.open();
  try {
    rmSync(ACCEPTED, { recursive: true, force: true });
    mkdirSync(ACCEPTED, { recursive: true });
    for (const state of gallery.states) {
      for await (const { name, png } of gallery.picturesOf(state)) writeFileSync(join(ACCEPTED, `${name}.png`), squeezed(png));
    }
  } finally {
    await gallery.close();
  }
});
