import { sameSettings } from '../../policy/normal-settings.js';
import { parseAllowedSite } from '../../policy/allowed-site.js';
import { DEFAULT_SETTINGS, type ScreenShareSettings } from '../../policy/settings.js';
import { settingsDifference, type SettingsChange } from '../../policy/settings-difference.js';
import { validateSettings, type SettingsResult } from '../../policy/validate-settings.js';
import type { Publication, SettingsState, SettingsStore, SettingsVersion } from '../../store/settings-store.js';
import { isSettingsStoreError, SettingsStoreError } from '../../store/settings-store-error.js';
import { draftOf, settingsOf, withSites, type Draft } from './draft.js';
import { merge, settingsIn, type Choice, type Conflict } from './merge.js';

/** What the store is being asked to do. */
export type Work = 'save' | 'publish' | 'roll-back';

/** What could not be done, and why. */
export interface Failure {
  readonly during: Work;
  readonly error: SettingsStoreError;
}

/** The last thing that went well and is worth telling. */
export type Outcome =
  | { readonly kind: 'saved' | 'published' | 'rolled-back' | 'imported' | 'discarded' | 'merged' | 'removed' | 'undone' }
  /** Another administrator has saved, and the panel shows it. */
  | { readonly kind: 'followed'; readonly by: string | null };

/** What follows from a draft and what it is based on, worked out once: with a thousand rules that is felt at each key. */
interface Derived {
  readonly draft: Draft;
  readonly base: SettingsVersion | null;
  readonly settings: ScreenShareSettings;
  readonly dirty: boolean;
  result?: SettingsResult;
}

