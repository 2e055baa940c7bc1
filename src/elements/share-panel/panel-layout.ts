import type { ReactiveController, ReactiveElement } from 'lit';
import { allOf, CORNERS, EDGE, firstSize, inCorner, keepInside, LEAST, nearestCorner, placeBesideField, type Box, type Corner } from './panel-place.js';
import type { Remembered } from './panel-memory.js';
import { placeOf, typedIn } from './typed-in.js';

export interface PanelLayoutOptions {
  /** The panel; null before the first rendering. */
  readonly panel: () => HTMLElement | null;
  /** Where the panel opens if it has never been moved. */
  readonly corner: () => Corner;
  /** The remembered position and size. */
  readonly memory: () => Remembered;
  /** The visitor has moved or resized it. */
  readonly onMoved: (change: Remembered) => void;
}

/** Below this page width, the panel becomes a sheet at the bottom. */
const NARROW = 560;

/** A sheet's initial height, its limits, and the height that is enough while somebody is typing. */
const SHEET = { first: 0.5, least: 0.25, most: 0.92, whileTyping: 120 } as const;

/** CSS pixels moved per press of an arrow key; five times as many with Shift. */
const STEP = 16;

/** A pointer that moved less than this has clicked. */
const CLICK_PX = 4;

/** A pointer gesture in progress, from press to release. */
interface Drag {
  readonly pointer: number;
  readonly x: number;
  readonly y: number;
  readonly from: Box;
  /** The pressed element. */
  readonly element: HTMLElement;
  /** Where this movement takes the panel, in CSS pixels. */
  readonly next: (from: Box, x: number, y: number) => Box;
  /** Removes its listeners. */
  readonly listening: AbortController;
  moved: boolean;
}

/**
 * The panel's position and size: where the visitor has put it, but never over the
 * field the visitor is typing in. All positions are for `position: fixed`.
 */
