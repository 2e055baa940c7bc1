import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { MAX_ALLOWED_SITES } from '../../policy/settings.js';
import { numberText } from '../shared/words.js';
import { addSite, type PasteResult } from './add-site.js';
import type { PanelContext } from './panel-context.js';
import { siteGrid } from './site-grid.js';
import { siteTools } from './site-tools.js';
import { usagePart } from './usage-part.js';

/** The allowed sites: a field to add one or paste a list, followed by the list. */
export function sitesPart(context: PanelContext, refused: PasteResult, refuse: (why: PasteResult) => void): TemplateResult {
  const { sites } = context.model.draft;
  return html`
    <section part="section" aria-labelledby="sites-title">
      <div class="row between">
        <h2 id="sites-title" data-title="sites-title" tabindex="-1">${msg('Allowed Sites')}</h2>
        ${sites.length === 0 ? nothing : html`<span id="site-count" class="count">${msg(str`${numberText(sites.length)} of ${numberText(MAX_ALLOWED_SITES)}`)}</span>`}
      </div>
      <p class="hint">${sites.length === 0 ? msg('None: agents may share any page. Add a site, and only what is on this list can be shared.') : consequence(context)}</p>
      ${surfaceOffer(context)} ${addSite(context, refused, refuse)} ${usagePart(context, context.usage?.report.refused ?? [])} ${sites.length === 0 ? nothing : html`${siteTools(context)} ${siteGrid(context)}`}
    </section>
  `;
}

function consequence({ model }: PanelContext): string {
  return model.draft.guard.tabsByCaptureHandle
    ? msg('Only pages on this list can be shared; everything else is disallowed. Only windows, and tabs that name their page themselves, can be shared.')
    : msg('Only pages on this list can be shared; everything else is disallowed. Only windows can be shared.');
}

/** With allowed sites, some surfaces can't be shared, and settings that include them can't be saved. */
function surfaceOffer({ model, focus }: PanelContext): TemplateResult | typeof nothing {
  const { checked } = model;
  if (checked.ok || !checked.problems.some(({ code }) => code === 'surface-with-allowed-sites')) return nothing;
  const provable = model.draft.guard.tabsByCaptureHandle;
  const set = (): void => {
    model.edit((draft) => ({ ...draft, surfaces: provable && draft.surfaces.includes('tab') ? ['window', 'tab'] : ['window'] }));
    focus('#site-new');
  };
  return html`
    <div class="notice" role="note">
      <p>${msg('With Allowed Sites, agents can no longer share screens or tabs: only in a window can the address be checked. Your surfaces still include others.')}</p>
      <button type="button" id="only-windows" @click=${set}>${provable ? msg('Leave only what can be checked') : msg('Set surfaces to Window')}</button>
    </div>
  `;
}
