import { phrase, type Phrase } from '../policy/phrase.js';
import { isScreenShareError, ScreenShareError } from '../policy/screen-share-error.js';
import type { Problem } from '../policy/problems.js';
import { readSettings } from '../policy/read-settings.js';
import type { ScreenShareSettings } from '../policy/settings.js';
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
    const result = readSettings(value);
    this.#value = result.ok ? result.settings : null;
    this.#error = result.ok ? null : invalid(result.problems.map((problem) => inWords(problem, value)));
  }
}

/** The problem, and what has it where that is one of many. */
function inWords({ path, message, phrase: words = { parts: [message], values: [] } }: Problem, settings: unknown): Phrase {
  const [, list = '', index = ''] = /^(allowedSites|bookmarks)\.(\d+)/.exec(path) ?? [];
  if (list === '') return words;
  const found = (settings as Partial<Record<string, unknown[]>>)[list]?.[Number(index)];
  const name = typeof found === 'object' && found !== null && 'title' in found ? found.title : found;
  const number = Number(index) + 1;
  const which = list === 'bookmarks' ? phrase`bookmark ${number}` : phrase`allowed site ${number}`;
  return typeof name === 'string' ? phrase`${which} (“${name.slice(0, 200)}”): ${words}` : phrase`${which}: ${words}`;
}

function invalid(problems: readonly Phrase[]): ScreenShareError {
  const [first = '', ...more] = problems;
  return new ScreenShareError('settings-invalid', {
    message:
      more.length === 0
        ? phrase`The screen-share settings are not valid, so nothing is shared: ${first}`
        : phrase`The screen-share settings are not valid, so nothing is shared: ${first} (and ${more.length} more)`,
  });
}