export class PanelLayout implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #options: PanelLayoutOptions;
  #large = false;
  #box: Box | null = null;
  /** Whether there isn't enough space next to the field being typed in. */
  #crowdedOut = false;
  #drag: Drag | null = null;

  constructor(host: ReactiveElement, options: PanelLayoutOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** Whether it fills the page. */
  get large(): boolean {
    return this.#large;
  }

  /** Whether it's a sheet along the bottom of a narrow page. */
  get sheet(): boolean {
    return roomNow().width < NARROW;
  }

  /** Whether it has to stay hidden until the visitor has finished typing. */
  get crowdedOut(): boolean {
    return this.#crowdedOut;
  }

  hostConnected(): void {
    for (const [target, type] of this.#watched()) target.addEventListener(type, this.lay, { capture: true, passive: true });
  }

  hostDisconnected(): void {
    for (const [target, type] of this.#watched()) target.removeEventListener(type, this.lay, { capture: true });
    this.#endDrag();
  }

  hostUpdated(): void {
    this.lay();
  }

  /** Puts the panel in its current place. */
  readonly lay = (): void => {
    const panel = this.#options.panel();
    if (!panel || this.#drag) return;
    const room = roomNow();
    const home = this.#home(room);
    const element = typedIn(this.#host);
    const field = element && placeOf(element, room);
    // If the panel has already moved away, it stays there, so that it doesn't jump back and forth between two fields.
    const from = field && this.#box && this.#isLike(this.#box, home) ? this.#box : home;
    const place = field ? placeBesideField(from, field, room, this.sheet ? { width: LEAST.width, height: SHEET.whileTyping } : LEAST) : home;
    this.#apply(panel, place ?? home);
    if ((place === null) === this.#crowdedOut) return;
    this.#crowdedOut = place === null;
    this.#host.requestUpdate();
  };

  toggleLarge(large = !this.#large): void {
    if (large === this.#large) return;
    this.#large = large;
    this.#host.requestUpdate();
  }

  /** The handler of `pointerdown` on the panel's head: moves the panel, or changes a sheet's height. */
  readonly onHeadPointerdown = (event: PointerEvent): void => {
    const isControl = event.composedPath().some((one) => one instanceof Element && one.matches('button:not(.grip)'));
    if (!isControl) this.#begin(event, (from, x, y) => (this.sheet ? pulled(from, y) : { ...from, left: from.left + x, top: from.top + y }));
  };

  /** The handler of `pointerdown` on the corner: changes the size at the edges farther from the page's border. */
  readonly onCornerPointerdown = (event: PointerEvent): void => this.#begin(event, (from, x, y) => this.#resized(from, x, y));

  /** The handler of `click` and Enter on the handle: moves the panel to the next corner, for people who can't drag. */
  readonly onHandleClick = (): void => {
    if (!this.#box) return;
    if (this.sheet) return this.toggleLarge();
    const room = roomNow();
    const next = CORNERS[(CORNERS.indexOf(nearestCorner(this.#box, room)) + 1) % CORNERS.length] ?? 'bottom-left';
    this.#move(inCorner(this.#box, next, room));
  };

  /** The handler of `keydown` on the handle: arrow keys move the panel. */
  readonly onHandleKeydown = (event: KeyboardEvent): void => {
    const step = stepOf(event);
    if (!step || !this.#box) return;
    event.preventDefault();
    this.#move(this.sheet ? pulled(this.#box, step.y) : { ...this.#box, left: this.#box.left + step.x, top: this.#box.top + step.y });
  };

  /** The handler of `keydown` on the corner: arrow keys move the corner, which changes the size. */
  readonly onCornerKeydown = (event: KeyboardEvent): void => {
    const step = stepOf(event);
    if (!step || !this.#box) return;
    event.preventDefault();
    this.#move(this.#resized(this.#box, step.x, step.y));
  };

  #watched(): readonly (readonly [EventTarget, string])[] {
    const viewport = window.visualViewport;
    return [
      ...(['focusin', 'focusout', 'input', 'blur', 'resize', 'scroll'] as const).map((type) => [window, type] as const),
      ...(viewport ? (['resize', 'scroll'] as const).map((type) => [viewport, type] as const) : []),
    ];
  }

  #begin(event: PointerEvent, next: Drag['next']): void {
    if (event.button !== 0 || !this.#box || this.#drag) return;
    const listening = new AbortController();
    this.#drag = { pointer: event.pointerId, x: event.clientX, y: event.clientY, from: this.#box, element: event.currentTarget as HTMLElement, next, listening, moved: false };
    // The listeners are on the window, because a fast pointer leaves the pressed element with its first movement.
    const options = { signal: listening.signal, capture: true };
    window.addEventListener('pointermove', (moved) => this.#dragged(moved), options);
    for (const type of ['pointerup', 'pointercancel'] as const) window.addEventListener(type, (ended) => this.#released(ended), options);
  }

  #dragged(event: PointerEvent): void {
    const drag = this.#drag;
    const panel = this.#options.panel();
    if (drag?.pointer !== event.pointerId || !panel) return;
    const [x, y] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!drag.moved && Math.hypot(x, y) >= CLICK_PX) {
      drag.moved = true;
      // Not earlier, because capturing the pointer would also redirect the click.
      drag.element.setPointerCapture(event.pointerId);
    }
    if (drag.moved) this.#apply(panel, this.#inBounds(drag.next(drag.from, x, y), roomNow()));
  }

  #released({ pointerId }: PointerEvent): void {
    const drag = this.#drag;
    if (drag?.pointer !== pointerId) return;
    this.#endDrag();
    if (drag.moved) this.#keep();
    this.lay();
  }

  #endDrag(): void {
    this.#drag?.listening.abort();
    this.#drag = null;
  }

  #move(box: Box): void {
    const panel = this.#options.panel();
    if (!panel) return;
    this.#apply(panel, this.#inBounds(box, roomNow()));
    this.#keep();
    this.lay();
  }

  /** Remembers the current place. */
  #keep(): void {
    const box = this.#box;
    if (!box) return;
    const room = roomNow();
    if (this.sheet) return this.#options.onMoved({ sheet: box.height / room.height });
    const free = { width: room.width - 2 * EDGE - box.width, height: room.height - 2 * EDGE - box.height };
    this.#large = false;
    this.#options.onMoved({
      size: { width: box.width, height: box.height },
      place: { x: free.width > 0 ? (box.left - room.left - EDGE) / free.width : 0.5, y: free.height > 0 ? (box.top - room.top - EDGE) / free.height : 0.5 },
    });
  }

  /** The place chosen by the visitor. */
  #home(room: Box): Box {
    const { place, size, sheet } = this.#options.memory();
    if (this.sheet) {
      const height = Math.round(room.height * (this.#large ? SHEET.most : (sheet ?? SHEET.first)));
      return { left: room.left, width: room.width, top: room.top + room.height - height, height };
    }
    if (this.#large) return allOf(room);
    const box = inCorner(size ?? firstSize(room), this.#options.corner(), room);
    if (!place) return box;
    const free = { width: room.width - 2 * EDGE - box.width, height: room.height - 2 * EDGE - box.height };
    return keepInside({ ...box, left: room.left + EDGE + place.x * free.width, top: room.top + EDGE + place.y * free.height }, room);
  }

  #inBounds(box: Box, room: Box): Box {
    if (!this.sheet) return keepInside(box, room);
    const height = Math.max(SHEET.least * room.height, Math.min(box.height, SHEET.most * room.height));
    return { ...box, height, top: room.top + room.height - height };
  }

  #resized(from: Box, x: number, y: number): Box {
    const grows = this.#grows(from);
    const width = Math.max(LEAST.width, from.width + x * grows.x);
    const height = Math.max(LEAST.height, from.height + y * grows.y);
    return { width, height, left: grows.x > 0 ? from.left : from.left + from.width - width, top: grows.y > 0 ? from.top : from.top + from.height - height };
  }

  /** The direction in which it grows: away from the nearest edges of the page. */
  #grows(box: Box): { x: 1 | -1; y: 1 | -1 } {
    const corner = nearestCorner(box, roomNow());
    return { x: corner.endsWith('left') ? 1 : -1, y: corner.startsWith('top') ? 1 : -1 };
  }

  /** The corner at which the size can be changed, for styling. */
  get grip(): Corner {
    const { x, y } = this.#box ? this.#grows(this.#box) : ({ x: 1, y: -1 } as const);
    return `${y > 0 ? 'bottom' : 'top'}-${x > 0 ? 'right' : 'left'}`;
  }

  #isLike(a: Box, b: Box): boolean {
    return Math.abs(a.width - b.width) < 1 && Math.abs(a.height - b.height) < 1;
  }

  #apply(panel: HTMLElement, box: Box): void {
    const before = this.grip;
    this.#box = box;
    for (const name of ['left', 'top', 'width', 'height'] as const) panel.style[name] = `${Math.round(box[name])}px`;
    if (this.grip !== before) this.#host.requestUpdate();
  }
}

/** The visible part of the page. It's smaller than the window if a keyboard covers it. */
function roomNow(): Box {
  const viewport = window.visualViewport;
  // On a page zoomed by pinching, the visual viewport would make the panel tiny, so it's ignored.
  if (!viewport || viewport.scale > 1.05) return { left: 0, top: 0, width: document.documentElement.clientWidth, height: innerHeight };
  return { left: viewport.offsetLeft, top: viewport.offsetTop, width: viewport.width, height: viewport.height };
}

/** A sheet with its upper edge moved. */
function pulled(from: Box, y: number): Box {
  return { ...from, height: from.height - y };
}

function stepOf({ key, shiftKey, ctrlKey, altKey, metaKey }: KeyboardEvent): { x: number; y: number } | null {
  if (ctrlKey || altKey || metaKey) return null;
  const length = shiftKey ? 5 * STEP : STEP;
  switch (key) {
    case 'ArrowLeft':
      return { x: -length, y: 0 };
    case 'ArrowRight':
      return { x: length, y: 0 };
    case 'ArrowUp':
      return { x: 0, y: -length };
    case 'ArrowDown':
      return { x: 0, y: length };
    default:
      return null;
  }
}
