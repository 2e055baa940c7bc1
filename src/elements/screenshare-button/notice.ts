import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { problemTexts, retryOf, type Problem } from '../shared/error-texts.js';
import { listText } from '../shared/words.js';

export interface NoticeHandlers {
  /** The agent wants to start again. Called during the click, so that the picker can open. */
  readonly onStart: () => void;
  /** The agent wants to reload the settings. */
  readonly onReload: () => void;
  readonly onDismiss: () => void;
}

/** The maximum number of allowed sites to name; a list can have a thousand. */
const MOST_SITES = 3;

/**
 * A notice about something that happened by itself. It appears where the share was
 * shown, and takes neither the focus nor extra space on the page.
 *
 * @param sites The allowed sites, named if a page wasn't on the list.
 */
export function noticePart(problem: Problem | null, sites: readonly string[], handlers: NoticeHandlers): TemplateResult {
  // The live region always exists, because some screen readers don't announce one that is inserted with its text.
  return html`
    <div part="notice" class="notice ${problem ? '' : 'empty'}">
      <div role="status">${problem ? words(problem, sites) : nothing}</div>
      ${problem ? answers(problem, handlers) : nothing}
    </div>
  `;
}

function words(problem: Problem, sites: readonly string[]): TemplateResult {
  const { message, remedy } = problemTexts(problem);
  return html`
    <p part="message">${message}</p>
    <p part="remedy">${remedy} ${problem.code === 'site-not-allowed' && sites.length > 0 ? allowedText(sites) : nothing}</p>
  `;
}

function allowedText(sites: readonly string[]): string {
  const named = listText(sites.slice(0, MOST_SITES));
  const more = sites.length - MOST_SITES;
  return more > 0 ? msg(str`Allowed: ${named}, and ${more} more.`) : msg(str`Allowed: ${named}.`);
}

function answers(problem: Problem, { onStart, onReload, onDismiss }: NoticeHandlers): TemplateResult {
  const retry = retryOf(problem);
  return html`
    <div class="actions">
      ${retry === 'reload' ? html`<button type="button" @click=${onReload}>${msg('Try again')}</button>` : nothing}
      ${retry === 'start' ? html`<button type="button" id="again" @click=${onStart}>${msg('Start again')}</button>` : nothing}
      <button type="button" class="quiet" id="dismiss" @click=${onDismiss}>${msg('Dismiss')}</button>
    </div>
  `;
}
