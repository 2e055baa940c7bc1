import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { countText } from '../shared/words.js';

/** A time limit: when it ends, by `performance.now()`, and how long it is. */
export interface Deadline {
  readonly endsAt?: number | null;
  readonly graceMs?: number | null;
}

/** When the remaining seconds are announced to screen readers again. */
const LAST_S = 10;

/** Counts down the second half of a hold in seconds. */
export class HoldClock implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #deadline: () => Deadline | null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, deadline: () => Deadline | null) {
    this.#host = host;
    this.#deadline = deadline;
    host.addController(this);
  }

  hostUpdated(): void {
    clearTimeout(this.#timer);
    const deadline = this.#deadline();
    if (!deadline?.endsAt || !deadline.graceMs) return;
    const left = deadline.endsAt - performance.now();
    const next = left > deadline.graceMs / 2 ? left - deadline.graceMs / 2 : left % 1_000 || 1_000;
    if (left > 0) this.#timer = setTimeout(() => this.#host.requestUpdate(), next);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  /** The text to display; empty in the first half. */
  get shown(): string {
    const seconds = this.#seconds();
    return seconds === null ? '' : leftText(seconds);
  }

  /** The text to announce: at half of the time and for the last seconds, but not every second. */
  get said(): string {
    const seconds = this.#seconds();
    const { graceMs } = this.#deadline() ?? {};
    if (seconds === null || !graceMs) return '';
    return leftText(seconds > LAST_S ? Math.round(graceMs / 2_000) : Math.min(LAST_S, Math.round(graceMs / 2_000)));
  }

  #seconds(): number | null {
    const { endsAt, graceMs } = this.#deadline() ?? {};
    if (!endsAt || !graceMs) return null;
    const left = endsAt - performance.now();
    return left > graceMs / 2 ? null : Math.max(0, Math.ceil(left / 1_000));
  }
}

function leftText(seconds: number): string {
  return countText(seconds, 'The share ends in {0} second unless this clears.', 'The share ends in {0} seconds unless this clears.');
}
