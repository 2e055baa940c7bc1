import type { CapturedSource } from '../../capture/captured-source.js';
import type { PickOptions } from '../../capture/pick-source.js';
import type { SessionParts } from './session-parts.js';

/** An open picker. It may never settle: some browsers keep their picker open forever, and some fail to show it. */
export class Picking {
  /** When it was opened, by `performance.now()`. */
  readonly since = performance.now();
  /**
   * The picked source; null if the picker was dismissed or abandoned.
   * @throws ScreenShareError (as a rejection) if no source could be captured for
   * another reason.
   */
  readonly source: Promise<CapturedSource | null>;
  #giveUp: () => void = () => undefined;

  /** Opens the picker synchronously, while the click still counts as a user activation. */
  constructor(options: PickOptions, pickSource: SessionParts['pickSource']) {
    let isGivenUp = false;
    const picked = pickSource(options).then((source) => {
      if (!isGivenUp) return source;
      // The pick was abandoned, so this source isn't needed.
      source?.stop();
      return null;
    });
    const givenUp = new Promise<null>((resolve) => {
      this.#giveUp = () => {
        isGivenUp = true;
        resolve(null);
      };
    });
    this.source = Promise.race([picked, givenUp]);
  }

  /** Stops waiting. A page can't close the browser's picker; if the agent picks something later, it is stopped at once. */
  giveUp(): void {
    this.#giveUp();
  }
}
