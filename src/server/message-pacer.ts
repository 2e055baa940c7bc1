import type { Message } from '../channel/messages.js';
import { MessageBudget } from './message-budget.js';
import type { Stamped } from './stamp.js';

/**
 * How often one connection can send requests that are expensive for other pages:
 * `hello` makes everybody report their state, and `watch` makes the agent's page
 * open a connection. A reconnecting client needs a few at once.
 */
const ASKS = { burst: 4, perSecond: 1 } as const;

/** Milliseconds between checks for waiting messages. */
const TICK_MS = 250;

/** A connection has at most one waiting message per instance and type; more than this is abuse. */
const MAX_WAITING = 8;

export interface MessagePacerOptions {
  readonly deliver: (stamped: Stamped) => void;
  /** A message was dropped, because a later one from the same sender replaces it or too many are waiting. */
  readonly onDropped: () => void;
  /** A clock in milliseconds. */
  readonly now?: () => number;
}

/**
 * Slows down a connection's expensive messages. If several make the same request,
 * only the last one is forwarded, so nothing is lost.
 */
export class MessagePacer {
  readonly #deliver: (stamped: Stamped) => void;
  readonly #onDropped: () => void;
  readonly #budgets: Readonly<Record<'hello' | 'watch', MessageBudget>>;
  readonly #waiting = new Map<string, Stamped>();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor({ deliver, onDropped, now }: MessagePacerOptions) {
    this.#deliver = deliver;
    this.#onDropped = onDropped;
    this.#budgets = { hello: new MessageBudget(ASKS, now), watch: new MessageBudget(ASKS, now) };
  }

  /** Delivers a message now, or as soon as its sender's rate limit allows. */
  take(stamped: Stamped): void {
    const { message, instance, leaves } = stamped;
    if (leaves) this.forget(instance);
    if (message.type === 'unlink') this.#drop(keyOf('watch', instance, message.to));
    const budget = this.#budgetOf(message);
    if (!budget) {
      this.#deliver(stamped);
      return;
    }
    const key = keyOf(message.type, instance, message.to);
    if (!this.#waiting.has(key) && budget.spend(1)) this.#deliver(stamped);
    else this.#wait(key, stamped);
  }

  /** Drops all waiting messages of this instance. */
  forget(instance: string): void {
    for (const [key, stamped] of this.#waiting) if (stamped.instance === instance) this.#drop(key);
  }

  close(): void {
    for (const key of [...this.#waiting.keys()]) this.#drop(key);
    this.#stop();
  }

  #budgetOf({ type }: Message): MessageBudget | null {
    return type === 'hello' || type === 'watch' ? this.#budgets[type] : null;
  }

  #wait(key: string, stamped: Stamped): void {
    const [oldest] = this.#waiting.keys();
    if (this.#waiting.has(key)) this.#onDropped();
    else if (this.#waiting.size >= MAX_WAITING && oldest !== undefined) this.#drop(oldest);
    this.#waiting.set(key, stamped);
    this.#timer ??= setInterval(() => this.#release(), TICK_MS);
  }

  #drop(key: string): void {
    if (this.#waiting.delete(key)) this.#onDropped();
  }

  #release(): void {
    for (const [key, stamped] of this.#waiting) {
      if (this.#budgetOf(stamped.message)?.spend(1) !== true) continue;
      this.#waiting.delete(key);
      this.#deliver(stamped);
    }
    if (this.#waiting.size === 0) this.#stop();
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

function keyOf(type: string, instance: string, to: string | undefined): string {
  return `${type} ${instance} ${to ?? ''}`;
}
