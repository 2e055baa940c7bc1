/** One way in which a browser window can look. */
export interface Condition {
  readonly font: string;
  readonly antialiasing: 'grey' | 'lcd';
  readonly scale: number;
  readonly dark: boolean;
  readonly kind: 'normal' | 'popup';
  /** Further flags of the browser, such as a theme's colour. */
  readonly args?: readonly string[];
}

export function nameOf({ font, antialiasing, scale, dark, kind }: Condition): string {
  return `${font.replaceAll(' ', '')}-${antialiasing}-${scale}-${dark ? 'dark' : 'light'}-${kind}`;
}

const fonts = ['Noto Sans', 'Roboto', 'Liberation Sans', 'DejaVu Sans'];
const scales = [1, 1.25, 1.5, 2];

/**
 * Every font at every scale, with theme, kind of window and antialiasing dealt
 * so that each value meets every other one somewhere: 32 conditions.
 */
export function makeConditions(): Condition[] {
  return fonts.flatMap((font, row) =>
    scales.flatMap((scale, column) =>
      (['grey', 'lcd'] as const).map((antialiasing, layer) => ({
        font,
        scale,
        antialiasing,
        dark: (row + column + layer) % 2 === 1,
        kind: (row + (column >> 1) + layer) % 2 === 1 ? ('popup' as const) : ('normal' as const),
      })),
    ),
  );
}