/**
 * What an administrator's panel knows and does, without a page: the draft, what
 * it is based on, what both environments hold, and the way between them.
 *
 * What is typed stays until the person says otherwise: no answer of the store,
 * good or bad, replaces a draft that has unsaved changes.
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
  /** A draft that the store didn't take, for reasons that only the store knows. */
  #refused: { readonly draft: Draft; readonly result: SettingsResult } | null = null;
  /** The draft as it was sent last: somebody may type on meanwhile. */
  #sent = this.#draft;
  #derived: Derived | null = null;
  #changes: { readonly state: SettingsState; readonly list: readonly SettingsChange[] } | null = null;
  /** Counts what changes staging from here: an answer that was asked for before is old. */
  #epoch = 0;
  #stale = false;
  #refreshing = false;

  /** @param onChange Called whenever something here has changed. */
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
  /** Why the settings could not be loaded; null unless `phase` is `unavailable`. */
  get loadError(): SettingsStoreError | null {
    return this.#loadError;
  }
  get draft(): Draft {
    return this.#draft;
  }
  get settings(): ScreenShareSettings {
    return this.#derive().settings;
  }
  /** A rule that has been typed and not added yet. */
  get pendingSite(): string {
    return this.#pendingSite;
  }
  get staging(): SettingsVersion | null {
    return this.#state.staging;
  }
  get production(): Publication | null {
    return this.#state.production;
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
  /** Whether there is a draft to go back to. */
  get canUndo(): boolean {
    return this.#undo !== null;
  }
  /** Whether somebody has tried to save what is invalid: from then on everything that is wrong is shown. */
  get attempted(): boolean {
    return this.#attempted;
  }

  /** Whether the draft differs from what it is based on. */
  get dirty(): boolean {
    return this.#derive().dirty;
  }

  /** Whether leaving now would lose something. */
  get unsaved(): boolean {
    return this.#phase === 'ready' && (this.dirty || this.#pendingSite.trim() !== '');
  }

  /** Whether there is something to save, and nothing in the way. */
  get canSave(): boolean {
    return !this.#work && this.#phase === 'ready' && !this.#conflict && (this.unsaved || !this.staging);
  }

  /** What is wrong with the draft, or worth a warning; what the store found wrong with it, as long as nothing else is typed. */
  get checked(): SettingsResult {
    return this.#refused?.draft === this.#draft ? this.#refused.result : this.#validate();
  }

  /** What publishing would change: from an empty panel where nothing is published. */
  get changesToPublish(): readonly SettingsChange[] {
    if (this.#changes?.state !== this.#state) {
      const { staging, production } = this.#state;
      this.#changes = { state: this.#state, list: staging ? settingsDifference(production?.settings ?? DEFAULT_SETTINGS, staging.settings) : [] };
    }
    return this.#changes.list;
  }

  /** Loads the settings and follows them from then on. */
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

  /** Nothing happens any more. What has been asked of the store is given up. */
  close(): void {
    this.#unsubscribe();
    this.#closed.abort();
  }

  /** Changes the draft. @param outcome Tells of a change that can be undone. */
  edit(change: (draft: Draft) => Draft, outcome: Outcome | null = null): void {
    const before = this.#draft;
    this.#draft = change(before);
    if (this.#draft === before) return;
    this.#outcome = outcome;
    this.#undo = outcome ? before : null;
    this.#onChange();
  }

  /** Goes back to the draft before the last removal, import or other large change. */
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

  /** Adds what was typed to the list. @returns Whether it is a rule; else it stays where it was typed. */
  addPendingSite(): boolean {
    const text = this.#pendingSite.trim();
    if (!parseAllowedSite(text).ok) return false;
    this.#pendingSite = '';
    this.edit((draft) => withSites(draft, [text]));
    return true;
  }

  /** Throws away what was changed since the last save; can be undone. */
  discard(): void {
    this.edit(() => draftOf(settingsIn(this.#base)), { kind: 'discarded' });
    this.#failure = null;
    this.#attempted = false;
    this.#onChange();
  }

  /** Ends a conflict: the draft is based on what the other has saved, and holds what was chosen. Not saved yet. */
  resolve(choice: Choice | 'theirs' | 'mine'): void {
    const conflict = this.#conflict;
    if (!conflict) return;
    const { settings } = this;
    const before = this.#draft;
    this.#base = conflict.theirs;
    this.#conflict = null;
    this.#failure = null;
    // What is kept as it is keeps its rows, and with them what is half typed.
    if (choice !== 'mine') this.#draft = draftOf(choice === 'theirs' ? settingsIn(conflict.theirs) : merge(conflict, settings, choice));
    this.#undo = choice === 'mine' ? null : before;
    this.#outcome = { kind: 'merged' };
    this.#onChange();
  }

  /** Saves the draft to staging. @returns What was saved; null when it wasn't, and then `failure`, `conflict` or `checked` say why. */
  async save(): Promise<SettingsVersion | null> {
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

  /** Publishes that version, which must be what staging holds. @returns null when it failed; `failure` says why. */
  async publish(version: string): Promise<Publication | null> {
    return this.#do('publish', async (signal) => this.#published(await this.#store.publish(version, signal), 'published'));
  }

  /** Publishes an earlier publication once more. @returns null when it failed; `failure` says why. */
  async rollBack(version: string): Promise<Publication | null> {
    const inForce = this.production?.version;
    if (inForce === undefined) return null;
    return this.#do('roll-back', async (signal) => this.#published(await this.#store.rollback(version, inForce, signal), 'rolled-back'));
  }

  /** The failure has been read. */
  forgetFailure(): void {
    this.#failure = null;
    this.#onChange();
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
    return (derived.result ??= validateSettings(derived.settings));
  }

  #derive(): Derived {
    if (this.#derived?.draft !== this.#draft || this.#derived.base !== this.#base) {
      const settings = settingsOf(this.#draft);
      this.#derived = { draft: this.#draft, base: this.#base, settings, dirty: !sameSettings(settings, settingsIn(this.#base)) };
    }
    return this.#derived;
  }

  #failed(during: Work, error: SettingsStoreError): void {
    this.#failure = { during, error };
    if (during === 'save' && error.problems.length > 0) this.#refused = { draft: this.#sent, result: { ok: false, problems: [...error.problems] } };
    if (error.code !== 'conflict') return;
    if (error.state) this.#take(error.state);
    // What the other has saved isn't told, so the store is asked.
    else this.#stale = true;
  }

  #saved(): void {
    this.#failure = null;
    this.#outcome = { kind: 'saved' };
  }

  /** Something may have changed elsewhere. What is told along may be older than an answer that came meanwhile, so the store is asked. */
  #news(): void {
    this.#stale = true;
    if (!this.#work && !this.#refreshing) void this.#refresh();
  }

  async #refresh(): Promise<void> {
    this.#refreshing = true;
    while (this.#stale && !this.#work && !this.#isClosed()) {
      this.#stale = false;
      const epoch = this.#epoch;
      // What is shown stays; the next news, or the next save, finds out.
      const state = await this.#store.read(this.#closed.signal).catch(() => null);
      if (epoch !== this.#epoch) this.#stale = true;
      else if (state && !this.#isClosed()) {
        this.#take(state);
        this.#onChange();
      }
    }
    this.#refreshing = false;
  }

  /** What both environments hold has been learnt. */
  #take(state: SettingsState): void {
    this.#state = state;
    const theirs = state.staging;
    if (theirs?.version === this.#base?.version) {
      // A conflict with nobody, as behind a proxy that drops `If-Match`: nothing was saved, and there is nothing to choose from.
      const { during, error } = this.#failure ?? {};
      if (during === 'save' && error?.code === 'conflict') this.#failure = { during, error: new SettingsStoreError('server-error', { cause: error }) };
      return;
    }
    if (sameSettings(this.settings, settingsIn(theirs))) {
      this.#base = theirs;
      this.#conflict = null;
      // The save whose answer got lost has happened, then.
      if (this.#failure?.during === 'save') this.#saved();
    } else if (this.dirty) {
      this.#conflict = { base: this.#base, theirs };
    } else {
      this.#base = theirs;
      this.#draft = draftOf(settingsIn(theirs));
      this.#outcome = { kind: 'followed', by: theirs?.by ?? null };
      this.#undo = null;
    }
  }
}

/** A store of the integrator's own may throw anything. */
export function storeErrorFrom(cause: unknown): SettingsStoreError {
  if (isSettingsStoreError(cause)) return cause;
  return new SettingsStoreError('server-error', { cause });
}
