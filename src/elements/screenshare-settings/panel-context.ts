import { nothing, html, type TemplateResult } from 'lit';
import { msg, str } from '@lit/localize';
import type { Problem } from '../../policy/problems.js';
import type { ScreenShareSettings } from '../../policy/settings.js';
import type { SettingsResult } from '../../policy/validate-settings.js';
import { settingsProblemText } from './panel-texts.js';
import type { SettingsModel } from './settings-model.js';
import type { SiteListView } from './site-list-view.js';
import type { SiteUsage } from './usage-texts.js';

/** What every part of the panel uses. */
export interface PanelContext {
  readonly model: SettingsModel;
  /** The current view of the allowed sites. */
  readonly list: SiteListView;
  /** Which shares used which rule; null if unknown. */
  readonly usage: SiteUsage | null;
  /** The owner being typed for the selected sites. */
  readonly owner: { readonly text: string; readonly set: (owner: string) => void };
  /** The language at this place in the page, for times and numbers. */
  readonly language: string;
  /** The path of the field being edited. Its problems are shown once it loses the focus. */
  readonly editing: string | null;
  /** Sets the field being edited; null when the focus leaves it. */
  readonly edit: (path: string | null) => void;
  /** Treats the current input as complete, although its field keeps the focus. */
  readonly judge: () => void;
  /** Moves the focus to the first existing one of these elements after the next update. */
  readonly focus: (...selectors: readonly string[]) => void;
}

/** The first problem of each path, cached per validation, because a list of a thousand rules needs as many. */
const byPath = new WeakMap<SettingsResult, ReadonlyMap<string, Problem>>();

function problemsByPath({ checked, settings }: SettingsModel): ReadonlyMap<string, Problem> {
  const known = byPath.get(checked);
  if (known) return known;
  const problems = checked.ok ? checked.warnings : checked.problems;
  const map = new Map([...problems].reverse().map((problem) => [placeOf(problem, settings), problem]));
  byPath.set(checked, map);
  return map;
}

/** A problem with a note is shown at its site. */
function placeOf({ path }: Problem, { allowedSites, siteNotes }: ScreenShareSettings): string {
  const [, at] = /^siteNotes\.(\d+)\./.exec(path) ?? [];
  const site = at === undefined ? undefined : siteNotes?.[Number(at)]?.site;
  return site === undefined ? path : `allowedSites.${allowedSites.indexOf(site)}`;
}

/** The problem of the allowed site at that index of the draft, if it should be shown now. */
export function siteProblem(context: PanelContext, index: number): Problem | undefined {
  return problemAt(context, `allowedSites.${index}`);
}

/** The problem of the field with that path, if it should be shown now. */
export function problemAt({ model, editing }: PanelContext, path: string): Problem | undefined {
  const problem = problemsByPath(model).get(path);
  if (!problem || model.attempted) return problem;
  const unfilled = problem.code === 'title-missing' || problem.code === 'url-missing';
  return unfilled || editing === path ? undefined : problem;
}

/** Whether problems prevent saving. */
export function isError({ model }: PanelContext): boolean {
  return !model.checked.ok;
}

export interface NoteOptions {
  /** The id that the field references as its description. */
  readonly id: string;
  /** Whether it prevents saving; otherwise it's a warning. */
  readonly error: boolean;
  /** Applies the correction. */
  readonly use?: (suggestion: string) => void;
  /** Whether Tab reaches the correction. Default true. */
  readonly tabStop?: boolean;
}

/** The sentence below a field, with its correction as a button. */
export function problemNote(problem: Problem | undefined, { id, error, use, tabStop = true }: NoteOptions): TemplateResult | typeof nothing {
  if (!problem) return nothing;
  const { suggestion } = problem;
  return html`
    <p class=${error ? 'note error' : 'note warning'}>
      <span id=${id}>${error ? nothing : html`<strong>${msg('Warning:')}</strong> `}${settingsProblemText(problem)}</span>
      ${suggestion !== undefined && use ? html`<button type="button" class="small" dir="auto" tabindex=${tabStop ? nothing : '-1'} @click=${() => use(suggestion)}>${msg(str`Use ${suggestion}`)}</button>` : nothing}
    </p>
  `;
}

export function valueOf(event: Event): string {
  return (event.target as HTMLInputElement).value;
}

export function isChecked(event: Event): boolean {
  return (event.target as HTMLInputElement).checked;
}
