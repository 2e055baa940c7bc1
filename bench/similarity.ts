import type { PNG } from 'pngjs';

/** Pixels of a side of the windows that are compared, and from one window to the next. */
const SIDE = 8;
const STEP = 4;
/** The constants of the paper, for 8 bits. */
const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;

type Picture = Pick<PNG, 'width' | 'height' | 'data'>;

function brightnessOf({ width, height, data }: Picture): Float64Array {
  return Float64Array.from({ length: width * height }, (_, at) => 0.299 * (data[4 * at] ?? 0) + 0.587 * (data[4 * at + 1] ?? 0) + 0.114 * (data[4 * at + 2] ?? 0));
}

function similarityAt(a: Float64Array, b: Float64Array, width: number, from: number): number {
  let [sumA, sumB, squareA, squareB, product] = [0, 0, 0, 0, 0];
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const at = from + y * width + x;
      const [one, other] = [a[at] ?? 0, b[at] ?? 0];
      sumA += one;
      sumB += other;
      squareA += one * one;
      squareB += other * other;
      product += one * other;
    }
  }
  const count = SIDE * SIDE;
  const [meanA, meanB] = [sumA / count, sumB / count];
  const [varianceA, varianceB, covariance] = [squareA / count - meanA ** 2, squareB / count - meanB ** 2, product / count - meanA * meanB];
  return ((2 * meanA * meanB + C1) * (2 * covariance + C2)) / ((meanA ** 2 + meanB ** 2 + C1) * (varianceA + varianceB + C2));
}

/**
 * The structural similarity (SSIM) of two pictures of one size, 1 for equal ones.
 * @see Wang, Bovik, Sheikh, Simoncelli, "Image quality assessment: from error visibility to structural similarity", 2004
 */
export function similarity(a: Picture, b: Picture): number {
  if (a.width !== b.width || a.height !== b.height) throw new Error(`Pictures of ${a.width} × ${a.height} and ${b.width} × ${b.height} can't be compared.`);
  const [one, other] = [brightnessOf(a), brightnessOf(b)];
  let [sum, count] = [0, 0];
  for (let y = 0; y + SIDE <= a.height; y += STEP) {
    for (let x = 0; x + SIDE <= a.width; x += STEP) {
      sum += similarityAt(one, other, a.width, y * a.width + x);
      count++;
    }
  }
  return sum / count;
}

/** How many characters of one text are, in order, in another: the length of their longest common subsequence. */
export function charactersKept(from: string, to: string): number {
  let row = new Uint16Array(to.length + 1);
  for (const letter of from) {
    const next = new Uint16Array(to.length + 1);
    for (let at = 1; at <= to.length; at++) next[at] = letter === to[at - 1] ? (row[at - 1] ?? 0) + 1 : Math.max(row[at] ?? 0, next[at - 1] ?? 0);
    row = next;
  }
  return row[to.length] ?? 0;
}
