import { isScreenShareError, ScreenShareError } from '../policy/screen-share-error.js';
import type { ScreenShareSettings } from '../policy/settings.js';
import { validateSettings } from '../policy/validate-settings.js';
import { isSettingsSource, type SettingsSource } from '../store/settings-source.js';

/** The settings that a session goes by: loaded, checked, followed. There is either a value, an error, or neither while they load. */
export class SessionSettings {
  readonly #source: SettingsSource | null;
  readonly #onChange: () => void;
  readonly #closing = new AbortController();
  #value: ScreenShareSettings | null = null;
  #error: ScreenShareError | null = null;

  /** @param onChange Called after each later change, not for settings that are there from the start. */
  constructor(settings: unknown, onChange: () => void) {
    this.#onChange = onChange;
    this.#source = isSettingsSource(settings) ? settings : null;
    if (!this.#source) {
      this.#take(settings);
      return;
    }
    const unsubscribe = this.#source.subscribe?.((newer) => {
      this.#take(newer);
      this.#onChange();
    });
    this.#closing.signal.addEventListener('abort', () => unsubscribe?.());
    void this.load();
  }

  get value(): ScreenShareSettings | null {
    return this.#value;
  }

  get error(): ScreenShareError | null {
    return this.#error;
  }

  /** Loads the settings anew from where they come. Never rejects; what went wrong is in {@link SessionSettings.error}. */
  async load(): Promise<void> {
    if (!this.#source) return;
    try {
      const settings = await this.#source.load(this.#closing.signal);
      if (this.#closing.signal.aborted) return;
      this.#take(settings);
    } catch (cause) {
      // A version that is known to be good stays in force when a newer look fails.
      if (this.#closing.signal.aborted || this.#value) return;
      this.#error = isScreenShareError(cause) ? cause : new ScreenShareError('settings-unavailable', { cause });
    }
    this.#onChange();
  }

  close(): void {
    this.#closing.abort();
  }

  #take(value: unknown): void {
    const result = validateSettings(value);
    this.#value = result.ok ? result.settings : null;
    this.#error = result.ok ? null : invalid(result.problems.map(({ message }) => message));
  }
}

function invalid(problems: readonly string[]): ScreenShareError {
  const [first = '', ...more] = problems;
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
  return new ScreenShareError('settings-invalid', {
    message: `The screen-share settings are not valid, so nothing is shared: ${first}${others}`,
  });
}
