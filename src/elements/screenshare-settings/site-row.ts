import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Problem } from '../../policy/problems.js';
import { MAX_NOTE_LENGTH, MAX_OWNER_LENGTH } from '../../policy/settings.js';
import { meaning } from './add-site.js';
import { withoutSites, withSiteFields, type SiteFields, type SiteRow } from './draft.js';
import { removeIcon } from './panel-icons.js';
import { problemNote, valueOf, type PanelContext } from './panel-context.js';
import { endEditing, startEditing } from './site-editing.js';
import type { PlacedSite } from './site-list-view.js';
import { usageText } from './usage-texts.js';

/** A row with its display state. */
export interface ShownSite extends PlacedSite {
  readonly problem: Problem | undefined;
  readonly isEdited: boolean;
  readonly isActive: boolean;
  readonly isSelected: boolean;
}

/** An allowed site, shown as text or, while it's edited, as fields. */
export function siteRow(context: PanelContext, shown: ShownSite): TemplateResult {
  return shown.isEdited ? editor(context, shown) : textRow(context, shown);
}

function textRow(context: PanelContext, { site, problem, isActive, isSelected }: ShownSite): TemplateResult {
  const { model, list, usage, focus } = context;
  const { id, text, owner, note } = site;
  const error = !model.checked.ok;
  const remove = (): void => {
    const rows = list.rows;
    const at = rows.findIndex((row) => row.site.id === id);
    const next = rows[at + 1] ?? rows[at - 1];
    model.edit((draft) => withoutSites(draft, new Set([id])), { kind: 'removed' });
    focus(next ? `#site-row-${next.site.id}` : '#site-new');
  };
  return html`
    <div role="row" class="site" data-row=${id} aria-selected=${isSelected ? 'true' : 'false'}>
      <span role="gridcell"><input type="checkbox" tabindex="-1" .checked=${isSelected} aria-label=${msg(str`Select ${text}`)} @click=${(event: MouseEvent) => (event.shiftKey ? list.selectTo(id) : list.select([id], !isSelected))} /></span>
      <span
        role="gridcell"
        id="site-row-${id}"
        class="rule"
        tabindex=${isActive ? '0' : '-1'}
        aria-invalid=${problem && error ? 'true' : nothing}
        aria-describedby=${problem ? `site-${id}-note` : nothing}
        title=${msg('Click to edit')}
        @focus=${() => list.activate(id)}
        @click=${() => startEditing(context, id)}
        ><bdi class="url" dir="ltr">${ruleText(text)}</bdi></span
      >
      <span role="gridcell" class="about" dir="auto">${owner === '' ? nothing : html`<strong>${owner}</strong>`}${owner !== '' && note !== '' ? ' · ' : ''}${note}${usage ? html`<span class="used">${usageText(usage.of(text), usage, context.language)}</span>` : nothing}</span>
      <span role="gridcell"><button type="button" class="icon quiet" tabindex="-1" aria-label=${msg(str`Remove ${text}`)} title=${msg('Remove')} @click=${remove}>${removeIcon}</button></span>
      ${problem ? html`<div role="gridcell" class="wrong">${problemNote(problem, { id: `site-${id}-note`, error, use: (suggestion) => change(context, id, { text: suggestion }), tabStop: false })}</div>` : nothing}
    </div>
  `;
}

/** Emphasizes the host, because people look for it. */
function ruleText(text: string): unknown {
  const [, start = '', host = '', rest = ''] = /^(\s*https:\/\/)([^/?#]+)(.*)$/s.exec(text) ?? [];
  if (host !== '') return html`<span class="scheme">${start}</span><b>${host}</b>${rest}`;
  return text.trim() === '' ? msg('(empty)') : text;
}

function change({ model, focus }: PanelContext, id: number, fields: Partial<SiteFields>): void {
  model.edit((draft) => withSiteFields(draft, id, fields));
  focus(`#site-row-${id}, #site-${id}`);
}

function editor(context: PanelContext, { site, index, problem }: ShownSite): TemplateResult {
  const { model, edit } = context;
  const { id, text } = site;
  const path = `allowedSites.${index}`;
  const error = !model.checked.ok;
  const parsed = model.parser.parse(text);
  const use = (suggestion: string): void => change(context, id, { text: suggestion });
  return html`
    <div role="row" class="site editing" data-row=${id}>
      <div role="gridcell" class="editor">
        <input
          id="site-${id}"
          type="text"
          inputmode="url"
          dir="ltr"
          spellcheck="false"
          autocapitalize="off"
          autocomplete="off"
          data-path=${path}
          aria-label=${msg('Allowed site')}
          aria-invalid=${problem && error ? 'true' : nothing}
          aria-describedby="site-${id}-note"
          .value=${text}
          @input=${(event: Event) => {
            edit(path);
            model.edit((draft) => withSiteFields(draft, id, { text: valueOf(event) }));
          }}
          @blur=${() => edit(null)}
        />
        <div class="row wrap">${remark(context, site, 'owner')} ${remark(context, site, 'note')} <button type="button" id="site-${id}-done" @click=${() => endEditing(context)}>${msg('Done')}</button></div>
        ${problem ? problemNote(problem, { id: `site-${id}-note`, error, use }) : parsed.ok ? meaning(parsed.rule, `site-${id}-note`, use) : nothing}
      </div>
    </div>
  `;
}

function remark({ model }: PanelContext, site: SiteRow, key: 'owner' | 'note'): TemplateResult {
  const id = `site-${site.id}-${key}`;
  return html`
    <div class="field ${key}">
      <label for=${id}>${key === 'owner' ? msg('Owner') : msg('Note')}</label>
      <input id=${id} type="text" dir="auto" autocomplete="off" maxlength=${key === 'owner' ? MAX_OWNER_LENGTH : MAX_NOTE_LENGTH} .value=${site[key]} @input=${(event: Event) => model.edit((draft) => withSiteFields(draft, site.id, { [key]: valueOf(event) }))} />
    </div>
  `;
}
