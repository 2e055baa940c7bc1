import { expect } from '@open-wc/testing';
import { ExactReader } from '../../../src/address-bar/read/exact/exact-reader.js';
import type { Reading } from '../../../src/address-bar/address-bar.js';
import { drawBar, type BarStyle, type DrawnBar } from '../draw-address.js';

const STYLES: readonly BarStyle[] = (['light', 'dark'] as const).flatMap((theme) => [1, 1.25, 1.5, 2].map((scale) => ({ scale, theme })));
const PAGE = 'example.com/first/secret-page';

const readBar = (reader: ExactReader, { bar, picture }: DrawnBar) => reader.read(picture(), bar);

/** A reader that knows how this kind of bar is drawn. */
function acquainted(style: BarStyle): ExactReader {
  const reader = new ExactReader();
  expect(readBar(reader, drawBar(PAGE, style))?.text).to.equal(PAGE);
  return reader;
}

/** Numbers from 0 to 1, the same in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const LOOK_ALIKE_TEXTS = ['rn', 'm', 'vv', 'w', 'cl', 'd', 'l', 'I', '1', 'i', '|', '!', 'O', '0', 'o', '_', '__', "'", '"', "''", '.', ',', ':', ';', '-', 'ff', 'fi', 'fl', 'ffi', 'nn', 'rr', 'S', '5', 'B', '8'];

/** Two letters of the alphabet to the pixel: no reader can tell. */
const DIGRAPHS = 'ĲĳŉǇ';

/** All of an address, or a beginning that ends at a slash and is told to be one. */
function expectNoMoreThan(address: string, { text, truncated }: Reading): void {
  if (truncated) expect(address.startsWith(text) && text.endsWith('/'), `${text} of ${address}`).to.equal(true);
  else expect(text).to.equal(address);
}

function randomAddress(next: () => number): string {
  const pick = (texts: readonly string[]): string => texts[Math.floor(next() * texts.length)]!;
  const some = (texts: readonly string[]): string => Array.from({ length: 3 + Math.floor(next() * 8) }, () => pick(texts)).join('');
  const inHosts = LOOK_ALIKE_TEXTS.filter((text) => /^[a-z0-9-]+$/.test(text));
  return `a${some(inHosts)}.com/${some(LOOK_ALIKE_TEXTS)}/${some(LOOK_ALIKE_TEXTS)}`;
}

