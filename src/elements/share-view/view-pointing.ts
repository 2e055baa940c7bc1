import type { msg as Msg, str as Str } from '@lit/localize';
import type { PointDetail } from '../../session/pointing.js';
import { listenForPoints } from '../shared/pointing/point-input.js';
import { PointLayer } from '../shared/pointing/point-layer.js';
import { regionText } from '../shared/pointing/region-text.js';

/** The parts provided by the view's file, so that this one doesn't bring untranslated texts. */
export interface ViewPointingOptions {
  readonly msg: typeof Msg;
  readonly str: typeof Str;
  /** Covers the picture exactly. */
  readonly pad: HTMLElement;
  /** Whether the visitor has chosen to point. */
  readonly active: () => boolean;
  readonly onPoint: (at: { readonly x: number; readonly y: number; readonly stroke?: number }) => boolean;
  /** Announces a point to screen readers. */
  readonly onSaid: (text: string) => void;
}

/** Pointing in the visitor's view, by the agent and by the visitor. Loaded with the first point. */
export class ViewPointing {
  readonly #options: ViewPointingOptions;
  readonly #layer: PointLayer;
  readonly #detach = new AbortController();

  constructor(options: ViewPointingOptions) {
    this.#options = options;
    this.#layer = new PointLayer(options.pad);
    listenForPoints({ pad: options.pad, active: options.active, onPoint: (at) => this.#point(at) }, this.#detach.signal);
  }

  /** Shows a point from somebody else. @param name The name to display. */
  pointed({ x, y, stroke, from }: PointDetail, name: string): void {
    const { msg, str, onSaid } = this.#options;
    this.#layer.show({ x, y, stroke, by: from.id });
    const where = regionText({ x, y }, msg);
    onSaid(msg(str`${name} points at: ${where}.`));
  }

  clear(): void {
    this.#layer.clear();
  }

  #point(at: { x: number; y: number; stroke?: number }): boolean {
    const taken = this.#options.onPoint(at);
    if (!taken) return false;
    this.#layer.show({ x: at.x, y: at.y, stroke: at.stroke ?? null, by: '' });
    if (at.stroke === undefined) this.#options.onSaid(regionText(at, this.#options.msg));
    return true;
  }
}
