import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { settingsDifference, type SettingsChange } from '../../policy/settings-difference.js';
import { DEFAULT_SETTINGS, type ScreenShareSettings } from '../../policy/settings.js';
import { MAX_COMMENT_LENGTH, type Publication } from '../../store/settings-store.js';
import { changeGroups, changeList } from './change-list.js';
import { surfaceText } from './change-texts.js';
import type { Choice, Clash, Side } from './clash.js';
import { mergeSettings } from './merge.js';
import { valueOf, type PanelContext } from './panel-context.js';
import { failureTitle, partText, stampText, storeErrorTexts, momentText } from './panel-texts.js';

/** The question in the dialog. */
export type Question =
  | { readonly kind: 'publish' }
  | { readonly kind: 'roll-back'; readonly publication: Publication }
  /** `from` is null for the first publication. */
  | { readonly kind: 'difference'; readonly from: Publication | null; readonly to: Publication }
  | { readonly kind: 'conflict'; readonly choice: Choice };

/** The comment being typed for a publication. */
export interface CommentField {
  readonly text: string;
  readonly set: (text: string) => void;
}

export interface DialogHandlers {
  readonly onDismiss: () => void;
  readonly onClosed: () => void;
  readonly onPublish: (version: string) => void;
  readonly onRollBack: (version: string) => void;
  readonly onChoose: (choice: Choice) => void;
  readonly onResolve: (choice: Choice | Side) => void;
}

export function panelDialog(question: Question | null, context: PanelContext, comment: CommentField, handlers: DialogHandlers): TemplateResult {
  return html`
    <dialog part="dialog" aria-labelledby="question" @close=${handlers.onClosed} @cancel=${(event: Event) => context.model.work && event.preventDefault()}>
      ${question ? content(question, context, comment, handlers) : nothing}
    </dialog>
  `;
}

function content(question: Question, context: PanelContext, comment: CommentField, handlers: DialogHandlers): TemplateResult | typeof nothing {
  switch (question.kind) {
    case 'publish':
      return publishContent(context, comment, handlers);
    case 'roll-back':
      return rollBackContent(question.publication, context, comment, handlers);
    case 'difference':
      return differenceContent(question, context, handlers);
    case 'conflict':
      return conflictContent(question.choice, context, handlers);
  }
}

function publishContent({ model, language }: PanelContext, comment: CommentField, { onDismiss, onPublish }: DialogHandlers): TemplateResult | typeof nothing {
  const { staging, production, work } = model;
  if (!staging) return nothing;
  return html`
    <h2 id="question">${msg('Publish to Production?')}</h2>
    <p>${msg(str`What Staging holds, saved ${stampText(staging, language)}, applies to all agents from then on.`)}</p>
    ${production ? changesOrNone(model.changesToPublish, msg('Nothing differs.')) : firstPublication(staging.settings, model.changesToPublish)} ${commentField(comment)} ${failure(model)}
    <div class="actions">
      <button type="button" @click=${onDismiss}>${msg('Cancel')}</button>
      <button type="button" id="confirm" class="primary" autofocus aria-disabled=${work ? 'true' : nothing} @click=${() => onPublish(staging.version)}>
        ${work ? html`<span class="spinner"></span>` : nothing}${msg('Publish')}
      </button>
    </div>
  `;
}

function changesOrNone(changes: readonly SettingsChange[], none: string): TemplateResult {
  return changes.length > 0 ? changeGroups(changes) : html`<p>${none}</p>`;
}

/** Sharing wasn't allowed before, so publishing doesn't end a share. */
function firstPublication({ surfaces }: ScreenShareSettings, changes: readonly SettingsChange[]): TemplateResult {
  return html`
    <p>${msg('Nothing has been published before: from then on agents can share.')}</p>
    <ul class="changes">${surfaces.map((surface) => html`<li class="added">${msg(str`${surfaceText(surface)} may be shared.`)}</li>`)}</ul>
    ${changeGroups(changes.filter(({ kind }) => kind !== 'surface-removed'))}
  `;
}

