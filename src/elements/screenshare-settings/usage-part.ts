import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { AllowedSites } from '../../policy/allowed-sites.js';
import type { UseCount } from '../../store/rule-usage.js';
import { getLanguage } from '../shared/language.js';
import { countText } from '../shared/words.js';
import { roomForSites, withSites } from './draft.js';
import type { PanelContext } from './panel-context.js';
import { momentText } from './panel-texts.js';

/** The maximum number of proposals. Nobody would read more. */
const MAX_PROPOSALS = 10;

/** Pages that agents were refused last week, each with a button to allow it. */
export function usagePart(context: PanelContext, refused: readonly UseCount[]): TemplateResult | typeof nothing {
  if (refused.length === 0) return nothing;
  const { model, language } = context;
  return html`${guard([refused, model.draft.sites, language, getLanguage()], () => proposals(context, refused))}`;
}

interface Proposal {
  readonly use: UseCount;
  readonly page: string;
  /** A rule for all pages of its host. */
  readonly host: string;
}

function proposals(context: PanelContext, refused: readonly UseCount[]): TemplateResult | typeof nothing {
  const open = openProposals(context, refused);
  if (open.length === 0) return nothing;
  return html`
    <details id="refused">
      <summary>${countText(open.length, '{0} page was refused last week', '{0} pages were refused last week')}</summary>
      <ul class="rows">
        ${open.map((proposal) => proposalRow(context, proposal))}
      </ul>
    </details>
  `;
}

function openProposals({ model }: PanelContext, refused: readonly UseCount[]): Proposal[] {
  const rules = model.draft.sites.flatMap(({ text }) => {
    const parsed = model.parser.parse(text);
    return parsed.ok ? parsed.rule : [];
  });
  const sites = new AllowedSites(rules.map(({ text }) => text), rules);
  return refused
    .flatMap((use): Proposal[] => {
      const page = `https://${use.what}`;
      const parsed = model.parser.parse(page);
      if (!parsed.ok || sites.check(page).allowed) return [];
      const { writtenHost, port } = parsed.rule;
      return [{ use, page, host: `https://${writtenHost}${port === '' ? '' : `:${port}`}/*` }];
    })
    .slice(0, MAX_PROPOSALS);
}

function proposalRow({ model, language, focus }: PanelContext, { use, page, host }: Proposal): TemplateResult {
  const add = (rule: string): void => {
    if (roomForSites(model.draft) === 0) return;
    model.edit((draft) => withSites(draft, [rule]), { kind: 'added', count: 1, skipped: 0 });
    focus('#refused summary', '#site-new');
  };
  return html`
    <li class="row between wrap">
      <span><bdi class="url" dir="ltr">${use.what}</bdi> <span class="note">${countText(use.shares, 'In {0} share', 'In {0} shares')}, ${msg(str`last on ${momentText(new Date(use.last).toISOString(), language)}`)}</span></span>
      <span class="row">
        <button type="button" class="small" aria-label=${`${msg('Allow this page')} ${page}`} @click=${() => add(page)}>${msg('Allow this page')}</button>
        <button type="button" class="small" @click=${() => add(host)}>${msg(str`Allow all of ${host}`)}</button>
      </span>
    </li>
  `;
}
