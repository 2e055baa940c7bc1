import { record, type eventWithTime } from 'rrweb';
import type { CobrowseConnection } from '../cobrowse-connection.js';

/** rrweb's numbers for the two events at the start of a full snapshot. */
const META = 4;
const FULL_SNAPSHOT = 2;

/** How long events are batched, in ms: short enough for pointer moves to look live. */
const GATHER_MS = 40;

/** The input types whose values go through {@link maskHidden}. */
const MASKABLE = {
  text: true, email: true, password: true, tel: true, number: true, search: true, url: true, textarea: true,
  date: true, 'datetime-local': true, month: true, time: true, week: true,
} as const;

/**
 * Mirrors this page to the session's agents once the server asks for a snapshot. If
 * a session has several tabs, the one used last is mirrored.
 */
export class PageRecorder {
  readonly #connection: CobrowseConnection;
  readonly #page = crypto.randomUUID();
  #stop: (() => void) | undefined;
  #paused = false;
  #mirrored = false;
  #batch: eventWithTime[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(connection: CobrowseConnection) {
    this.#connection = connection;
    connection.on('welcome', ({ paused }) => {
      this.#paused = paused;
      this.#offer();
    });
    connection.on('paused', (paused) => this.#setPaused(paused));
    connection.on('picture-please', () => this.#takePicture());
    connection.on('page-please', () => this.#offer());
    connection.on('page-taken', () => this.#end());
    connection.on('disconnect', () => this.#end());
    window.addEventListener('focus', () => {
      if (!this.#mirrored && connection.connected) this.#offer();
    });
  }

  /** Offers this page for mirroring; the server then asks for its snapshot. */
  #offer(): void {
    this.#mirrored = true;
    const title = document.title.split(' · ')[0] ?? document.title;
    this.#connection.emit('page', {
      id: this.#page,
      title,
      address: `${location.host}${location.pathname}${location.search}`,
      dark: matchMedia('(prefers-color-scheme: dark)').matches,
    });
  }

  #setPaused(paused: boolean): void {
    this.#paused = paused;
    if (paused) this.#stopRecording();
    else if (this.#mirrored) this.#offer();
  }

  #takePicture(): void {
    if (this.#paused || !this.#mirrored) return;
    if (this.#stop !== undefined) return record.takeFullSnapshot(true);
    this.#stop = record({
      emit: (event) => this.#gather(event),
      recordAfter: 'DOMContentLoaded',
      blockSelector: '[data-private]',
      maskInputOptions: MASKABLE,
      maskInputFn: maskHidden,
      sampling: { mousemove: 40, scroll: 80 },
      mousemoveWait: 80,
      inlineStylesheet: true,
      slimDOMOptions: { script: true, comment: true },
    });
  }

  #gather(event: eventWithTime): void {
    if (event.type === META) this.#flush();
    this.#batch.push(event);
    if (event.type === FULL_SNAPSHOT) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), GATHER_MS);
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const [first] = this.#batch;
    if (first === undefined) return;
    const batch = JSON.stringify(this.#batch);
    this.#batch = [];
    this.#connection.emit('events', { page: this.#page, whole: first.type === META, batch });
  }

  #end(): void {
    this.#mirrored = false;
    this.#stopRecording();
  }

  #stopRecording(): void {
    this.#stop?.();
    this.#stop = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#batch = [];
  }
}

/** Passwords and elements marked by the site never leave this page. Agents can read the rest. */
function maskHidden(text: string, element: HTMLElement): string {
  const hidden = element.matches('[type=password], [data-rr-is-password], [data-hidden-from-agents]');
  return hidden ? '•'.repeat(text.length) : text;
}
