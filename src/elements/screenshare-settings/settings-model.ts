import { meaningOf } from '../../policy/normal-settings.js';
import { DEFAULT_SETTINGS, type ScreenShareSettings } from '../../policy/settings.js';
import { settingsDifference, type SettingsChange } from '../../policy/settings-difference.js';
import { validateParsing, type SettingsResult } from '../../policy/validate-settings.js';
import type { Publication, SettingsState, SettingsStore, SettingsVersion } from '../../store/settings-store.js';
import { isSettingsStoreError, SettingsStoreError } from '../../store/settings-store-error.js';
import { draftOf, draftWith, settingsOf, withSites, type Draft } from './draft.js';
import { SiteParser } from './site-parser.js';
import type { Choice, Side } from './clash.js';
import { mergeSettings, settingsIn, type Conflict } from './merge.js';

/** How often a save is retried if somebody else saves first each time. */
const SAVE_ATTEMPTS = 5;

/** The running store operation. */
export type Work = 'save' | 'publish' | 'roll-back';

/** What failed, and why. */
export interface Failure {
  readonly during: Work;
  readonly error: SettingsStoreError;
}

/** The last success worth reporting. */
export type Outcome =
  | { readonly kind: 'saved' | 'published' | 'rolled-back' | 'imported' | 'discarded' | 'merged' | 'removed' | 'undone' }
  /** Sites were pasted: `count` are new, `skipped` already existed. */
  | { readonly kind: 'added'; readonly count: number; readonly skipped: number }
  /** This many sites were corrected, or got another owner. */
  | { readonly kind: 'corrected' | 'owned'; readonly count: number }
  /** Another administrator has saved meanwhile. The panel has both sets of changes. */
  | { readonly kind: 'joined'; readonly by: string | null }
  /** Another administrator has saved, and the panel shows the new version. */
  | { readonly kind: 'followed'; readonly by: string | null };

/** Values computed from a draft and its base. They're cached, because with a thousand rules each keystroke would be slow. */
interface Derived {
  readonly draft: Draft;
  readonly base: SettingsVersion | null;
  readonly settings: ScreenShareSettings;
  readonly dirty: boolean;
  result?: SettingsResult;
}

/**
 * The administrator's panel without its user interface: the draft, the version it's
 * based on, the content of both environments, and the operations between them.
 *
 * Typed text is never lost: a response from the store never replaces a draft with
 * unsaved changes.
 */
export class SettingsModel {
  readonly #store: SettingsStore;
  readonly #onChange: () => void;
  readonly #closed = new AbortController();
  #unsubscribe: () => void = () => undefined;
  #draft: Draft = draftOf(DEFAULT_SETTINGS);
  #undo: Draft | null = null;
  #pendingSite = '';
  #base: SettingsVersion | null = null;
  #state: SettingsState = { staging: null, production: null };
  #phase: 'loading' | 'ready' | 'unavailable' = 'loading';
  #loadError: SettingsStoreError | null = null;
  #work: Work | null = null;
  #failure: Failure | null = null;
  #outcome: Outcome | null = null;
  #conflict: Conflict | null = null;
  #attempted = false;
  /** A draft that the store has rejected for a reason that the panel can't check. */
  #refused: { readonly draft: Draft; readonly result: SettingsResult } | null = null;
  /** The draft as last sent. The administrator can keep typing meanwhile. */
  #sent = this.#draft;
  #derived: Derived | null = null;
  #baseMeaning: { readonly base: SettingsVersion | null; readonly text: string } | null = null;
  /** Parses each rule only once, even if it's validated many times. */
  readonly parser = new SiteParser();
  #changes: { readonly state: SettingsState; readonly list: readonly SettingsChange[] } | null = null;
  /** Counts changes to staging made here. A response requested earlier is outdated. */
  #epoch = 0;
  #stale = false;
  #refreshing = false;

  /** @param onChange Called after every change. */
  constructor(store: SettingsStore, onChange: () => void) {
    this.#store = store;
    this.#onChange = onChange;
  }

