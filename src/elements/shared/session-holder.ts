import { msg } from '@lit/localize';
import type { ReactiveController, ReactiveElement } from 'lit';
import type { Problem } from './error-texts.js';

interface Closable {
  close(): void;
}

export interface SessionHolderOptions<S extends Closable> {
  /** Returns the session that the host page passed. */
  readonly given: () => S | null;
  /** Returns the parts of the element's own session. When one changes, a new session is created. */
  readonly parts: () => readonly unknown[];
  /** Creates the element's own session. May throw; the message then says what to set. */
  readonly create: () => S;
  /** Listens to a session until the signal aborts. */
  readonly attach: (session: S, signal: AbortSignal) => void;
  /** The element has left the document for good. Its own session is about to be closed. */
  readonly onRemoved: (session: S) => void;
  /** Its own session is about to be closed, because a new one replaces it. */
  readonly onReplaced?: (session: S) => void;
  /** {@link SessionHolderOptions.create} has thrown. */
  readonly onProblem: (cause: unknown) => void;
}

/**
 * The session of an element. A session passed by the host is only listened to; its
 * own session is closed when the element leaves the document. Moving within the
 * document doesn't count as leaving.
 */
export class SessionHolder<S extends Closable> implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #options: SessionHolderOptions<S>;
  #parts: readonly unknown[] | null = null;
  #session: S | null = null;
  #own = false;
  #problem: Problem | null = null;
  #attached = new AbortController();

  constructor(host: ReactiveElement, options: SessionHolderOptions<S>) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  get session(): S | null {
    return this.#session;
  }

  /** Why there is no session: what the page's developer has to set. */
  get problem(): Problem | null {
    return this.#problem;
  }

  hostConnected(): void {
    addEventListener('pageshow', this.#onPageShow);
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    removeEventListener('pageshow', this.#onPageShow);
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      if (this.#session && this.#own) this.#options.onRemoved(this.#session);
      this.#release();
    });
  }

  /** This isn't called on a server. */
  hostUpdate(): void {
    if (!this.#host.isConnected) return;
    const given = this.#options.given();
    const parts = given ? [given] : this.#options.parts();
    if (this.#parts?.length === parts.length && parts.every((part, index) => part === this.#parts?.[index])) return;
    if (this.#session && this.#own) this.#options.onReplaced?.(this.#session);
    this.#release();
    this.#parts = parts;
    this.#take(given);
  }

  #take(given: S | null): void {
    try {
      this.#own = given === null;
      this.#session = given ?? this.#options.create();
      this.#problem = null;
    } catch (cause) {
      this.#problem = {
        code: null,
        message: cause instanceof Error ? cause.message : String(cause),
        remedy: msg('This is for the developer of this page.'),
      };
      this.#options.onProblem(cause);
      return;
    }
    this.#options.attach(this.#session, this.#attached.signal);
  }

  #release(): void {
    const session = this.#session;
    this.#session = null;
    this.#parts = null;
    // Events fired while its own session closes still count.
    if (session && this.#own) session.close();
    this.#attached.abort();
    this.#attached = new AbortController();
  }

  /** A session ends with its page. A page restored from the back/forward cache needs a new one. */
  readonly #onPageShow = ({ persisted }: PageTransitionEvent): void => {
    if (!persisted || !this.#own) return;
    this.#release();
    this.#host.requestUpdate();
  };
}
