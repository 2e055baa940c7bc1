import type { LitElement, ReactiveController } from 'lit';
import type * as controlPart from './control/share-control.js';
import type { TabSigns } from './control/tab-signs.js';
import { controlKit, type ControlHost, type ControlState, type ShareControl } from './control/control-kit.js';

type ControlPart = typeof controlPart;

/** Loaded with the first share, so that it's available when the agent clicks to open the control. */
const loadControl = (): Promise<ControlPart> => import('./control/share-control.js');

export interface ControlHandlers extends Omit<ControlHost, 'element' | 'onClosed'> {
  /** Whether the host wants notifications if the control can't be shown. */
  readonly notifies: () => boolean;
}

/** The button's control in an always-on-top window, while it's open. */
export class ControlHolder implements ReactiveController {
  readonly #element: LitElement;
  readonly #host: ControlHandlers;
  #loading: ReturnType<typeof loadControl> | null = null;
  #control: ShareControl | null = null;
  #signs: TabSigns | null = null;
  #present: ControlState | null = null;

  constructor(element: LitElement, host: ControlHandlers) {
    this.#element = element;
    this.#host = host;
    element.addController(this);
  }

  /** Whether this browser supports such windows and this page can open one. Frames can't. */
  get canOpen(): boolean {
    return this.#isTop && 'documentPictureInPicture' in globalThis;
  }

  /** The title and icon of a frame aren't visible anywhere. */
  get #isTop(): boolean {
    return typeof window !== 'undefined' && window.top === window;
  }

  get isOpen(): boolean {
    return this.#control !== null;
  }

  /** Opens the control. Call it in a click or key handler. If the browser refuses, it stays closed, and the button says so. */
  async open(): Promise<void> {
    try {
      const { openControl } = await this.#load();
      this.#control ??= await openControl(controlKit, { ...this.#host, element: this.#element, onClosed: () => this.#closed() });
    } catch {
      this.#loading = null;
    }
    this.#element.requestUpdate();
  }

  close(): void {
    this.#control?.close();
  }

  update(state: () => ControlState): void {
    if (!this.#isTop) return;
    const present = state();
    // The agent has ended the share, so there's nothing left to control or report.
    if (!present.isSharing && present.notice === null && present.session.state === 'idle') this.close();
    this.#present = present;
    if (present.isSharing) void this.#load().then((part) => this.#showSigns(part), () => (this.#loading = null));
    else this.#signs?.close();
    this.#control?.update(present);
  }

  /** While the file loaded, the share may have ended or the button may have been removed from the page. */
  #showSigns({ TabSigns }: ControlPart): void {
    if (!this.#present?.isSharing || !this.#element.isConnected || this.canOpen) return;
    this.#signs ??= new TabSigns();
    this.#signs.update(this.#present, this.#host.notifies());
  }

  hostDisconnected(): void {
    queueMicrotask(() => {
      if (this.#element.isConnected) return;
      this.close();
      this.#signs?.close();
    });
  }

  #load(): ReturnType<typeof loadControl> {
    return (this.#loading ??= loadControl());
  }

  #closed(): void {
    this.#control = null;
    this.#element.requestUpdate();
  }
}
