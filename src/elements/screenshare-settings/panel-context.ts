import { nothing, html, type TemplateResult } from 'lit';
import { msg, str } from '@lit/localize';
import type { Problem } from '../../policy/problems.js';
import type { SettingsResult } from '../../policy/validate-settings.js';
import { settingsProblemText } from './panel-texts.js';
import type { SettingsModel } from './settings-model.js';

/** What every part of the panel works with. */
export interface PanelContext {
  readonly model: SettingsModel;
  /** The language of the page here, for times and numbers. */
  readonly language: string;
  /** The field that is being typed in, by its path: what is wrong with it is said when it is left. */
  readonly editing: string | null;
  /** Says that a field is typed in, or with null that it has been left. */
  readonly edit: (path: string | null) => void;
  /** Says that what is typed counts as complete, although its field keeps the focus. */
  readonly judge: () => void;
  /** Moves the focus there once the panel shows what has changed. */
  readonly focus: (selector: string) => void;
}

/** The first problem of each path, for each check: a list of a thousand rules asks for as many. */
const byPath = new WeakMap<SettingsResult, ReadonlyMap<string, Problem>>();

function problemsByPath(checked: SettingsResult): ReadonlyMap<string, Problem> {
  const known = byPath.get(checked);
  if (known) return known;
  const problems = checked.ok ? checked.warnings : checked.problems;
  const map = new Map(problems.toReversed().map((problem) => [problem.path, problem]));
  byPath.set(checked, map);
  return map;
}

/** What is wrong with the field of that path, as far as it is to be shown now. */
export function problemAt({ model, editing }: PanelContext, path: string): Problem | undefined {
  const problem = problemsByPath(model.checked).get(path);
  if (!problem || model.attempted) return problem;
  const unfilled = problem.code === 'title-missing' || problem.code === 'url-missing';
  return unfilled || editing === path ? undefined : problem;
}

/** Whether a problem keeps the settings from being saved. */
export function isError({ model }: PanelContext): boolean {
  return !model.checked.ok;
}

/** The sentence below a field, with its correction as a button. `id` is what the field names as its description. */
export function problemNote(problem: Problem | undefined, { id, error, use }: { readonly id: string; readonly error: boolean; readonly use?: (suggestion: string) => void }): TemplateResult | typeof nothing {
  if (!problem) return nothing;
  const { suggestion } = problem;
  return html`
    <p class=${error ? 'note error' : 'note warning'}>
      <span id=${id}>${error ? nothing : html`<strong>${msg('Warning:')}</strong> `}${settingsProblemText(problem)}</span>
      ${suggestion !== undefined && use ? html`<button type="button" class="small" dir="auto" @click=${() => use(suggestion)}>${msg(str`Use ${suggestion}`)}</button>` : nothing}
    </p>
  `;
}

export function valueOf(event: Event): string {
  return (event.target as HTMLInputElement).value;
}

export function isChecked(event: Event): boolean {
  return (event.target as HTMLInputElement).checked;
}
