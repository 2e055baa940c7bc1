import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { SURFACES } from '../../policy/surface.js';
import { surfaceText } from './change-texts.js';
import { withSurface } from './draft.js';
import { isChecked, problemAt, problemNote, type PanelContext } from './panel-context.js';

/** Whether agents can share at all, and which surfaces. */
export function surfacesPart(context: PanelContext): TemplateResult {
  const { model } = context;
  const { draft } = model;
  const problem = problemAt(context, 'surfaces');
  return html`
    <section part="section" aria-labelledby="sharing-title">
      <h2 id="sharing-title" data-title="sharing-title" tabindex="-1">${msg('Sharing')}</h2>
      <label class="check">
        <input id="escalate" type="checkbox" .checked=${draft.escalateToShow} aria-describedby="escalate-hint" @change=${(event: Event) => model.edit((was) => ({ ...was, escalateToShow: isChecked(event) }))} />
        ${msg('Escalate to Show')}
      </label>
      <p id="escalate-hint" class="hint">${msg('Agents may show visitors something of their own screen.')}</p>
      <fieldset aria-describedby=${problem ? 'surfaces-problem' : nothing}>
        <legend>${msg('What agents may share')}</legend>
        <div class="row wrap">
          ${SURFACES.map(
            (surface) => html`
              <label class="check">
                <input
                  id="surface-${surface}"
                  type="checkbox"
                  .checked=${draft.surfaces.includes(surface)}
                  @change=${(event: Event) => model.edit((was) => withSurface(was, surface, isChecked(event)))}
                />
                ${surfaceText(surface)}
              </label>
            `,
          )}
        </div>
        ${problemNote(problem, { id: 'surfaces-problem', error: !model.checked.ok })}
      </fieldset>
    </section>
  `;
}
