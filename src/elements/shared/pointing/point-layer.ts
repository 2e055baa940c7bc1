/** How long a mark stays after its last update, in milliseconds. */
const STAY_MS = 4_000;

/** The maximum number of points drawn per line, because somebody could keep sending them forever. */
const MOST_POINTS = 400;

/** The maximum number of people whose pointing is shown at the same time. */
const MOST_MARKS = 8;

/** Visible on any background and in forced colours. Inline, so that no style sheet is needed. */
const COLOUR = '#d6249f';
const RING = `position: absolute; box-sizing: border-box; width: 36px; height: 36px; margin: -18px; border: 3px solid ${COLOUR}; border-radius: 50%; box-shadow: 0 0 0 2px #fff, inset 0 0 0 2px #fff; pointer-events: none; forced-color-adjust: none`;
const DRAWING = 'position: absolute; inset: 0; width: 100%; height: 100%; overflow: visible; pointer-events: none; forced-color-adjust: none';
const LINE = `fill: none; stroke: ${COLOUR}; stroke-width: 4px; stroke-linejoin: round; vector-effect: non-scaling-stroke`;

const SVG = 'http://www.w3.org/2000/svg';

/** A place somebody points at, 0 to 1 of the picture each. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  /** Points of one line have the same number. */
  readonly stroke: number | null;
  /** The person who points. */
  readonly by: string;
}

interface Mark {
  readonly ring: HTMLElement;
  readonly line: SVGPolylineElement;
  readonly points: string[];
  stroke: number | null;
  timer: ReturnType<typeof setTimeout>;
}

/** Draws people's points over a picture, at the picture's size. Its elements have no accessible name, so screen readers skip them. */
export class PointLayer {
  readonly #place: HTMLElement;
  readonly #marks = new Map<string, Mark>();

  /** @param place An element that covers the picture exactly. */
  constructor(place: HTMLElement) {
    this.#place = place;
  }

  show({ x, y, stroke, by }: Spot): void {
    if (!this.#marks.has(by) && this.#marks.size >= MOST_MARKS) return;
    const mark = this.#marks.get(by) ?? this.#newMark(by);
    if (stroke === null || stroke !== mark.stroke) mark.points.length = 0;
    mark.stroke = stroke;
    if (mark.points.length < MOST_POINTS) mark.points.push(`${x},${y}`);
    mark.line.setAttribute('points', mark.points.join(' '));
    mark.ring.style.left = `${x * 100}%`;
    mark.ring.style.top = `${y * 100}%`;
    clearTimeout(mark.timer);
    mark.timer = setTimeout(() => this.#remove(by), STAY_MS);
  }

  clear(): void {
    for (const by of [...this.#marks.keys()]) this.#remove(by);
  }

  #newMark(by: string): Mark {
    const page = this.#place.ownerDocument;
    const ring = page.createElement('div');
    ring.className = 'mark';
    ring.style.cssText = RING;
    const drawing = page.createElementNS(SVG, 'svg');
    drawing.style.cssText = DRAWING;
    drawing.setAttribute('viewBox', '0 0 1 1');
    drawing.setAttribute('preserveAspectRatio', 'none');
    drawing.setAttribute('aria-hidden', 'true');
    const line = page.createElementNS(SVG, 'polyline');
    line.style.cssText = LINE;
    drawing.append(line);
    this.#place.append(drawing, ring);
    const mark: Mark = { ring, line, points: [], stroke: null, timer: setTimeout(() => undefined) };
    this.#marks.set(by, mark);
    return mark;
  }

  #remove(by: string): void {
    const mark = this.#marks.get(by);
    if (!mark) return;
    clearTimeout(mark.timer);
    mark.ring.remove();
    mark.line.parentElement?.remove();
    this.#marks.delete(by);
  }
}
