import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { countText, inWords } from '../shared/words.js';
import type { PanelContext } from './panel-context.js';
import { failureTitle, outcomeText, settingsProblemText, stampText, storeErrorTexts } from './panel-texts.js';
import type { SettingsModel } from './settings-model.js';

export interface BarHandlers {
  readonly onSave: () => void;
  readonly onPublish: () => void;
  readonly onConflict: () => void;
}

/** Why publishing isn't possible now; null if it is. */
export function whyNotPublish(model: SettingsModel): string | null {
  if (!model.mayPublish) return msg('You may change the settings in Staging. Somebody else publishes them.');
  if (model.conflict) return msg('First choose what to keep of the two versions.');
  if (!model.staging) return msg('Save to Staging first, then publish.');
  if (model.unsaved) return msg('Save your changes to Staging first, then publish.');
  if (model.production && model.changesToPublish.length === 0) return msg('Production already has what Staging has.');
  if (model.needsOther) return msg('You have saved some of these changes, so somebody else has to publish them.');
  return null;
}

/** What is saved where, the last result, and the two buttons. The bar stays visible. */
export function publishBar(context: PanelContext, { onSave, onPublish, onConflict }: BarHandlers): TemplateResult {
  const { model, language } = context;
  const { staging, production, work, conflict } = model;
  const blocked = whyNotPublish(model);
  return html`
    <div part="bar" class="bar">
      ${model.warnings.length > 0 ? html`<div class="notice" role="alert">${model.warnings.map((warning) => html`<p><strong>${msg('Warning:')}</strong> ${inWords(warning)}</p>`)}</div>` : nothing}
      ${conflict
        ? html`<div class="notice" role="alert">
            <p>${msg(str`${conflict.theirs?.by ?? msg('Somebody else')} has changed the same things as you. Nothing of yours is lost.`)}</p>
            <button type="button" id="see-conflict" @click=${onConflict}>${msg('See both and choose')}</button>
          </div>`
        : nothing}
      <div role="alert">${failurePart(model)}</div>
      <div class="status" role="status">${statusPart(model)}</div>
      <dl class="where">
        <div><dt>${msg('Staging')}</dt><dd>${staging ? msg(str`saved ${stampText(staging, language)}`) : msg('nothing saved yet')}</dd></div>
        <div><dt>${msg('Production')}</dt><dd>${production ? msg(str`published ${stampText(production, language)}`) : msg('nothing published yet')}</dd></div>
      </dl>
      <div class="actions">
        <button type="button" id="save" part="save" class=${model.canSave ? 'primary' : ''} aria-disabled=${model.canSave ? nothing : 'true'} @click=${onSave}>
          ${work === 'save' ? html`<span class="spinner"></span>` : nothing}${msg('Save to Staging')}
        </button>
        <button type="button" id="publish" part="publish" class=${blocked ? '' : 'primary'} aria-disabled=${blocked || work ? 'true' : nothing} aria-describedby="publish-why" @click=${onPublish}>
          ${msg('Publish to Production')}
        </button>
      </div>
      ${model.mayEdit ? nothing : html`<p class="note">${msg('You may publish what is in Staging, and not change it.')}</p>`}
      <p id="publish-why" class="note">${blocked ?? publishes(model)}</p>
    </div>
  `;
}

function publishes(model: SettingsModel): string {
  if (!model.production) return msg('Agents in Production can’t share until you publish.');
  const count = model.changesToPublish.length;
  return countText(count, 'Publish would change one thing.', 'Publish would change {0} things.');
}

function failurePart({ failure, conflict, work }: SettingsModel): TemplateResult | typeof nothing {
  // A conflict while saving is shown in the notice above.
  if (!failure || work || (conflict && failure.during === 'save')) return nothing;
  const { message, remedy } = storeErrorTexts(failure.error);
  return html`
    <div class="failure">
      <p><strong>${failureTitle(failure.during)}</strong></p>
      <p>${message} ${remedy}</p>
      ${failure.error.problems.length > 0 ? html`<ul>${failure.error.problems.slice(0, 10).map((problem) => html`<li>${settingsProblemText(problem)}</li>`)}</ul>` : nothing}
      ${failure.error.mayHaveHappened ? html`<p>${msg('The answer got lost, so it may have happened all the same. Trying again is safe.')}</p>` : nothing}
    </div>
  `;
}

function statusPart(model: SettingsModel): TemplateResult {
  const { outcome, work, checked, attempted, unsaved } = model;
  if (work) return html`<p>${work === 'save' ? msg('Saving…') : msg('Publishing…')}</p>`;
  const wrong = (checked.ok ? 0 : checked.problems.length) + (model.pendingSite.trim() !== '' && attempted ? 1 : 0);
  if (attempted && wrong > 0) {
    return html`<p class="error">${countText(wrong, 'Not saved: one thing has to be corrected first. It is marked.', 'Not saved: {0} things have to be corrected first. They are marked.')}</p>`;
  }
  const undo = model.canUndo ? html`<button type="button" class="small" id="undo" @click=${() => model.undo()}>${msg('Undo')}</button>` : nothing;
  const discard = unsaved && model.dirty && !model.conflict ? html`<button type="button" class="small" id="discard" @click=${() => model.discard()}>${msg('Discard changes')}</button>` : nothing;
  // Text typed during a save isn't part of it.
  const isNews = unsaved && (!outcome || outcome.kind === 'saved');
  return html`<p>${outcome ? outcomeText(outcome) : ''}${isNews ? ` ${msg('Unsaved changes.')}` : ''}</p>${undo}${discard}`;
}
