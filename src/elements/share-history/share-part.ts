import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { ShareHistoryEntry } from '../../session/receipt/share-history.js';
import { countText, numberText, timeText } from '../shared/words.js';

type Summary = ShareHistoryEntry['summary'];

/** One share: what happened, what is missing from its record, and its pages and viewers. */
export function sharePart({ summary, gaps, broken, closed, heard }: ShareHistoryEntry, language: string, onExport: () => void): TemplateResult {
  const { share, agent, session, began, ended, pages, viewers } = summary;
  const when = timeText(share, { dateStyle: 'medium', timeStyle: 'short' }, language);
  return html`
    <li class="share" part="share">
      <p class="head"><strong>${agent === undefined ? when : msg(str`${when}, ${agent}`)}</strong> <span class="note">${msg(str`Session ${session}`)}</span></p>
      <p>
        ${began !== null && ended !== null ? lasted(ended - began) : closed ? nothing : msg(str`No end was recorded. The last record came ${timeText(heard, { dateStyle: 'medium', timeStyle: 'medium' }, language)}.`)}
        ${countText(viewers.length, '{0} viewer', '{0} viewers')} · ${countText(pages.length, '{0} page decision', '{0} page decisions')}
      </p>
      ${gaps.map(({ from, to }) => html`<p class="gap">${from === to ? msg(str`Record ${numberText(from + 1)} is missing.`) : msg(str`Records ${numberText(from + 1)} to ${numberText(to + 1)} are missing.`)}</p>`)}
      ${broken === null ? nothing : html`<p class="gap">${msg(str`From record ${numberText(broken + 1)} on, the records don’t fit together: something was changed or left out.`)}</p>`}
      <details>
        <summary>${msg('Pages and viewers')}</summary>
        ${pagesTable(summary, language)} ${viewersTable(summary, language)}
      </details>
      <button type="button" class="export" aria-label=${msg(str`Export the records of ${when}`)} @click=${onExport}>${msg('Export')}</button>
    </li>
  `;
}

function lasted(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000));
  return seconds < 120 ? countText(seconds, 'It lasted {0} second.', 'It lasted {0} seconds.') : countText(Math.round(seconds / 60), 'It lasted {0} minute.', 'It lasted {0} minutes.');
}

function pagesTable({ pages }: Summary, language: string): TemplateResult | typeof nothing {
  if (pages.length === 0) return nothing;
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label=${msg('Pages')}>
      <table>
        <thead><tr><th scope="col">${msg('Time')}</th><th scope="col">${msg('Page')}</th><th scope="col">${msg('Decision')}</th><th scope="col">${msg('Rule')}</th></tr></thead>
        <tbody>
          ${pages.map(({ time, shown, verdict, rule }) => html`<tr><td>${clock(time, language)}</td><td><bdi dir="ltr">${shown ?? '–'}</bdi></td><td>${verdict === 'allowed' ? msg('Allowed') : verdict === 'blocked' ? msg('Not allowed') : msg('Unclear')}</td><td><bdi dir="ltr">${rule ?? '–'}</bdi></td></tr>`)}
        </tbody>
      </table>
    </div>
  `;
}

function viewersTable({ viewers }: Summary, language: string): TemplateResult | typeof nothing {
  if (viewers.length === 0) return nothing;
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label=${msg('Viewers')}>
      <table>
        <thead><tr><th scope="col">${msg('Viewer')}</th><th scope="col">${msg('First picture')}</th><th scope="col">${msg('Last picture')}</th></tr></thead>
        <tbody>
          ${viewers.map(({ viewer, name, first, last }) => html`<tr><td>${name ?? viewer}</td><td>${clock(first, language)}</td><td>${last === null ? '–' : clock(last, language)}</td></tr>`)}
        </tbody>
      </table>
    </div>
  `;
}

function clock(time: number, language: string): string {
  return timeText(time, { timeStyle: 'medium' }, language);
}
