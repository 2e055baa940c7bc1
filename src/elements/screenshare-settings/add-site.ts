import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { widerRule } from '../../policy/allowed-site.js';
import { rulePhrase } from '../../policy/describe-rule.js';
import type { AllowedSite } from '../../policy/read-allowed-site.js';
import { MAX_ALLOWED_SITES } from '../../policy/settings.js';
import { numberText, phraseText } from '../shared/words.js';
import { roomForSites, withSites } from './draft.js';
import { problemNote, valueOf, type PanelContext } from './panel-context.js';
import { newSites, sitesInText } from './pasted-sites.js';

/** Why nothing from a paste was added; null otherwise. */
export type PasteResult = string | null;

/** The field for adding a site. It also accepts a pasted list. */
export function addSite({ model, focus, edit, judge, editing }: PanelContext, refused: PasteResult, refuse: (why: PasteResult) => void): TemplateResult {
  const text = model.pendingSite;
  const parsed = model.parser.parse(text);
  const wrong = text.trim() !== '' && !parsed.ok && (model.attempted || editing !== 'new-site');
  const add = (): void => {
    if (roomForSites(model.draft) === 0) refuse(tooMany(1, 0));
    else if (model.addPendingSite()) refuse(null);
    judge();
    focus('#site-new');
  };
  const use = (suggestion: string): void => {
    model.typeSite(suggestion);
    focus('#site-new');
  };
  const paste = (event: ClipboardEvent): void => {
    const pasted = sitesInText(event.clipboardData?.getData('text') ?? '');
    if (pasted.length < 2) return;
    event.preventDefault();
    const added = newSites(pasted, model.draft.sites);
    const room = roomForSites(model.draft);
    if (added.length > room) return refuse(tooMany(added.length, room));
    refuse(null);
    model.edit((draft) => withSites(draft, added), { kind: 'added', count: added.length, skipped: pasted.length - added.length });
  };
  return html`
    <form
      novalidate
      @submit=${(event: Event) => {
        event.preventDefault();
        add();
      }}
    >
      <label for="site-new">${msg('URL of a site to allow')}</label>
      <div class="row">
        <input
          id="site-new"
          type="text"
          data-path="new-site"
          inputmode="url"
          dir="ltr"
          spellcheck="false"
          autocapitalize="off"
          autocomplete="off"
          placeholder="https://www.example.com/first/*"
          aria-describedby="site-new-note"
          aria-invalid=${wrong || refused !== null ? 'true' : nothing}
          .value=${text}
          @paste=${paste}
          @input=${(event: Event) => {
            edit('new-site');
            refuse(null);
            model.typeSite(valueOf(event));
          }}
          @blur=${() => edit(null)}
        />
        <button type="submit" id="add-site">${msg('Add URL')}</button>
      </div>
      <div role="alert">${wrong ? problemNote({ ...parsed, path: '' }, { id: 'site-new-note', error: true, use }) : nothing}</div>
      ${wrong ? nothing : refused !== null ? html`<p id="site-new-note" class="note error">${refused}</p>` : parsed.ok ? meaning(parsed.rule, 'site-new-note', use) : html`<p id="site-new-note" class="note">${msg('Begin with https:// and end with /* to allow every page below. You can paste a list, one site a line.')}</p>`}
    </form>
  `;
}

/** What a rule allows, in words, with a button for the wider rule that may have been meant. */
export function meaning(rule: AllowedSite, id: string, use: (rule: string) => void): TemplateResult {
  const wider = widerRule(rule);
  return html`
    <p class="note">
      <span id=${id}>${msg(str`Allows ${phraseText(rulePhrase(rule))}.`)}</span>
      ${wider === undefined ? nothing : html`<button type="button" class="small" @click=${() => use(wider)}>${msg(str`All pages below: ${wider}`)}</button>`}
    </p>
  `;
}

function tooMany(lines: number, room: number): string {
  return msg(str`There can be at most ${numberText(MAX_ALLOWED_SITES)} allowed sites: there is room for ${numberText(room)} more, and these are ${numberText(lines)}. Nothing was added.`);
}