  get store(): SettingsStore {
    return this.#store;
  }
  get phase(): 'loading' | 'ready' | 'unavailable' {
    return this.#phase;
  }
  /** Why the settings couldn't be loaded; null unless `phase` is `unavailable`. */
  get loadError(): SettingsStoreError | null {
    return this.#loadError;
  }
  get draft(): Draft {
    return this.#draft;
  }
  get settings(): ScreenShareSettings {
    return this.#derive().settings;
  }
  /** A rule that has been typed but not added yet. */
  get pendingSite(): string {
    return this.#pendingSite;
  }
  get staging(): SettingsVersion | null {
    return this.#state.staging;
  }
  get production(): Publication | null {
    return this.#state.production;
  }
  /** The store's warnings about itself, for example that an older revision had to be used. */
  get warnings(): readonly string[] {
    return this.#state.warnings ?? [];
  }
  /** Whether the current user can save. */
  get mayEdit(): boolean {
    return this.#state.you?.edit ?? true;
  }
  /** Whether the current user can publish and roll back. */
  get mayPublish(): boolean {
    return this.#state.you?.publish ?? true;
  }
  /** Whether the version in staging has to be published by somebody else. */
  get needsOther(): boolean {
    const { you, staging } = this.#state;
    return you?.secondPerson === true && staging !== null && (staging.authors ?? [staging.by]).includes(you.name);
  }
  get work(): Work | null {
    return this.#work;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  get outcome(): Outcome | null {
    return this.#outcome;
  }
  get conflict(): Conflict | null {
    return this.#conflict;
  }
  /** Whether a change can be undone. */
  get canUndo(): boolean {
    return this.#undo !== null;
  }
  /** Whether somebody has tried to save invalid settings. From then on, all problems are shown. */
  get attempted(): boolean {
    return this.#attempted;
  }

  /** Whether the draft differs from the version it's based on. */
  get dirty(): boolean {
    return this.#derive().dirty;
  }

  /** Whether leaving now would lose changes. */
  get unsaved(): boolean {
    return this.#phase === 'ready' && (this.dirty || this.#pendingSite.trim() !== '');
  }

  /** Whether there are changes to save and saving is possible. */
  get canSave(): boolean {
    return !this.#work && this.#phase === 'ready' && !this.#conflict && this.mayEdit && (this.unsaved || !this.staging);
  }

  /** The draft's problems and warnings, including those reported by the store until the draft changes. */
  get checked(): SettingsResult {
    return this.#refused?.draft === this.#draft ? this.#refused.result : this.#validate();
  }

  /** What publishing would change; compared with the default settings if nothing is published. */
  get changesToPublish(): readonly SettingsChange[] {
    if (this.#changes?.state !== this.#state) {
      const { staging, production } = this.#state;
      this.#changes = { state: this.#state, list: staging ? settingsDifference(production?.settings ?? DEFAULT_SETTINGS, staging.settings) : [] };
    }
    return this.#changes.list;
  }

