import type { ReactiveController, ReactiveElement } from 'lit';

/** Makes the browser ask before the page is left with unsaved changes. */
export class LeaveGuard implements ReactiveController {
  readonly #wouldLose: () => boolean;

  constructor(host: ReactiveElement, wouldLose: () => boolean) {
    this.#wouldLose = wouldLose;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('beforeunload', this.#onLeave);
  }

  hostDisconnected(): void {
    removeEventListener('beforeunload', this.#onLeave);
  }

  readonly #onLeave = (event: BeforeUnloadEvent): void => {
    if (this.#wouldLose()) event.preventDefault();
  };
}
