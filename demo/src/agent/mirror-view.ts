import { Replayer, type eventWithTime } from 'rrweb';
import type { MirroredPage } from '../cobrowse-connection.js';
import { make } from '../page.js';

/** How far the replay is behind the visitor, in ms, so that batched pointer moves appear smooth. */
const BEHIND_MS = 80;

interface Sheet {
  readonly page: string;
  readonly element: HTMLElement;
  readonly replayer: Replayer;
  /** The offset from the visitor's clock to ours. */
  skew: number;
  size: { width: number; height: number } | undefined;
}

/**
 * The visitor's current page. A new page is built behind the old one and replaces
 * it once it's ready, to avoid flicker.
 */
export class MirrorView {
  readonly #host: HTMLElement;
  #zoom: 'fit' | 'full' = 'fit';
  #shown: Sheet | undefined;
  #coming: Sheet | undefined;
  /** Called when a page has appeared or disappeared. */
  onChange: (() => void) | undefined;

  constructor(host: HTMLElement) {
    this.#host = host;
    new ResizeObserver(() => this.#lay()).observe(host);
  }

  /** Whether a page is shown. */
  get isShowing(): boolean {
    return this.#shown !== undefined;
  }

  set zoom(zoom: 'fit' | 'full') {
    this.#zoom = zoom;
    this.#host.dataset['zoom'] = zoom;
    this.#lay();
  }

  /** Starts another page with the events known so far. */
  open({ id, dark }: MirroredPage, batches: readonly string[]): void {
    if (this.#coming !== undefined) discard(this.#coming);
    this.#coming = this.#makeSheet(id);
    // The page's own `prefers-color-scheme` follows this instead of the agent's preference.
    this.#coming.replayer.iframe.style.colorScheme = dark ? 'dark' : 'light';
    for (const batch of batches) this.add(id, batch);
  }

  /** Adds events to a page. Events of another page and unreadable ones are ignored. */
  add(page: string, batch: string): void {
    const sheet = [this.#coming, this.#shown].find((each) => each?.page === page);
    if (sheet === undefined) return;
    for (const event of read(batch)) {
      sheet.skew = Math.min(sheet.skew, Date.now() - event.timestamp);
      sheet.replayer.addEvent({ ...event, timestamp: event.timestamp + sheet.skew });
    }
  }

  #makeSheet(page: string): Sheet {
    const element = make('div', 'sheet');
    element.style.visibility = 'hidden';
    this.#host.append(element);
    const replayer = new Replayer([], {
      root: element,
      liveMode: true,
      mouseTail: false,
      triggerFocus: false,
      showWarning: false,
    });
    replayer.iframe.title = 'The visitor\'s page';
    replayer.iframe.tabIndex = -1;
    const sheet: Sheet = { page, element, replayer, skew: Infinity, size: undefined };
    replayer.on('resize', (size) => {
      sheet.size = size as { width: number; height: number };
      this.#lay();
    });
    replayer.on('fullsnapshot-rebuilded', () => this.#reveal(sheet));
    replayer.startLive(Date.now() - BEHIND_MS);
    return sheet;
  }

  #reveal(sheet: Sheet): void {
    if (sheet !== this.#coming) return;
    if (this.#shown !== undefined) discard(this.#shown);
    this.#shown = sheet;
    this.#coming = undefined;
    sheet.element.style.visibility = '';
    this.#lay();
    this.onChange?.();
  }

  #lay(): void {
    for (const sheet of [this.#shown, this.#coming]) if (sheet?.size !== undefined) this.#place(sheet, sheet.size);
  }

  #place({ element, replayer }: Sheet, { width, height }: { width: number; height: number }): void {
    const { clientWidth, clientHeight } = this.#host;
    const scale = this.#zoom === 'full' ? 1 : Math.min(1, clientWidth / width, clientHeight / height);
    Object.assign(element.style, { width: `${width * scale}px`, height: `${height * scale}px` });
    replayer.wrapper.style.transform = `scale(${scale})`;
  }
}

function discard({ replayer, element }: Sheet): void {
  replayer.destroy();
  element.remove();
}

function read(batch: string): eventWithTime[] {
  try {
    const events: unknown = JSON.parse(batch);
    return Array.isArray(events) ? events.filter(isEvent) : [];
  } catch {
    return [];
  }
}

function isEvent(value: unknown): value is eventWithTime {
  if (typeof value !== 'object' || value === null) return false;
  const { type, timestamp } = value as Record<string, unknown>;
  return Number.isInteger(type) && Number.isFinite(timestamp);
}
