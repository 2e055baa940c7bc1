import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { MAX_OWNER_LENGTH } from '../../policy/settings.js';
import { countText, numberText } from '../shared/words.js';
import { withoutSites, withOwner, withSiteTexts } from './draft.js';
import { isChecked, siteProblem, valueOf, type PanelContext } from './panel-context.js';
import { SITE_FILTERS, SITE_SORTS, type SiteFilter, type SiteSort } from './site-list-view.js';

/** The tools above the list: search, order and grouping, and actions for the selected rows. */
export function siteTools(context: PanelContext): TemplateResult {
  const { list, usage } = context;
  const sorts = SITE_SORTS.filter((sort) => sort !== 'used' || usage);
  const filters = SITE_FILTERS.filter((filter) => filter !== 'unused' || usage);
  return html`
    <div class="tools" role="group" aria-label=${msg('What the list shows')}>
      <div class="field search">
        <label for="site-search">${msg('Search')}</label>
        <input id="site-search" type="text" autocomplete="off" spellcheck="false" dir="auto" .value=${list.search} @input=${(event: Event) => list.show({ search: valueOf(event) })} />
      </div>
      <div class="field">
        <label for="site-sort">${msg('Order')}</label>
        <select id="site-sort" @change=${(event: Event) => list.show({ sort: valueOf(event) as SiteSort })}>
          ${sorts.map((sort) => html`<option value=${sort} ?selected=${list.sort === sort}>${sortText(sort)}</option>`)}
        </select>
      </div>
      <div class="field">
        <label for="site-filter">${msg('Show')}</label>
        <select id="site-filter" @change=${(event: Event) => list.show({ filter: valueOf(event) as SiteFilter })}>
          ${filters.map((filter) => html`<option value=${filter} ?selected=${list.filter === filter}>${filterText(filter)}</option>`)}
        </select>
      </div>
      <label class="check"><input id="site-group" type="checkbox" .checked=${list.grouped} @change=${(event: Event) => list.show({ grouped: isChecked(event) })} /> ${msg('Group by host')}</label>
    </div>
    ${corrections(context)}
  `;
}

function sortText(sort: SiteSort): string {
  switch (sort) {
    case 'listed':
      return msg('Newest first');
    case 'address':
      return msg('By address');
    case 'owner':
      return msg('By owner');
    case 'used':
      return msg('Least used first');
  }
}

function filterText(filter: SiteFilter): string {
  switch (filter) {
    case 'all':
      return msg('All sites');
    case 'wrong':
      return msg('Only with an error or a warning');
    case 'unused':
      return msg('Only those that no share needed');
  }
}

/** A pasted list often has many mistakes of the same kind with known corrections. */
function corrections(context: PanelContext): TemplateResult | typeof nothing {
  const { model, focus } = context;
  const suggestions = new Map<number, string>();
  model.draft.sites.forEach(({ id }, index) => {
    const suggestion = siteProblem(context, index)?.suggestion;
    if (suggestion !== undefined) suggestions.set(id, suggestion);
  });
  if (suggestions.size < 2) return nothing;
  const correct = (): void => {
    model.edit((draft) => withSiteTexts(draft, suggestions), { kind: 'corrected', count: suggestions.size });
    focus('#site-search');
  };
  return html`
    <div class="notice" role="note">
      <p>${countText(suggestions.size, '{0} site is wrong, and its likely correction is known.', '{0} sites are wrong, and their likely corrections are known.')}</p>
      <button type="button" id="correct-all" @click=${correct}>${countText(suggestions.size, 'Correct this {0}', 'Correct these {0}')}</button>
    </div>
  `;
}

/** The tools below the list while rows are selected. They act on all of them. */
export function selectionTools({ model, list, focus }: PanelContext, owner: string, onOwner: (owner: string) => void): TemplateResult {
  const { selected } = list;
  const remove = (): void => {
    model.edit((draft) => withoutSites(draft, selected), { kind: 'removed' });
    focus('#site-grid [tabindex="0"]', '#site-search', '#site-new');
  };
  const own = (): void => {
    model.edit((draft) => withOwner(draft, selected, owner.trim()), { kind: 'owned', count: selected.size });
    onOwner('');
    focus('#site-grid [tabindex="0"]');
  };
  return html`
    <div class="selection" role="group" aria-label=${msg('Selected sites')}>
      <span role="status">${countText(selected.size, '{0} selected', '{0} selected')}</span>
      ${selected.size === 0
        ? nothing
        : html`
            <button type="button" id="remove-selected" @click=${remove}>${msg('Remove')}</button>
            <input id="owner-selected" class="short" type="text" dir="auto" autocomplete="off" maxlength=${MAX_OWNER_LENGTH} aria-label=${msg('Owner of the selected sites')} placeholder=${msg('Owner')} .value=${owner} @input=${(event: Event) => onOwner(valueOf(event))} />
            <button type="button" id="set-owner" @click=${own}>${msg('Set owner')}</button>
            <button type="button" id="clear-selection" @click=${() => list.clearSelection()}>${msg('Select none')}</button>
          `}
    </div>
  `;
}

/** How many rows are shown. */
export function shownText(shown: number, all: number): string {
  return shown === all ? '' : msg(str`${numberText(shown)} of ${numberText(all)} shown.`);
}
