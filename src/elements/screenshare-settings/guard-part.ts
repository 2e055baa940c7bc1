import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { DEFAULT_GUARD } from '../../policy/settings.js';
import { numberText } from '../shared/words.js';
import { withGuard } from './draft.js';
import { isChecked, problemAt, problemNote, valueOf, type PanelContext } from './panel-context.js';

/** How the guard works: nothing that most administrators ever change. */
export function guardPart(context: PanelContext): TemplateResult {
  const { model } = context;
  const { guard } = model.draft;
  return html`
    <section part="section" aria-labelledby="guard-title">
      <details>
        <summary><h2 id="guard-title">${msg('Advanced')}</h2></summary>
        <p class="hint">${msg('How pages are checked while Allowed Sites apply.')}</p>
        ${number(context, 'holdBackMs', msg('Hold-back, in milliseconds'), msg(str`How long each picture waits before visitors see it. ${numberText(DEFAULT_GUARD.holdBackMs)} unless you need less delay.`))}
        ${number(context, 'graceMs', msg('Grace time, in milliseconds'), msg(str`How long an address may be unreadable before the share ends. ${numberText(DEFAULT_GUARD.graceMs)} unless set.`))}
        <label class="check">
          <input type="checkbox" id="guard-tabs" aria-describedby="guard-tabs-hint" .checked=${guard.tabsByCaptureHandle} @change=${(event: Event) => model.edit((draft) => withGuard(draft, { tabsByCaptureHandle: isChecked(event) }))} />
          ${msg('Allow tabs by Capture Handle')}
        </label>
        <p id="guard-tabs-hint" class="hint">${msg('Tabs can be shared, too, where the page names its own address.')}</p>
        <fieldset>
          <legend>${msg('Reading the address bar')}</legend>
          ${reading(context, 'exact', msg('Exact'), msg('Every letter is compared to the pixel.'))}
          ${reading(context, 'ocr', msg('Text recognition, too'), msg('Reads windows in fonts that this computer lacks. Its mistakes are look-alike letters, so it proves less.'))}
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

function reading({ model }: PanelContext, value: 'exact' | 'ocr', label: string, hint: string): TemplateResult {
  return html`
    <label class="check">
      <input type="radio" name="reading" value=${value} aria-describedby="reading-${value}" .checked=${model.draft.guard.reading === value} @change=${() => model.edit((draft) => withGuard(draft, { reading: value }))} />
      ${label}
    </label>
    <p id="reading-${value}" class="hint">${hint}</p>
  `;
}
