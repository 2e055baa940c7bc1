import { phrase, type Phrase } from '../../policy/phrase.js';
import { isScreenShareError, ScreenShareError } from '../../policy/screen-share-error.js';
import type { Problem } from '../../policy/problems.js';
import { readSettings } from '../../policy/read-settings.js';
import type { ScreenShareSettings } from '../../policy/settings.js';
import { isSettingsSource, type SettingsSource } from '../../store/settings-source.js';

/** Milliseconds before a host's own source counts as unavailable. `HttpSettingsSource` has its own, shorter limit. */
const PATIENCE_MS = 15_000;

/** Loads, validates and follows the settings of a session. It has a value or an error, or neither while the settings load. */
export class SessionSettings {
  readonly #source: SettingsSource | null;
  readonly #onChange: () => void;
  readonly #closing = new AbortController();
  #value: ScreenShareSettings | null = null;
  #error: ScreenShareError | null = null;
  #overdue = false;
  /** Counts updates pushed by the source. A load that started before an update is outdated. */
  #pushes = 0;

  /** @param onChange Called after each later change, but not for settings that are available from the start. */
  constructor(settings: unknown, onChange: () => void) {
    this.#onChange = onChange;
    this.#source = isSettingsSource(settings) ? settings : null;
    if (!this.#source) {
      this.#take(settings);
      return;
    }
    const unsubscribe = this.#source.subscribe?.((newer) => {
      this.#pushes += 1;
      this.#take(newer);
      this.#onChange();
    }, (overdue) => {
      this.#overdue = overdue;
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

  /** A newer version exists but can't be read, so {@link SessionSettings.value} may allow what is now forbidden. */
  get overdue(): boolean {
    return this.#overdue;
  }

  /** This is a method because the value can change during each `await`. */
  #isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Loads the settings again from their source. Never rejects: {@link SessionSettings.error} has the error. */
  async load(): Promise<void> {
    if (!this.#source) return;
    if (this.#isClosed()) return;
    const before = this.#pushes;
    const timer = setTimeout(() => this.#timedOut(), PATIENCE_MS);
    try {
      const settings = await this.#source.load(this.#closing.signal);
      if (this.#isClosed() || before !== this.#pushes) return;
      this.#take(settings);
    } catch (cause) {
      // Valid settings stay in force when a later load fails.
      if (this.#isClosed() || this.#value) return;
      this.#error = isScreenShareError(cause) ? cause : new ScreenShareError('settings-unavailable', { cause });
    } finally {
      clearTimeout(timer);
    }
    this.#onChange();
  }

  /** The settings may still arrive. Until then, people need to know that something is wrong. */
  #timedOut(): void {
    if (this.#closing.signal.aborted || this.#value || this.#error) return;
    this.#error = new ScreenShareError('settings-unavailable', { cause: new Error('The source of the settings has not answered for 15 seconds.') });
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

/** The problem, with the name of the list entry it belongs to, if any. */
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
