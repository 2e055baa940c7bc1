/**
 * A number that a test page paints into its lower left corner, so that whoever
 * sees a frame knows which page is in it: black and white cells, the first two
 * fixed, then `bits` of the number, then their parity.
 */
export const barcode = { cell: 14, left: 24, bottom: 24, bits: 12 } as const;

export function cellsOf(code: number): boolean[] {
  const bits = Array.from({ length: barcode.bits }, (_, index) => ((code >> index) & 1) === 1);
  return [true, false, ...bits, bits.filter(Boolean).length % 2 === 1];
}

/** The number in a frame's luma, or null where there is none. */
export function readBarcode(luma: (x: number, y: number) => number, height: number, scale: number): number | null {
  const y = Math.round(height - (barcode.bottom + barcode.cell / 2) * scale);
  const cells = Array.from({ length: barcode.bits + 3 }, (_, index) =>
    luma(Math.round((barcode.left + (index + 0.5) * barcode.cell) * scale), y) < 128);
  const code = cells.slice(2, -1).reduce((sum, bit, index) => sum + (bit ? 1 << index : 0), 0);
  return cellsOf(code).every((cell, index) => cell === cells[index]) ? code : null;
}