  /** Loads the settings and follows later changes. */
  async open(): Promise<void> {
    this.#phase = 'loading';
    this.#loadError = null;
    this.#onChange();
    try {
      const state = await this.#store.read(this.#closed.signal);
      if (this.#closed.signal.aborted) return;
      this.#state = state;
      this.#base = state.staging;
      this.#draft = draftOf(settingsIn(state.staging));
      this.#phase = 'ready';
      this.#unsubscribe = this.#store.subscribe(() => this.#news());
    } catch (cause) {
      if (this.#closed.signal.aborted) return;
      this.#phase = 'unavailable';
      this.#loadError = storeErrorFrom(cause);
    }
    this.#onChange();
  }

  /** Stops all activity and aborts pending store requests. */
  close(): void {
    this.#unsubscribe();
    this.#closed.abort();
  }

  /** Changes the draft. @param outcome Reported to the user as a change that can be undone. */
  edit(change: (draft: Draft) => Draft, outcome: Outcome | null = null): void {
    const before = this.#draft;
    this.#draft = change(before);
    if (this.#draft === before) return;
    this.#outcome = outcome;
    this.#undo = outcome ? before : null;
    this.#onChange();
  }

  /** Restores the draft before the last removal, import or other large change. */
  undo(): void {
    if (!this.#undo) return;
    this.#draft = this.#undo;
    this.#undo = null;
    this.#outcome = { kind: 'undone' };
    this.#onChange();
  }

  typeSite(text: string): void {
    this.#pendingSite = text;
    this.#outcome = null;
    this.#onChange();
  }

  /** Adds the typed rule to the list. @returns Whether it's valid; otherwise it stays in its field. */
  addPendingSite(): boolean {
    const text = this.#pendingSite.trim();
    if (!this.parser.parse(text).ok) return false;
    this.#pendingSite = '';
    this.edit((draft) => withSites(draft, [text]));
    return true;
  }

  /** Discards changes since the last save; can be undone. */
  discard(): void {
    this.edit(() => draftOf(settingsIn(this.#base)), { kind: 'discarded' });
    this.#failure = null;
    this.#attempted = false;
    this.#onChange();
  }

  /** Resolves a conflict: the draft is now based on the other version, with the chosen changes. It isn't saved yet. */
  resolve(choice: Choice | Side): void {
    const conflict = this.#conflict;
    if (!conflict) return;
    const { clashes } = mergeSettings(conflict, this.settings);
    const chosen = typeof choice === 'string' ? Object.fromEntries(clashes.map(({ key }) => [key, choice])) : choice;
    this.#join(conflict, mergeSettings(conflict, this.settings, chosen).settings);
    this.#conflict = null;
    this.#failure = null;
    this.#outcome = { kind: 'merged' };
    this.#onChange();
  }

  /** Continues from the other version, with both sides' changes. Rows keep their ids and partly typed values. */
  #join({ theirs }: Conflict, merged: ScreenShareSettings): void {
    this.#draft = draftWith(this.#draft, merged);
    this.#base = theirs;
    // Undoing would remove the other side's changes.
    this.#undo = null;
  }

  /** Saves the draft to staging. @returns The saved version; null if it failed, with the reason in `failure`, `conflict` or `checked`. */
  async save(): Promise<SettingsVersion | null> {
    for (let attempt = 1; ; attempt += 1) {
      const saved = await this.#saveOnce();
      // Another save came first and both changes fit together, so the merged version is saved.
      if (saved || this.#outcome?.kind !== 'joined' || attempt === SAVE_ATTEMPTS) return saved;
    }
  }

  async #saveOnce(): Promise<SettingsVersion | null> {
    if (this.#work || this.#phase !== 'ready' || this.#conflict) return null;
    if (this.#pendingSite.trim() !== '') this.addPendingSite();
    this.#refused = null;
    const result = this.#validate();
    this.#attempted = !result.ok || this.#pendingSite.trim() !== '';
    if (!result.ok || this.#attempted) {
      this.#onChange();
      return null;
    }
    this.#sent = this.#draft;
    return this.#do('save', async (signal) => {
      const saved = await this.#store.save(result.settings, this.#base?.version ?? null, signal);
      this.#base = saved;
      this.#state = { ...this.#state, staging: saved };
      this.#outcome = { kind: 'saved' };
      this.#undo = null;
      return saved;
    });
  }

  /** Publishes that version, which staging must contain. @returns null if it failed, with the reason in `failure`. */
  async publish(version: string, comment = ''): Promise<Publication | null> {
    return this.#do('publish', async (signal) => this.#published(await this.#store.publish(version, { comment, signal }), 'published'));
  }

  /** Publishes an earlier publication again. @returns null if it failed, with the reason in `failure`. */
  async rollBack(version: string, comment = ''): Promise<Publication | null> {
    const inForce = this.production?.version;
    if (inForce === undefined) return null;
    return this.#do('roll-back', async (signal) => this.#published(await this.#store.rollback(version, inForce, { comment, signal }), 'rolled-back'));
  }

  /** Dismisses the failure. */
  forgetFailure(): void {
    this.#failure = null;
    this.#onChange();
  }

  /** Handles another administrator's save while there are unsaved changes here. The user is asked only if both have changed the same thing. */
  #meet(conflict: Conflict): void {
    const { settings, clashes } = mergeSettings(conflict, this.settings);
    if (clashes.length > 0) {
      this.#conflict = conflict;
      return;
    }
    this.#join(conflict, settings);
    this.#conflict = null;
    if (this.#failure?.error.code === 'conflict') this.#failure = null;
    this.#outcome = { kind: this.dirty ? 'joined' : 'followed', by: conflict.theirs?.by ?? null };
  }

  #isClosed(): boolean {
    return this.#closed.signal.aborted;
  }

  #published(publication: Publication, kind: 'published' | 'rolled-back'): Publication {
    this.#state = { ...this.#state, production: publication };
    this.#outcome = { kind };
    return publication;
  }

  async #do<T>(work: Work, ask: (signal: AbortSignal) => Promise<T>): Promise<T | null> {
    if (this.#work) return null;
    this.#work = work;
    this.#failure = null;
    this.#outcome = null;
    this.#epoch += 1;
    this.#onChange();
    try {
      return await ask(this.#closed.signal);
    } catch (cause) {
      if (!this.#closed.signal.aborted) this.#failed(work, storeErrorFrom(cause));
      return null;
    } finally {
      this.#work = null;
      this.#epoch += 1;
      this.#onChange();
      if (this.#stale) this.#news();
    }
  }

  #validate(): SettingsResult {
    const derived = this.#derive();
    return (derived.result ??= validateParsing(derived.settings, this.parser.parse));
  }

  #derive(): Derived {
    if (this.#derived?.draft !== this.#draft || this.#derived.base !== this.#base) {
      const settings = settingsOf(this.#draft);
      this.#derived = { draft: this.#draft, base: this.#base, settings, dirty: meaningOf(settings) !== this.#meaningOfBase() };
    }
    return this.#derived;
  }

  #meaningOfBase(): string {
    if (this.#baseMeaning?.base !== this.#base) this.#baseMeaning = { base: this.#base, text: meaningOf(settingsIn(this.#base)) };
    return this.#baseMeaning.text;
  }

  #failed(during: Work, error: SettingsStoreError): void {
    this.#failure = { during, error };
    if (during === 'save' && error.problems.length > 0) this.#refused = { draft: this.#sent, result: { ok: false, problems: [...error.problems] } };
    if (error.code !== 'conflict') return;
    if (error.state) this.#take(error.state);
    // The error doesn't include the other version, so it has to be loaded.
    else this.#stale = true;
  }

  #saved(): void {
    this.#failure = null;
    this.#outcome = { kind: 'saved' };
  }

  /** Something may have changed elsewhere. The notification may be older than a response that arrived meanwhile, so the state is loaded. */
  #news(): void {
    this.#stale = true;
    if (!this.#work && !this.#refreshing) void this.#refresh();
  }

  async #refresh(): Promise<void> {
    this.#refreshing = true;
    while (this.#stale && !this.#work && !this.#isClosed()) {
      this.#stale = false;
      const epoch = this.#epoch;
      // The current state stays. The next notification or save will reveal any change.
      const state = await this.#store.read(this.#closed.signal).catch(() => null);
      if (epoch !== this.#epoch) this.#stale = true;
      else if (state && !this.#isClosed()) {
        this.#take(state);
        this.#onChange();
      }
    }
    this.#refreshing = false;
  }

  /** Applies a newly loaded state of both environments. */
  #take(state: SettingsState): void {
    // A conflict contains the saved state, but not the current user.
    this.#state = { ...state, you: state.you ?? this.#state.you };
    const theirs = state.staging;
    if (theirs?.version === this.#base?.version) {
      // A conflict without any change, as behind a proxy that drops `If-Match`: nothing was saved, so there are no versions to choose from.
      const { during, error } = this.#failure ?? {};
      if (during === 'save' && error?.code === 'conflict') this.#failure = { during, error: new SettingsStoreError('server-error', { cause: error }) };
      return;
    }
    if (meaningOf(this.settings) === meaningOf(settingsIn(theirs))) {
      this.#base = theirs;
      this.#conflict = null;
      // The save whose response was lost has succeeded after all.
      if (this.#failure?.during === 'save') this.#saved();
    } else if (this.dirty) {
      this.#meet({ base: this.#base, theirs });
    } else {
      this.#base = theirs;
      this.#draft = draftOf(settingsIn(theirs));
      this.#outcome = { kind: 'followed', by: theirs?.by ?? null };
      this.#undo = null;
    }
  }
}

/** An integrator's own store may throw any value. */
export function storeErrorFrom(cause: unknown): SettingsStoreError {
  if (isSettingsStoreError(cause)) return cause;
  return new SettingsStoreError('server-error', { cause });
}
