import type { ReactiveController, ReactiveElement } from 'lit';

export interface RowDragOptions {
  /** The rows from top to bottom; each has its id in `data-id`. */
  readonly rows: () => readonly HTMLElement[];
  /** Moves the dragged row to another position, counted from 0. */
  readonly move: (id: number, place: number) => void;
}

/**
 * Lets rows be dragged by a grip with mouse, pen or finger. The rows move during
 * the drag, to show where the row will be.
 *
 * It uses pointer events instead of the browser's drag and drop, which doesn't work
 * on touch screens. The listeners are on the window, because the grip moves in the
 * document and would lose its pointer capture.
 */
export class RowDrag implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #options: RowDragOptions;
  #id: number | null = null;
  #ended = new AbortController();

  constructor(host: ReactiveElement, options: RowDragOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** The row being dragged, or null. */
  get id(): number | null {
    return this.#id;
  }

  hostDisconnected(): void {
    this.#end();
  }

  /** The handler of the grip's `pointerdown`. */
  readonly start = (event: PointerEvent, id: number): void => {
    if (event.button !== 0) return;
    // Otherwise a mouse would select text.
    event.preventDefault();
    this.#end();
    this.#id = id;
    this.#ended = new AbortController();
    const { signal } = this.#ended;
    addEventListener('pointermove', ({ clientY }) => this.#drag(clientY), { signal });
    addEventListener('pointerup', () => this.#end(), { signal });
    addEventListener('pointercancel', () => this.#end(), { signal });
    this.#host.requestUpdate();
  };

  #drag(y: number): void {
    const rows = this.#options.rows();
    const from = rows.findIndex((row) => row.dataset['id'] === String(this.#id));
    const place = rows.findIndex((row) => y < row.getBoundingClientRect().bottom);
    const to = place === -1 ? rows.length - 1 : place;
    const target = rows[to];
    if (this.#id === null || from === -1 || to === from || !target) return;
    // A tall row replaces a short one only once the pointer has passed its middle. Otherwise they'd swap back and forth.
    const { top, height } = target.getBoundingClientRect();
    const isPast = to > from ? y > top + height / 2 : y < top + height / 2;
    if (isPast) this.#options.move(this.#id, to);
  }

  #end(): void {
    this.#ended.abort();
    if (this.#id === null) return;
    this.#id = null;
    this.#host.requestUpdate();
  }
}
