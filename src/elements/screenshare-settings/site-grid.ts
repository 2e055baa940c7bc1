import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { indexed } from '../../policy/indexed.js';
import { getLanguage } from '../shared/language.js';
import { countText } from '../shared/words.js';
import { withoutSites, withSiteFields } from './draft.js';
import { siteProblem, type PanelContext } from './panel-context.js';
import { endEditing, startEditing } from './site-editing.js';
import type { PlacedSite, SiteFacts, SiteGroup } from './site-list-view.js';
import { siteRow } from './site-row.js';
import { selectionTools, shownText } from './site-tools.js';

/** How many rows Page Up and Page Down move. */
const PAGE_ROWS = 10;

/**
 * The list as a grid: Tab reaches one row, and arrow keys the others (ARIA
 * Authoring Practices, grid). All rows are in the page, so that the browser's
 * search and screen readers find them; `content-visibility` keeps rows outside the
 * viewport cheap.
 */
export function siteGrid(context: PanelContext): TemplateResult {
  const { model, list } = context;
  const groups = list.groups(factsOf(context));
  const rows = list.rows;
  const { sites } = model.draft;
  return html`
    <div id="site-grid" class="grid" role="grid" ?hidden=${rows.length === 0} aria-labelledby="sites-title" aria-describedby="site-keys" aria-multiselectable="true" @keydown=${(event: KeyboardEvent) => onKey(context, rows, event)}>
      ${repeat(groups, ({ host }) => host, (group) => groupPart(context, group))}
    </div>
    <p class="note" role="status">${rows.length === 0 ? msg('No site on the list is like that.') : shownText(rows.length, sites.length)}</p>
    <p id="site-keys" class="hint keys">${msg('Arrow keys move, Enter edits, Space selects, Delete removes, Ctrl+A selects all.')}</p>
    ${selectionTools(context, context.owner.text, context.owner.set)}
  `;
}

function factsOf(context: PanelContext): SiteFacts {
  const { model, usage } = context;
  return { sites: model.draft.sites, parser: model.parser, problemAt: (index) => siteProblem(context, index), lastUsed: usage ? (rule) => usage.of(rule)?.last : null };
}

function groupPart(context: PanelContext, { host, rows }: SiteGroup): TemplateResult {
  const { list } = context;
  const ids = rows.map(({ site }) => site.id);
  const all = host !== null && ids.every((id) => list.selected.has(id));
  return html`
    <div role="rowgroup" class="group">
      ${host === null
        ? nothing
        : html`<div role="row" class="host">
            <span role="gridcell"><input type="checkbox" tabindex="-1" .checked=${all} aria-label=${host === '' ? msg('Select all that aren’t rules yet') : msg(str`Select all of ${host}`)} @change=${() => list.select(ids, !all)} /></span>
            <span role="gridcell" dir="ltr">${host === '' ? msg('Not rules yet') : host}</span>
            <span role="gridcell" class="count">${countText(rows.length, '{0} site', '{0} sites')}</span>
          </div>`}
      ${repeat(rows, ({ site }) => site.id, (row) => knownRow(context, row))}
    </div>
  `;
}

/** Renders a row again only if something in it has changed. Otherwise each keystroke would render thousands. */
function knownRow(context: PanelContext, { site, index }: PlacedSite): unknown {
  const { list, model, usage } = context;
  const problem = siteProblem(context, index);
  const isEdited = list.edited?.id === site.id;
  const isActive = list.active === site.id;
  const isSelected = list.selected.has(site.id);
  const used = usage?.of(site.text);
  const facts = [site, isEdited && index, problem?.message, problem?.suggestion, problem && !model.checked.ok, isEdited, isActive, isSelected, used?.last, used?.shares, usage !== null, getLanguage()];
  return guard(facts, () => siteRow(context, { site, index, problem, isEdited, isActive, isSelected }));
}

function onKey(context: PanelContext, rows: readonly PlacedSite[], event: KeyboardEvent): void {
  const { list, model, focus } = context;
  const row = (event.target as Element).closest<HTMLElement>('[data-row]');
  const at = rows.findIndex(({ site }) => String(site.id) === row?.dataset['row']);
  const current = rows[at]?.site;
  if (!current) return;
  if (list.edited?.id === current.id) return onEditorKey(context, event);
  const go = (to: number): void => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, to))]?.site;
    if (!next) return;
    list.activate(next.id);
    if (event.shiftKey) {
      if (list.selected.size === 0) list.select([current.id], true);
      list.selectTo(next.id);
    }
    focus(`#site-row-${next.id}`);
  };
  const steps: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + PAGE_ROWS, PageUp: at - PAGE_ROWS, Home: 0, End: rows.length - 1 };
  const step = steps[event.key];
  const isOnRow = (event.target as Element).id === `site-row-${current.id}`;
  if (step !== undefined) go(step);
  else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') moveInRow(row, event);
  else if ((event.key === 'Enter' && isOnRow) || event.key === 'F2') startEditing(context, current.id);
  else if (event.key === ' ' && isOnRow) list.select([current.id], !list.selected.has(current.id));
  else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) list.select(rows.map(({ site }) => site.id), true);
  else if (event.key === 'Delete' || (event.key === 'Backspace' && event.metaKey)) {
    const ids = list.selected.has(current.id) ? list.selected : new Set([current.id]);
    const next = rows.slice(at).find(({ site }) => !ids.has(site.id)) ?? rows.slice(0, at).reverse().find(({ site }) => !ids.has(site.id));
    model.edit((draft) => withoutSites(draft, ids), { kind: 'removed' });
    if (next) list.activate(next.site.id);
    focus(next ? `#site-row-${next.site.id}` : '#site-new');
  } else if (event.key === 'Escape' && list.selected.size > 0) list.clearSelection();
  else return;
  event.preventDefault();
}

function onEditorKey(context: PanelContext, event: KeyboardEvent): void {
  const { model, list } = context;
  const before = list.edited;
  if (!before || !(event.target instanceof HTMLInputElement)) return;
  if (event.key === 'Escape') model.edit((draft) => withSiteFields(draft, before.id, before));
  else if (event.key !== 'Enter' || event.isComposing) return;
  event.preventDefault();
  endEditing(context);
}

/** Moves to the row's own controls with the left and right keys. */
function moveInRow(row: HTMLElement | null, event: KeyboardEvent): void {
  const stops = [...(row?.querySelectorAll<HTMLElement>('input, [tabindex], button') ?? [])];
  const isRightToLeft = row !== null && getComputedStyle(row).direction === 'rtl';
  const step = (event.key === 'ArrowRight') === isRightToLeft ? -1 : 1;
  for (const [at, stop] of indexed(stops)) {
    if (stop !== event.target) continue;
    stops[at + step]?.focus();
    return;
  }
}