/** The field for a publication's comment. */
function commentField({ text, set }: CommentField): TemplateResult {
  return html`
    <div class="field">
      <label for="comment">${msg('Comment, for the history')}</label>
      <input id="comment" type="text" dir="auto" autocomplete="off" maxlength=${MAX_COMMENT_LENGTH} .value=${text} @input=${(event: Event) => set(valueOf(event))} />
    </div>
  `;
}

function rollBackContent(publication: Publication, { model, language }: PanelContext, comment: CommentField, { onDismiss, onRollBack }: DialogHandlers): TemplateResult {
  const { production, work } = model;
  const changes = settingsDifference(production?.settings ?? DEFAULT_SETTINGS, publication.settings);
  return html`
    <h2 id="question">${msg('Roll back Production?')}</h2>
    <p>${msg(str`What was published ${stampText(publication, language)} applies to all agents once more. Staging stays as it is.`)}</p>
    ${changesOrNone(changes, msg('Nothing differs from what applies now.'))} ${commentField(comment)} ${failure(model)}
    <div class="actions">
      <button type="button" @click=${onDismiss}>${msg('Cancel')}</button>
      <button type="button" id="confirm" class="primary" autofocus aria-disabled=${work ? 'true' : nothing} @click=${() => onRollBack(publication.version)}>
        ${work ? html`<span class="spinner"></span>` : nothing}${msg('Roll back')}
      </button>
    </div>
  `;
}

function differenceContent({ from, to }: Extract<Question, { kind: 'difference' }>, { language }: PanelContext, { onDismiss }: DialogHandlers): TemplateResult {
  const changes = settingsDifference(from?.settings ?? DEFAULT_SETTINGS, to.settings);
  return html`
    <h2 id="question" tabindex="-1" autofocus>${msg('What changed')}</h2>
    <p>${from ? msg(str`From ${stampText(from, language)} to ${stampText(to, language)}.`) : msg(str`The first publication, ${stampText(to, language)}.`)}</p>
    ${to.comment === undefined ? nothing : html`<p dir="auto">“${to.comment}”</p>`} ${from ? changesOrNone(changes, msg('Nothing differs.')) : firstPublication(to.settings, changes)}
    <div class="actions"><button type="button" id="confirm" class="primary" @click=${onDismiss}>${msg('Close')}</button></div>
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
  const { clashes } = mergeSettings(conflict, model.settings);
  return html`
    <h2 id="question" tabindex="-1" autofocus>${msg('Both of you changed this')}</h2>
    <p>${conflict.theirs ? msg(str`${who} has saved to Staging (${momentText(conflict.theirs.at, language)}). Everything that only one of you changed is kept. Choose for the rest, then save.`) : msg('What was in Staging is gone. Choose what the panel goes on with.')}</p>
    ${clashes.map((clash) => clashContent(clash, who, choice, handlers.onChoose))}
    <div class="actions">
      <button type="button" @click=${handlers.onDismiss}>${msg('Decide later')}</button>
      ${clashes.length > 1 ? html`<button type="button" id="take-theirs" @click=${() => handlers.onResolve('theirs')}>${msg('Take all theirs')}</button> <button type="button" id="keep-mine" @click=${() => handlers.onResolve('mine')}>${msg('Keep all mine')}</button>` : nothing}
      <button type="button" id="confirm" class="primary" @click=${() => handlers.onResolve(choice)}>${msg('Go on with this choice')}</button>
    </div>
  `;
}

function clashContent(clash: Clash, who: string, choice: Choice, onChoose: (choice: Choice) => void): TemplateResult {
  const chosen = choice[clash.key] ?? 'mine';
  const side = (value: Side, label: string, changes: readonly SettingsChange[]): TemplateResult => html`
    <div class="side">
      <label class="check">
        <input type="radio" name=${clash.key} value=${value} .checked=${chosen === value} @change=${() => onChoose({ ...choice, [clash.key]: value })} />
        <strong>${label}</strong>
      </label>
      ${changes.length > 0 ? changeList(changes) : html`<p class="note">${msg('Not changed.')}</p>`}
    </div>
  `;
  return html`
    <fieldset>
      <legend>${clash.part ? partText(clash.part) : msg('All settings')}</legend>
      <div class="sides">${side('theirs', who, clash.theirs)} ${side('mine', msg('You'), clash.mine)}</div>
    </fieldset>
  `;
}
