import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { parseAllowedSite, widerRule } from '../../policy/allowed-site.js';
import { rulePhrase } from '../../policy/describe-rule.js';
import type { Problem } from '../../policy/problems.js';
import { MAX_ALLOWED_SITES } from '../../policy/settings.js';
import { getLanguage } from '../shared/language.js';
import { numberText, phraseText } from '../shared/words.js';
import { roomForSites, withoutSite, withSites, withSiteText, type SiteRow } from './draft.js';
import { removeIcon } from './panel-icons.js';
import { problemAt, problemNote, valueOf, type PanelContext } from './panel-context.js';

/** The list of allowed sites, and a field for one more. */
export function sitesPart(context: PanelContext, refused: string | null, refuse: (why: string | null) => void): TemplateResult {
  const { sites } = context.model.draft;
  return html`
    <section part="section" aria-labelledby="sites-title">
      <h2 id="sites-title">${msg('Allowed Sites')}</h2>
      <p class="hint">${sites.length === 0 ? msg('None: agents may share any page. Add a site, and only what is on this list can be shared.') : consequence(context)}</p>
      ${surfaceOffer(context)}
      <ul class="rows" aria-labelledby="sites-title">
        ${repeat(sites, ({ id }) => id, (site, index) => knownRow(context, site, index))}
      </ul>
      ${addSite(context, refused, refuse)}
    </section>
  `;
}

function consequence({ model }: PanelContext): string {
  return model.draft.guard.tabsByCaptureHandle
    ? msg('Only pages on this list can be shared; everything else is disallowed. Only windows, and tabs that name their page themselves, can be shared.')
    : msg('Only pages on this list can be shared; everything else is disallowed. Only windows can be shared.');
}

/** With allowed sites other surfaces can't be shared, and settings that name them can't be saved. */
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

/** A row is made anew only when something of it has changed: each key would make a thousand of them otherwise. */
function knownRow(context: PanelContext, site: SiteRow, index: number): unknown {
  const problem = problemAt(context, pathOf(index));
  const error = !context.model.checked.ok;
  return guard([site, index, problem?.message, problem?.suggestion, problem && error, getLanguage()], () => siteRow(context, site, index, problem));
}

function pathOf(index: number): string {
  return `allowedSites.${index}`;
}

function siteRow({ model, edit, focus }: PanelContext, { id, text }: SiteRow, index: number, problem: Problem | undefined): TemplateResult {
  const path = pathOf(index);
  const error = !model.checked.ok;
  const parsed = parseAllowedSite(text);
  const use = (suggestion: string): void => {
    model.edit((draft) => withSiteText(draft, id, suggestion));
    focus(`#site-${id}`);
  };
  const remove = (): void => {
    const next = model.draft.sites[index + 1] ?? model.draft.sites[index - 1];
    model.edit((draft) => withoutSite(draft, id), { kind: 'removed' });
    focus(next ? `#site-${next.id}` : '#site-new');
  };
  return html`
    <li class="item">
      <div class="row">
        <input
          id="site-${id}"
          type="text"
          inputmode="url"
          dir="ltr"
          spellcheck="false"
          autocapitalize="off"
          autocomplete="off"
          data-path=${path}
          aria-label=${msg(str`Allowed site ${numberText(index + 1)}`)}
          aria-invalid=${problem && error ? 'true' : nothing}
          aria-describedby="site-${id}-note"
          .value=${text}
          @input=${(event: Event) => {
            edit(path);
            model.edit((draft) => withSiteText(draft, id, valueOf(event)));
          }}
          @blur=${() => edit(null)}
        />
        <button type="button" class="icon quiet" aria-label=${msg(str`Remove allowed site ${numberText(index + 1)}, ${text}`)} title=${msg('Remove')} @click=${remove}>${removeIcon}</button>
      </div>
      ${problem ? problemNote(problem, { id: `site-${id}-note`, error, use }) : parsed.ok ? meaning(parsed.rule, `site-${id}-note`, use) : nothing}
    </li>
  `;
}

type Rule = Parameters<typeof rulePhrase>[0];

/** What a rule allows, in words, and the wider one beside it where somebody may have meant that. */
function meaning(rule: Rule, id: string, use: (rule: string) => void): TemplateResult {
  const wider = widerRule(rule);
  return html`
    <p class="note">
      <span id=${id}>${msg(str`Allows ${phraseText(rulePhrase(rule))}.`)}</span>
      ${wider === undefined ? nothing : html`<button type="button" class="small" @click=${() => use(wider)}>${msg(str`All pages below: ${wider}`)}</button>`}
    </p>
  `;
}

function addSite({ model, focus, edit, judge, editing }: PanelContext, refused: string | null, refuse: (why: string | null) => void): TemplateResult {
  const text = model.pendingSite;
  const parsed = parseAllowedSite(text);
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
    const lines = linesOf(event.clipboardData?.getData('text') ?? '');
    if (lines.length < 2) return;
    event.preventDefault();
    const room = roomForSites(model.draft);
    if (lines.length > room) return refuse(tooMany(lines.length, room));
    refuse(null);
    model.edit((draft) => withSites(draft, lines), null);
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
      ${wrong
        ? nothing
        : html`<p id="site-new-note" class=${refused === null ? 'note' : 'note error'}>${refused ?? (parsed.ok ? msg(str`Allows ${phraseText(rulePhrase(parsed.rule))}.`) : msg('End it with /* to allow every page below.'))}</p>`}
    </form>
  `;
}

/** Lines that say something. */
function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/).map((line) => line.trim()).filter((line) => line !== '');
}

function tooMany(lines: number, room: number): string {
  return msg(str`There can be at most ${numberText(MAX_ALLOWED_SITES)} allowed sites: there is room for ${numberText(room)} more, and these are ${numberText(lines)}. Nothing was added.`);
}
