import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { problemTexts, retryOf, type Problem, type Retry } from '../shared/error-texts.js';

export interface ProblemDialogHandlers {
  /** The agent wants to start again: called in the click, so that the picker can open. */
  readonly onStart: () => void;
  /** The agent wants the settings to be loaded again. */
  readonly onReload: () => void;
  /** The agent wants to close the dialog. */
  readonly onDismiss: () => void;
  /** It has been closed, by whatever. */
  readonly onClosed: () => void;
}

/** What a problem's dialog holds: what happened, what helps, and how to try again where that makes sense. */
export function problemDialog(problem: Problem | null, busy: boolean, handlers: ProblemDialogHandlers): TemplateResult {
  return html`
    <dialog part="dialog" role="alertdialog" aria-labelledby="problem" aria-describedby="problem-text" @close=${handlers.onClosed}>
      ${problem ? content(problem, busy, handlers) : nothing}
    </dialog>
  `;
}

function content(problem: Problem, busy: boolean, handlers: ProblemDialogHandlers): TemplateResult {
  const { message, remedy } = problemTexts(problem);
  const retry = retryOf(problem);
  // What comes up by itself must not be answered by a key that was meant for something else.
  const unasked = retry === 'ask';
  return html`
    <h2 id="problem" tabindex="-1" ?autofocus=${unasked}>${unasked ? msg('Sharing has ended') : msg('Nothing is shared')}</h2>
    <div id="problem-text">
      <p part="message">${message}</p>
      <p part="remedy">${remedy}</p>
      ${unasked ? html`<p>${msg('Start sharing again?')}</p>` : nothing}
    </div>
    <div class="actions">${actions(retry, busy, handlers)}</div>
  `;
}

function actions(retry: Retry, busy: boolean, { onStart, onReload, onDismiss }: ProblemDialogHandlers): TemplateResult {
  switch (retry) {
    case 'ask':
      return html`
        <button type="button" @click=${onDismiss}>${msg('No')}</button>
        <button type="button" class="primary" @click=${onStart}>${msg('Yes')}</button>
      `;
    case 'start':
      return html`
        <button type="button" @click=${onDismiss}>${msg('Close')}</button>
        <button type="button" class="primary" autofocus @click=${onStart}>${msg('Try again')}</button>
      `;
    case 'reload':
      return html`
        <button type="button" @click=${onDismiss}>${msg('Close')}</button>
        <button type="button" class="primary" autofocus aria-disabled=${busy ? 'true' : nothing} @click=${onReload}>
          ${busy ? html`<span class="spinner"></span>` : nothing}${msg('Try again')}
        </button>
      `;
    case null:
      return html`<button type="button" class="primary" autofocus @click=${onDismiss}>${msg('Close')}</button>`;
  }
}
