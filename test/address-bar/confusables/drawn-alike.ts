import type { Page } from '@playwright/test';

/** Characters of scripts whose letters are all as wide as high: none of them stands where a Latin one does. */
const square = /\p{Script=Han}|\p{Script=Hangul}|\p{Script=Tangut}|\p{Script=Nushu}|\p{Script=Khitan_Small_Script}|\p{Script=Cuneiform}|\p{Script=Egyptian_Hieroglyphs}|\p{Script=Anatolian_Hieroglyphs}/u;

/** Every assigned character beyond ASCII that could stand for a Latin letter. */
export function characters(): string[] {
  const all = Array.from({ length: 0x1_fbff - 0xa1 }, (_, index) => 0xa1 + index).filter((code) => code < 0xd800 || code > 0xdfff);
  return all.map((code) => String.fromCodePoint(code)).filter((character) => !/\p{Cn}|\p{Co}/u.test(character) && !square.test(character));
}

/** A character that a font draws much like a printable one of ASCII. */
export interface Likeness {
  readonly character: string;
  /** Empty for a character that draws nothing. */
  readonly ascii: string;
  /** The largest difference of coverage in one pixel, 0 to 1. */
  readonly difference: number;
}

export interface DrawnAs {
  readonly family: string;
  /** Size in device pixels. */
  readonly size: number;
  /** Likenesses that differ more are left out. */
  readonly most: number;
}

/** Draws every one of these characters, and tells those that look like one of ASCII and stand as wide. */
export function drawnAlike(page: Page, drawn: readonly string[], options: DrawnAs): Promise<Likeness[]> {
  return page.evaluate(
    ([texts, { family, size, most }]) => {
      const side = Math.ceil(size * 3);
      const context = new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true })!;
      context.font = `${size}px "${family}"`;
      const draw = (text: string): Uint8Array => {
        context.fillStyle = '#fff';
        context.fillRect(0, 0, side, side);
        context.fillStyle = '#000';
        context.fillText(text, Math.round(size), Math.round(size * 2));
        return new Uint8Array(context.getImageData(0, 0, side, side).data.filter((_, index) => index % 4 === 1));
      };
      const difference = (one: Uint8Array, other: Uint8Array): number => {
        let most = 0;
        for (let index = 0; index < one.length; index++) most = Math.max(most, Math.abs((one[index] ?? 0) - (other[index] ?? 0)));
        return most / 255;
      };
      const ascii = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).map((text) => ({ text, width: context.measureText(text).width, ink: draw(text) }));
      const blank = draw('');
      const bare = draw('x');
      return texts.flatMap((character) => {
        const { width } = context.measureText(character);
        if (width < 0.5) return difference(draw(`x${character}`), bare) === 0 ? [{ character, ascii: '', difference: 0 }] : [];
        const near = ascii.filter((other) => Math.abs(other.width - width) < 1);
        const ink = near.length > 0 ? draw(character) : blank;
        if (ink === blank || difference(ink, blank) === 0) return [];
        return near.map((other) => ({ character, ascii: other.text, difference: difference(ink, other.ink) })).filter((likeness) => likeness.difference <= most);
      });
    },
    [drawn, options] as const,
  );
}
