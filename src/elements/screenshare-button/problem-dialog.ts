import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { problemTexts, retryOf, type Problem, type Retry } from '../shared/error-texts.js';

export interface ProblemDialogHandlers {
  /** The agent wants to start again. Called during the click, so that the picker can open. */
  readonly onStart: () => void;
  /** The agent wants to reload the settings. */
  readonly onReload: () => void;
  /** The agent wants to close the dialog. */
  readonly onDismiss: () => void;
  /** The dialog has been closed in any way. */
  readonly onClosed: () => void;
}

/** The dialog after the agent's own click failed: what happened, what helps, and a way to try again if that makes sense. */
export function problemDialog(problem: Problem | null, busy: boolean, handlers: ProblemDialogHandlers): TemplateResult {
  return html`
    <dialog part="dialog" role="alertdialog" aria-labelledby="problem" aria-describedby="problem-text" @close=${handlers.onClosed}>
      ${problem ? content(problem, busy, handlers) : nothing}
    </dialog>
  `;
}

function content(problem: Problem, busy: boolean, handlers: ProblemDialogHandlers): TemplateResult {
  const { message, remedy } = problemTexts(problem);
  return html`
    <h2 id="problem">${msg('Sharing couldn’t start')}</h2>
    <div id="problem-text">
      <p part="message">${message}</p>
      <p part="remedy">${remedy}</p>
    </div>
    <div class="actions">${actions(retryOf(problem), busy, handlers)}</div>
  `;
}

function actions(retry: Retry, busy: boolean, { onStart, onReload, onDismiss }: ProblemDialogHandlers): TemplateResult {
  switch (retry) {
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
