/** The target of pointing input. */
export interface PointInputOptions {
  /** The element that covers the picture exactly. It has the focus while keys point. */
  readonly pad: HTMLElement;
  /** Called with the place, 0 to 1 of the picture. Returns false if the point isn't accepted. */
  readonly onPoint: (at: { readonly x: number; readonly y: number; readonly stroke?: number }) => boolean;
  /** Whether a pointer over the pad points. Otherwise the event goes to the element below. Default: always. */
  readonly active?: () => boolean;
}

/** How far one press of an arrow key moves. */
const STEP = 0.05;

/** Points by drawing with mouse, pen or touch, or with arrow keys and Enter. Listens until `signal` aborts. */
export function listenForPoints({ pad, onPoint, active = () => true }: PointInputOptions, signal: AbortSignal): void {
  let drawing: number | null = null;
  let strokes = Math.floor(Math.random() * 1_000_000);
  let at = { x: 0.5, y: 0.5 };

  const point = (event: PointerEvent): void => {
    const { left, top, width, height } = pad.getBoundingClientRect();
    const [x, y] = [(event.clientX - left) / width, (event.clientY - top) / height];
    if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) return;
    at = { x, y };
    onPoint({ x, y, stroke: strokes });
  };
  const down = (event: PointerEvent): void => {
    if (event.button !== 0 || !active()) return;
    drawing = event.pointerId;
    strokes++;
    pad.setPointerCapture(event.pointerId);
    event.stopPropagation();
    point(event);
  };
  const move = (event: PointerEvent): void => {
    if (event.pointerId !== drawing) return;
    event.stopPropagation();
    point(event);
  };
  const up = (event: PointerEvent): void => {
    if (event.pointerId === drawing) drawing = null;
  };
  const key = (event: KeyboardEvent): void => {
    const moves: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP], Enter: [0, 0] };
    const by = moves[event.key];
    if (!by || event.ctrlKey || event.altKey || event.metaKey || !active()) return;
    event.preventDefault();
    event.stopPropagation();
    at = { x: inside(at.x + by[0]), y: inside(at.y + by[1]) };
    onPoint(at);
  };

  pad.addEventListener('pointerdown', down, { signal });
  pad.addEventListener('pointermove', move, { signal });
  pad.addEventListener('pointerup', up, { signal });
  pad.addEventListener('pointercancel', up, { signal });
  pad.addEventListener('keydown', key, { signal });
}

const inside = (value: number): number => Math.max(0, Math.min(1, value));
