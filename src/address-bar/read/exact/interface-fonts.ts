import { contextOf, fontOf } from './glyph-atlas.js';
import type { CreateCanvas } from './glyph-atlas.js';

/** Interface fonts of various systems, for bars from another machine, profile or program than the reader's. */
const families = [
  'sans-serif', 'Segoe UI', 'Segoe UI Variable Text', 'Roboto', 'Noto Sans', 'Ubuntu', 'Cantarell', 'Adwaita Sans', 'Inter', 'Open Sans',
  'DejaVu Sans', 'Liberation Sans', 'Arial', 'Helvetica Neue', 'Lucida Grande', 'Tahoma', 'Fira Sans', 'Droid Sans', 'Source Sans 3',
];

/** Enough different letters that no two families have the same width. */
const sample = 'Wafflings jumping: https://www.example.com/Quick_0123456789?v=1&k=iIl|';

/** The common interface families that this machine has and that differ from `own` and from each other. */
export function otherInterfaceFonts(own: string, create: CreateCanvas): string[] {
  const context = contextOf(create(1, 1), 'grey');
  const widthOf = (family: string): number => {
    context.font = fontOf(family, 100);
    return context.measureText(sample).width;
  };
  const isHere = (family: string): boolean => ['monospace', 'serif'].some((fallback) => widthOf(`${family}, ${fallback}`) !== widthOf(fallback));
  const seen = new Set([widthOf(own)]);
  return families.filter((family) => {
    const width = widthOf(family);
    if (!isHere(family) || seen.has(width)) return false;
    seen.add(width);
    return true;
  });
}
