import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { settingsDifference, type SettingsChange } from '../../policy/settings-difference.js';
import { DEFAULT_SETTINGS } from '../../policy/settings.js';
import type { Publication } from '../../store/settings-store.js';
import { changeText } from './change-texts.js';
import { partsInConflict, proposedSide, type Choice, type PartInConflict, type Side } from './merge.js';
import type { PanelContext } from './panel-context.js';
import { failureTitle, partText, stampText, storeErrorTexts, momentText } from './panel-texts.js';

/** What is being asked. */
export type Question =
  | { readonly kind: 'publish' }
  | { readonly kind: 'roll-back'; readonly publication: Publication }
  | { readonly kind: 'conflict'; readonly choice: Choice };

export interface DialogHandlers {
  readonly onDismiss: () => void;
  readonly onClosed: () => void;
  readonly onPublish: (version: string) => void;
  readonly onRollBack: (version: string) => void;
  readonly onChoose: (choice: Choice) => void;
  readonly onResolve: (choice: Choice | 'theirs' | 'mine') => void;
}

export function panelDialog(question: Question | null, context: PanelContext, handlers: DialogHandlers): TemplateResult {
  return html`
    <dialog part="dialog" aria-labelledby="question" @close=${handlers.onClosed} @cancel=${(event: Event) => context.model.work && event.preventDefault()}>
      ${question ? content(question, context, handlers) : nothing}
    </dialog>
  `;
}

function content(question: Question, context: PanelContext, handlers: DialogHandlers): TemplateResult | typeof nothing {
  switch (question.kind) {
    case 'publish':
      return publishContent(context, handlers);
    case 'roll-back':
      return rollBackContent(question.publication, context, handlers);
    case 'conflict':
      return conflictContent(question.choice, context, handlers);
  }
}

function changeList(changes: readonly SettingsChange[]): TemplateResult {
  return html`<ul class="changes">${changes.map((change) => html`<li class=${markOf(change)}>${changeText(change)}</li>`)}</ul>`;
}

function markOf({ kind }: SettingsChange): string {
  return kind.endsWith('-added') ? 'added' : kind.endsWith('-removed') ? 'removed' : '';
}

function publishContent({ model, language }: PanelContext, { onDismiss, onPublish }: DialogHandlers): TemplateResult | typeof nothing {
  const { staging, production, work } = model;
  if (!staging) return nothing;
  const changes = model.changesToPublish;
  return html`
    <h2 id="question">${msg('Publish to Production?')}</h2>
    <p>${msg(str`What Staging holds, saved ${stampText(staging, language)}, applies to all agents from then on.`)}</p>
    ${production ? nothing : html`<p>${msg('Nothing has been published before: from then on agents can share. Compared to settings that allow everything:')}</p>`}
    ${changes.length > 0 ? changeList(changes) : html`<p>${msg('Nothing differs.')}</p>`} ${failure(model)}
    <div class="actions">
      <button type="button" @click=${onDismiss}>${msg('Cancel')}</button>
      <button type="button" id="confirm" class="primary" autofocus aria-disabled=${work ? 'true' : nothing} @click=${() => onPublish(staging.version)}>
        ${work ? html`<span class="spinner"></span>` : nothing}${msg('Publish')}
      </button>
    </div>
  `;
}

function rollBackContent(publication: Publication, { model, language }: PanelContext, { onDismiss, onRollBack }: DialogHandlers): TemplateResult {
  const { production, work } = model;
  const changes = settingsDifference(production?.settings ?? DEFAULT_SETTINGS, publication.settings);
  return html`
    <h2 id="question">${msg('Roll back Production?')}</h2>
    <p>${msg(str`What was published ${stampText(publication, language)} applies to all agents once more. Staging stays as it is.`)}</p>
    ${changes.length > 0 ? changeList(changes) : html`<p>${msg('Nothing differs from what applies now.')}</p>`} ${failure(model)}
    <div class="actions">
      <button type="button" @click=${onDismiss}>${msg('Cancel')}</button>
      <button type="button" id="confirm" class="primary" autofocus aria-disabled=${work ? 'true' : nothing} @click=${() => onRollBack(publication.version)}>
        ${work ? html`<span class="spinner"></span>` : nothing}${msg('Roll back')}
      </button>
    </div>
  `;
}

function failure({ failure: failed, work }: PanelContext['model']): TemplateResult {
  if (!failed || work || failed.during === 'save') return html`<div role="alert"></div>`;
  const { message, remedy } = storeErrorTexts(failed.error);
  return html`<div role="alert"><div class="failure"><p><strong>${failureTitle(failed.during)}</strong></p><p>${message} ${remedy}</p></div></div>`;
}

function conflictContent(choice: Choice, { model, language }: PanelContext, handlers: DialogHandlers): TemplateResult | typeof nothing {
  const { conflict } = model;
  if (!conflict) return nothing;
  const who = conflict.theirs?.by ?? msg('Somebody else');
  const parts = partsInConflict(conflict, model.settings);
  return html`
    <h2 id="question" tabindex="-1" autofocus>${msg('Two versions')}</h2>
    <p>${conflict.theirs ? msg(str`${who} has saved to Staging (${momentText(conflict.theirs.at, language)}). Choose for each part which version the panel goes on with. You save it afterwards.`) : msg('What was in Staging is gone. Choose what the panel goes on with.')}</p>
    ${parts.map((part) => partContent(part, who, choice, handlers.onChoose))}
    <div class="actions">
      <button type="button" @click=${handlers.onDismiss}>${msg('Decide later')}</button>
      <button type="button" id="take-theirs" @click=${() => handlers.onResolve('theirs')}>${msg('Take all theirs')}</button>
      <button type="button" id="keep-mine" @click=${() => handlers.onResolve('mine')}>${msg('Keep all mine')}</button>
      <button type="button" id="confirm" class="primary" @click=${() => handlers.onResolve(choice)}>${msg('Go on with this choice')}</button>
    </div>
  `;
}

function partContent(part: PartInConflict, who: string, choice: Choice, onChoose: (choice: Choice) => void): TemplateResult {
  const chosen = choice[part.part] ?? proposedSide(part);
  const side = (value: Side, label: string, changes: readonly SettingsChange[]): TemplateResult => html`
    <div class="side">
      <label class="check">
        <input type="radio" name="part-${part.part}" value=${value} .checked=${chosen === value} @change=${() => onChoose({ ...choice, [part.part]: value })} />
        <strong>${label}</strong>
      </label>
      ${changes.length > 0 ? changeList(changes) : html`<p class="note">${msg('Not changed.')}</p>`}
    </div>
  `;
  return html`
    <fieldset>
      <legend>${partText(part.part)}</legend>
      <div class="sides">${side('theirs', who, part.theirs)} ${side('mine', msg('You'), part.mine)}</div>
    </fieldset>
  `;
}
