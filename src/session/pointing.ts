import type { Outgoing } from '../channel/messages.js';

/** A place in the shared picture. */
export interface Point {
  /** 0 is the left edge of the picture, 1 the right one. */
  readonly x: number;
  /** 0 is the upper edge of the picture, 1 the lower one. */
  readonly y: number;
  /** Points with the same number form one line. 0 or more. Default: none, for a single place. */
  readonly stroke?: number | undefined;
}

/** A place that somebody points at. */
export interface PointDetail {
  readonly x: number;
  readonly y: number;
  readonly stroke: number | null;
  readonly from: { readonly id: string; readonly name: string | undefined };
}

/** Milliseconds between two sent points: 20 per second are enough to follow a hand. */
const SEND_MS = 50;
/** How many points per second are shown from one sender, and how many at once after a break. */
const RECEIVE_RATE = 40;
/** How many senders are limited separately. */
const MAX_SENDERS = 200;

/** Limits the rate of pointing in both directions. Outgoing points are throttled to the latest one; excess incoming points are ignored. */
export class Pointing {
  readonly #send: (message: Outgoing) => void;
  readonly #now: () => number;
  readonly #senders = new Map<string, { tokens: number; at: number }>();
  #sentAt = -Infinity;
  #next: (Outgoing & { type: 'point' }) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (message: Outgoing) => void, now = () => performance.now()) {
    this.#send = send;
    this.#now = now;
  }

  /**
   * Sends a place now, or as soon as the rate limit allows.
   * @param to The receiver. Default: everybody.
   * @returns Whether the place is in the picture.
   */
  point({ x, y, stroke }: Point, to?: string): boolean {
    if (!isFraction(x) || !isFraction(y) || (stroke !== undefined && !(Number.isSafeInteger(stroke) && stroke >= 0))) return false;
    this.#next = { type: 'point', x, y, ...(stroke !== undefined && { stroke }), ...(to !== undefined && { to }) };
    const wait = this.#sentAt + SEND_MS - this.#now();
    if (wait <= 0) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), wait);
    return true;
  }

  /** @returns Whether another point from this sender can be shown. */
  accepts(sender: string): boolean {
    const now = this.#now();
    const { tokens, at } = this.#senders.get(sender) ?? { tokens: RECEIVE_RATE, at: now };
    const left = Math.min(RECEIVE_RATE, tokens + ((now - at) * RECEIVE_RATE) / 1_000) - 1;
    this.#senders.delete(sender);
    this.#senders.set(sender, { tokens: Math.max(0, left), at: now });
    const [oldest] = this.#senders.keys();
    if (this.#senders.size > MAX_SENDERS && oldest !== undefined) this.#senders.delete(oldest);
    return left >= 0;
  }

  /** Drops the point that's waiting to be sent. */
  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#next = null;
  }

  #flush(): void {
    const next = this.#next;
    this.close();
    if (!next) return;
    this.#sentAt = this.#now();
    this.#send(next);
  }
}

/** `NaN` is outside the picture. */
function isFraction(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

const ROWS = ['upper', 'middle', 'lower'] as const;
const COLUMNS = ['left', 'middle', 'right'] as const;

/** A ninth of the picture. */
export type PictureRegion = 'upper-left' | 'upper' | 'upper-right' | 'left' | 'middle' | 'right' | 'lower-left' | 'lower' | 'lower-right';

/** The ninth of the picture that contains a place, for people who can't see it. */
export function regionOf({ x, y }: Pick<Point, 'x' | 'y'>): PictureRegion {
  const row = ROWS[Math.min(2, Math.floor(y * 3))] ?? 'middle';
  const column = COLUMNS[Math.min(2, Math.floor(x * 3))] ?? 'middle';
  if (row === 'middle') return column;
  return column === 'middle' ? row : `${row}-${column}`;
}
