import { expect, test } from '@playwright/test';
import { locateAddressBar } from '../../../src/address-bar/locate/locate-address-bar.js';
import { PageEdge } from '../../../src/guard/evidence/page-edge.js';
import { Strip, type FrameView } from '../../../src/guard/evidence/strip.js';
import { drawWindow, LIGHT, type Drawing, type Rgb } from '../../address-bar/draw-window.js';

const LINE: Rgb = [205, 208, 214];
const GREEN: Rgb = [0, 160, 0];

const frameOf = ({ width, height, data }: Drawing): FrameView => ({
  width,
  height,
  strip: (rows) => Promise.resolve(new Strip({ width, height: rows, format: 'RGBA', data: new Uint8Array(data.slice(0, rows * width * 4).buffer), planes: [{ offset: 0, stride: width * 4 }] })),
});

/** A window with a page of one colour, and a bar of the browser's above it or not. */
function windowWith(page: Rgb, bar: 'bar' | 'no bar'): { frame: FrameView; drawing: Drawing; pageTop: number } {
  const { drawing, pageTop } = drawWindow(1200, 500);
  drawing.fill({ x: 0, y: pageTop, width: 1200, height: 500 - pageTop }, page);
  if (bar === 'bar') {
    drawing.fill({ x: 0, y: pageTop, width: 1200, height: 56 }, LIGHT.toolbar).text({ x: 300, y: pageTop + 20, size: 14, letters: 20 }, LIGHT.ink);
    drawing.fill({ x: 0, y: pageTop + 56, width: 1200, height: 1 }, LINE);
  }
  return { frame: frameOf(drawing), drawing, pageTop };
}

for (const [name, page] of Object.entries({ green: GREEN, 'the toolbar’s colour': LIGHT.toolbar })) {
  test(`a bar of the browser's that is there from one frame to the next moves the edge of a page in ${name}, and back`, async () => {
    const edge = new PageEdge();
    const before = windowWith(page, 'no bar');
    const bar = locateAddressBar(before.drawing)!;
    const after = windowWith(page, 'bar');
    expect((await edge.find(before.frame, bar))?.y).toBe(before.pageTop);
    expect((await edge.find(after.frame, bar))?.y).toBe(after.pageTop + 57);
    // Up again only after a second: what passes a page's top while it is scrolled can look like a bar.
    for (let n = 0; n < 15; n++) expect(await edge.find(before.frame, bar)).toEqual({ x: 0, y: after.pageTop + 57, width: 1200, height: 500 - after.pageTop - 57 });
    expect(await edge.find(before.frame, bar)).toEqual({ x: 0, y: before.pageTop, width: 1200, height: 500 - before.pageTop });
  });
}
