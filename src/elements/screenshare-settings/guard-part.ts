import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { DEFAULT_GUARD } from '../../policy/settings.js';
import { numberText } from '../shared/words.js';
import { withGuard, type GuardFields } from './draft.js';
import { isChecked, problemAt, problemNote, valueOf, type PanelContext } from './panel-context.js';

/** The guard's settings, which most administrators never change. */
export function guardPart(context: PanelContext): TemplateResult {
  const { model } = context;
  const { guard } = model.draft;
  return html`
    <section part="section" aria-labelledby="guard-title">
      <details>
        <summary data-title="guard-title"><h2 id="guard-title">${msg('Advanced')}</h2></summary>
        <p class="hint">${msg('How pages are checked while Allowed Sites apply.')}</p>
        ${number(context, 'holdBackMs', msg('Hold-back, in milliseconds'), msg(str`How long each picture waits before visitors see it. ${numberText(DEFAULT_GUARD.holdBackMs)} unless you need less delay.`))}
        ${number(context, 'graceMs', msg('Grace time, in milliseconds'), msg(str`How long an address may be unreadable before the share ends. ${numberText(DEFAULT_GUARD.graceMs)} unless set.`))}
        <label class="check">
          <input type="checkbox" id="guard-tabs" aria-describedby="guard-tabs-hint" .checked=${guard.tabsByCaptureHandle} @change=${(event: Event) => model.edit((draft) => withGuard(draft, { tabsByCaptureHandle: isChecked(event) }))} />
          ${msg('Allow tabs by Capture Handle')}
        </label>
        <p id="guard-tabs-hint" class="hint">${msg('Tabs can be shared, too, where the page names its own address.')}</p>
        <fieldset>
          <legend>${msg('What visitors see of a window')}</legend>
          ${choice(context, 'show', 'page', msg('Only the page'), msg('Tab titles, bookmarks and the rest of the browser’s window stay with the agent.'))}
          ${choice(context, 'show', 'window', msg('The whole window'), msg('Visitors also see the titles of other tabs, and the bookmarks.'))}
        </fieldset>
        <fieldset>
          <legend>${msg('Reading the address bar')}</legend>
          ${choice(context, 'reading', 'exact', msg('Exact'), msg('Every letter is compared to the pixel.'))}
          ${choice(context, 'reading', 'ocr', msg('OCR'), msg('Reads windows in fonts that this computer lacks. Its mistakes are look-alike letters, so it proves less.'))}
        </fieldset>
      </details>
    </section>
  `;
}

function number(context: PanelContext, key: 'holdBackMs' | 'graceMs', label: string, hint: string): TemplateResult {
  const { model, edit } = context;
  const path = `guard.${key}`;
  const problem = problemAt(context, path);
  const error = !model.checked.ok;
  return html`
    <div class="field">
      <label for="guard-${key}">${label}</label>
      <input
        id="guard-${key}"
        class="short"
        type="text"
        inputmode="numeric"
        autocomplete="off"
        data-path=${path}
        aria-invalid=${problem && error ? 'true' : nothing}
        aria-describedby=${problem ? `guard-${key}-note guard-${key}-hint` : `guard-${key}-hint`}
        .value=${model.draft.guard[key]}
        @input=${(event: Event) => {
          edit(path);
          model.edit((draft) => withGuard(draft, { [key]: valueOf(event) }));
        }}
        @blur=${() => edit(null)}
      />
      ${problemNote(problem, { id: `guard-${key}-note`, error })}
      <p id="guard-${key}-hint" class="hint">${hint}</p>
    </div>
  `;
}

function choice<K extends 'reading' | 'show'>({ model }: PanelContext, key: K, value: GuardFields[K], label: string, hint: string): TemplateResult {
  return html`
    <label class="check">
      <input type="radio" name=${key} value=${value} aria-describedby="${key}-${value}" .checked=${model.draft.guard[key] === value} @change=${() => model.edit((draft) => withGuard(draft, { [key]: value }))} />
      ${label}
    </label>
    <p id="${key}-${value}" class="hint">${hint}</p>
  `;
}