describe('the exact reader, on bars that a canvas draws', () => {
  for (const style of STYLES) {
    it(`reads to the letter at ${style.scale} times, ${style.theme}`, () => {
      const reader = acquainted(style);
      const addresses = ['example.com', 'rnicro.test/rn/m/vv/w/cl/d', 'illi.test/Il1|!iIIllI1l', "a.test/___/__/_''\"", 'oO0.test/0O0Oo', 'a.test/ffi.fl,ff;fi:..,', 'example.com:8443/x?y=1&z=(2)#f', 'example.com/a%20b%2Fc', 'xn--bcher-kva.example/'];
      for (const address of addresses) {
        expect(readBar(reader, drawBar(address, style))).to.deep.equal({ text: address, truncated: false, security: 'unknown', editing: false, engine: 'exact', confidence: 1 });
      }
    });
  }

  it('reads addresses made of look-alikes to the letter or not at all, whatever damages them', () => {
    const next = numbers(20);
    const colours = ['#000', '#fff', '#1f1f1f', '#edf2fa', '#888', '#0b57d0'];
    let exact = 0;
    for (const style of [{ scale: 1, theme: 'light' }, { scale: 1.5, theme: 'dark' }] as const) {
      const reader = acquainted(style);
      for (let round = 0; round < 60; round++) {
        const address = randomAddress(next);
        const drawn = drawBar(address, style);
        if (readBar(reader, drawn)?.text === address) exact++;
        drawn.context.fillStyle = colours[Math.floor(next() * colours.length)]!;
        const x = 80 * style.scale + next() * (drawn.textEnd - 80 * style.scale);
        drawn.context.fillRect(Math.floor(x), Math.floor(next() * 40 * style.scale), 1 + Math.floor(next() * 5), 1 + Math.floor(next() * 24 * style.scale));
        const reading = readBar(reader, drawn);
        if (reading) expectNoMoreThan(address, reading);
      }
    }
    expect(exact).to.equal(120);
  });

  it('reads no more than what stands left of something that lies over a part of the address or over its end', () => {
    for (const style of [STYLES[0]!, STYLES[6]!]) {
      const reader = acquainted(style);
      for (const colour of ['#ffffff', '#f6f9fd', '#4a4a4a']) {
        for (const cssWidth of [7, 400]) {
          const drawn = drawBar(PAGE, style);
          drawn.context.fillStyle = colour;
          drawn.context.fillRect(Math.round(drawn.textEnd - 60 * style.scale), Math.round(17 * style.scale), cssWidth * style.scale, 20 * style.scale);
          const reading = readBar(reader, drawn);
          const covered = `${colour}, ${cssWidth} wide, at ${style.scale}, ${style.theme}`;
          if (cssWidth === 7) expect(reading, covered).to.include({ text: 'example.com/first/', truncated: true });
          // So much cover leaves nobody able to tell what is the field's own colour.
          else expect(reading?.truncated ?? true, covered).to.equal(true);
        }
      }
    }
  });

  it('reads nothing under the pointer', () => {
    for (const style of [STYLES[0]!, STYLES[6]!]) {
      const reader = acquainted(style);
      const pointed = drawBar(PAGE, style);
      pointed.context.fillStyle = '#000';
      pointed.context.strokeStyle = '#fff';
      const [x, y] = [120 * style.scale, 22 * style.scale];
      const pointer = new Path2D(`M${x} ${y}v${16 * style.scale}l${4 * style.scale} ${-4 * style.scale}h${6 * style.scale}z`);
      pointed.context.fill(pointer);
      pointed.context.stroke(pointer);
      expect(readBar(reader, pointed)).to.equal(null);
    }
  });

  it('reads no letter that it has not drawn as the one it has, whatever mark tells them apart', () => {
    const accented = Array.from({ length: 0x17f - 0xc0 }, (_, index) => String.fromCodePoint(0xc0 + index)).filter((letter) => !DIGRAPHS.includes(letter));
    const more = [...'ǍǏǑǓǕȞȟȦǨǩḢḣḰḱẂẄẸỊḶḷṂṢẞĂẤỐ', '\u0487', 'H\u0302', 'l\u0301', 'e\u0331', 'o\u0323'];
    for (const style of [{ scale: 1.5, theme: 'dark' }] as const) {
      const reader = acquainted(style);
      for (const letter of [...accented, ...more]) {
        const reading = readBar(reader, drawBar(`${letter}xample.com/fir${letter}st`, style));
        expect(reading?.text, letter).to.equal(undefined);
      }
    }
  });

  it('reads no letter with a mark below it as the letter alone, however low the mark is', function () {
    // Hundreds of bars that can't be read, each tried in every way.
    this.timeout(240_000);
    const below = ['\u0316', '\u0323', '\u0324', '\u0325', '\u0326', '\u0327', '\u0328', '\u032d', '\u0330', '\u0331', '\u0332', '\u0333', '\u0347', '\u0353'];
    for (const style of [STYLES[0]!, STYLES[2]!, STYLES[7]!]) {
      const reader = acquainted(style);
      for (const letter of 'abcdefghijklmnopqrstuvwxyz') {
        // Where a letter goes below the line itself, a mark can vanish in it; for the others a few marks stand for all.
        for (const mark of 'gjpqy'.includes(letter) ? below : below.slice(0, 3)) {
          const reading = readBar(reader, drawBar(`sh${letter}${mark}p.com/first/`, style));
          expect(reading, `${letter} with U+${mark.codePointAt(0)!.toString(16)}, at ${style.scale}, ${style.theme}`).to.equal(null);
        }
      }
    }
  });

  it('reads the address up to a slash before what it cannot read, and says that more follows', () => {
    for (const style of STYLES) {
      const reader = acquainted(style);
      for (const rest of ['中文', 'über/x', 'b\u0323', 'Ωmega', '日/1/2']) {
        expect(readBar(reader, drawBar(`example.com/first/${rest}`, style)), rest).to.include({ text: 'example.com/first/', truncated: true });
      }
    }
  });

  it('reads nothing where a part of the host cannot be read', () => {
    const reader = acquainted(STYLES[0]!);
    for (const host of ['bücher.example', 'example.рф', '中文.example', 'shop.bücher.example']) expect(readBar(reader, drawBar(`${host}/first/`, STYLES[0]!)), host).to.equal(null);
  });

  it('reads nothing where something stands between the mark and the address', () => {
    for (const style of [STYLES[0]!, STYLES[6]!]) {
      const drawn = drawBar(PAGE, style);
      drawn.context.fillStyle = style.theme === 'light' ? '#d0d0d0' : '#505050';
      drawn.context.fillRect(Math.round(76 * style.scale), Math.round(24 * style.scale), 1, Math.round(6 * style.scale));
      expect(readBar(acquainted(style), drawn)).to.equal(null);
    }
  });

  it('reads an address over whose field a shadow falls, and none where the shadow has a step', () => {
    for (const style of STYLES) {
      const reader = acquainted(style);
      const drawn = drawBar(PAGE, style);
      const { box } = drawn.bar;
      drawn.context.fillStyle = 'rgb(0 0 0 / 8%)';
      drawn.context.fillRect(box.x, box.y + box.height - Math.round(3 * style.scale), box.width, Math.round(3 * style.scale));
      expect(readBar(reader, drawn)?.text).to.equal(PAGE);
      drawn.context.fillStyle = style.theme === 'light' ? '#888' : '#999';
      drawn.context.fillRect(Math.round(100 * style.scale), box.y + box.height - Math.round(3 * style.scale), Math.round(6 * style.scale), Math.ceil(style.scale));
      expect(readBar(reader, drawn)?.text).to.not.equal(PAGE);
    }
  });

  it('says of an address that fills its room and ends in an ellipsis that it is cut off', () => {
    for (const style of STYLES) {
      const reader = acquainted(style);
      const { bar } = drawBar('', style);
      const room = bar.textBox.x + bar.textBox.width;
      let address = 'example.com/first/';
      while (drawBar(`${address}long-`, style).textEnd < room - 14 * style.scale) address += 'long-';
      expect(readBar(reader, drawBar(`${address}…`, style))).to.include({ text: address, truncated: true });
    }
  });

  it('reads nothing where an ellipsis is in the midst of an address, or ends one that has room left', () => {
    for (const style of STYLES) {
      const reader = acquainted(style);
      for (const address of ['example.com/first/…/x', 'example.com/first/…', 'example.com…']) expect(readBar(reader, drawBar(address, style))).to.equal(null);
    }
  });

  it('says of a bar with a ring around it that it is being edited, and not what it shows', () => {
    for (const style of STYLES) {
      const reader = acquainted(style);
      const drawn = drawBar(PAGE, style);
      const { x, y, width, height } = drawn.bar.box;
      drawn.context.strokeStyle = style.theme === 'light' ? '#0b57d0' : '#a8c7fa';
      drawn.context.lineWidth = 2 * style.scale;
      drawn.context.beginPath();
      drawn.context.roundRect(x, y, width, height, height / 2);
      drawn.context.stroke();
      expect(readBar(reader, drawn)).to.include({ editing: true, text: '' });
    }
  });

  it('reads nothing that is drawn in another font', () => {
    expect(readBar(new ExactReader(), drawBar(PAGE, { scale: 1, theme: 'light', family: 'Roboto' }))).to.equal(null);
  });

  it('reads the same whether it was prepared or not', () => {
    const style = { scale: 1.25, theme: 'light' } as const;
    const reader = new ExactReader();
    const drawn = drawBar(PAGE, style);
    reader.prepare(style);
    expect(readBar(reader, drawn)?.text).to.equal(PAGE);
  });
});
