/**
 * The part of `CaptureController` that controls a captured tab, as far as browsers support it. @see
 * https://w3c.github.io/mediacapture-surface-control/
 */
export interface SurfaceController extends EventTarget {
  setFocusBehavior?(behavior: 'focus-captured-surface' | 'focus-capturing-application' | 'no-focus-change'): void;
  forwardWheel?(element: HTMLElement | null): Promise<void>;
  increaseZoomLevel?(): Promise<void>;
  decreaseZoomLevel?(): Promise<void>;
  resetZoomLevel?(): Promise<void>;
  readonly zoomLevel?: number | null;
}

/** A controller for the next capture. Undefined if the browser doesn't support it. */
export function newSurfaceController(): SurfaceController | undefined {
  const { CaptureController } = globalThis as { CaptureController?: new () => SurfaceController };
  return CaptureController && new CaptureController();
}

/** Whether a captured tab can be scrolled and zoomed from the page that captures it. */
export function canControl(controller: SurfaceController | undefined): controller is SurfaceController {
  return typeof controller?.forwardWheel === 'function';
}

/**
 * Scrolls and zooms a captured tab from the page that captures it, so that the agent needn't leave the
 * viewer. The browser asks the agent for permission on the first call, which requires a click or key
 * press. Events: `zoomchange`.
 */
export class TabControl extends EventTarget {
  readonly #controller: SurfaceController;

  constructor(controller: SurfaceController) {
    super();
    this.#controller = controller;
    controller.addEventListener('zoomlevelchange', () => this.dispatchEvent(new Event('zoomchange')));
  }

  /** The tab's zoom in percent, such as 100. Null if the browser doesn't report it. */
  get zoom(): number | null {
    return this.#controller.zoomLevel ?? null;
  }

  /**
   * Makes the wheel over this element scroll the tab. Null stops it.
   * @returns false if the browser refuses, for example without the agent's permission.
   */
  forwardWheel(element: HTMLElement | null): Promise<boolean> {
    return succeeds(this.#controller.forwardWheel?.(element));
  }

  /** Zooms in by one step. @returns false if the browser refuses or there is no larger step. */
  zoomIn(): Promise<boolean> {
    return succeeds(this.#controller.increaseZoomLevel?.());
  }

  /** Zooms out by one step. @returns false if the browser refuses or there is no smaller step. */
  zoomOut(): Promise<boolean> {
    return succeeds(this.#controller.decreaseZoomLevel?.());
  }

  /** Resets the tab to its normal size. @returns false if the browser refuses. */
  resetZoom(): Promise<boolean> {
    return succeeds(this.#controller.resetZoomLevel?.());
  }
}

async function succeeds(done: Promise<void> | undefined): Promise<boolean> {
  try {
    await done;
    return done !== undefined;
  } catch {
    // The agent declined, the tab is closed, or there's no further step. Each of these is visible on
    // the screen.
    return false;
  }
}
