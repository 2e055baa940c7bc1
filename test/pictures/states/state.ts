/** A second way in which a state is pictured, besides light and dark. */
export type Variant = 'forced-colours' | 'large-text' | 'arabic' | 'themes';

/** One element in one state, as the page of pictures shows it. */
export interface State {
  /** Becomes the name of the picture: `button-sharing`. */
  readonly name: string;
  /** Puts the element into the place; resolves once it shows the state. */
  readonly show: (place: HTMLElement) => Promise<unknown>;
  /** CSS pixels. Default 480. */
  readonly width?: number;
  /** Pictures this many pixels of the page, for what floats above it. Default: the element and a margin. */
  readonly height?: number;
  /** Pressed one after the other once it is shown. */
  readonly keys?: readonly string[];
  /** Pictured in these ways too. */
  readonly also?: readonly Variant[];
}
