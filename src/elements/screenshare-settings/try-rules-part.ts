import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { AllowedSites } from '../../policy/allowed-sites.js';
import type { ParseSite } from '../../policy/check-settings.js';
import { explainUrl, urlFromBar } from '../../policy/explain-url.js';
import { guardOf } from '../../policy/settings.js';
import { getLanguage } from '../shared/language.js';
import { inWords, numberText } from '../shared/words.js';
import { valueOf, type PanelContext } from './panel-context.js';
import type { SettingsModel } from './settings-model.js';
import type { LoadWindowReader, ReadAddress, WindowCheck, WindowLook } from './window-check.js';

/** The maximum number of lines. Nobody reads more, and each line costs some microseconds and a row. */
const MAX_TRIED = 200;

/** A field to try the rules: for each pasted URL, it shows which rule allows it or why none does. */
export function tryRulesPart(context: PanelContext, text: string, onText: (text: string) => void, staging: StagingTools): TemplateResult {
  const { model } = context;
  const rules = model.draft.sites.map(({ text: rule }) => rule);
  return html`
    <section part="section" aria-labelledby="try-title">
      <details>
        <summary data-title="try-title"><h2 id="try-title">${msg('Try the rules')}</h2></summary>
        <label for="try">${msg('URLs to try, one a line')}</label>
        <textarea id="try" rows="4" dir="ltr" spellcheck="false" autocapitalize="off" .value=${text} @input=${(event: Event) => onText(valueOf(event))}></textarea>
        ${text.trim() === '' ? html`<p class="hint">${msg('Paste addresses of pages as the browser shows them. The list above is tried as it stands here, saved or not.')}</p><div role="status"></div>` : guard([model.draft.sites, text, getLanguage()], () => results(rules, model.parser.parse, text))}
        ${windowPart(context, staging)} ${viewerLink(context, staging)}
      </details>
    </section>
  `;
}

/** Ways to try the rules with real windows. */
export interface StagingTools {
  /** The URL of a viewer that uses the settings in Staging; null if the host hasn't set one. */
  readonly viewer: string | null;
  /** Loads the window reader; null if the host hasn't set one. */
  readonly load: LoadWindowReader | null;
  readonly check: WindowCheck;
}

function viewerLink({ model }: PanelContext, { viewer }: StagingTools): TemplateResult | typeof nothing {
  if (viewer === null) return nothing;
  return html`
    <p>
      <a id="staging-viewer" href=${viewer} target="_blank" rel="noopener">${msg('Open a viewer in Staging')}</a>
      <span class="note">${model.unsaved ? msg('It goes by what was saved last, without your unsaved changes.') : msg('It goes by what is saved in Staging.')}</span>
    </p>
  `;
}

/** Reads a window like the guard would, and checks it against the current list. */
function windowPart({ model }: PanelContext, { load, check }: StagingTools): TemplateResult | typeof nothing {
  if (!load) return nothing;
  return html`
    <p class="row wrap">
      <button type="button" id="read-window" @click=${() => (check.running ? check.stop() : void check.start(load))}>${check.running ? msg('Stop reading') : msg('Read a window…')}</button>
      <span class="note">${msg('Reads the address bar of a browser window of yours as a share would. Nothing leaves this page.')}</span>
    </p>
    <div role="status" id="window-look">${lookPart(check.look, model)}</div>
  `;
}

function lookPart(look: WindowLook, { draft, parser, settings }: SettingsModel): TemplateResult | typeof nothing {
  switch (look.kind) {
    case 'off':
      return nothing;
    case 'starting':
      return html`<p class="hint">${msg('Looking at the window…')}</p>`;
    case 'failed':
      return html`<p class="note error">${msg(str`The window could not be read: ${look.message}`)}</p>`;
    case 'no-bar':
      return html`<p class="note error">${msg('No address bar was found. Show a whole, ordinary browser window, not full screen, with nothing in front of its top.')}</p>`;
    case 'unreadable':
      return html`<p class="note error">${msg('The address bar was found, but its text could not be read for certain.')}</p>`;
    case 'read': {
      const sites = sitesOf(draft.sites.map(({ text }) => text), parser.parse);
      return verdictPart(look.address, sites, guardOf(settings).reading);
    }
  }
}

function verdictPart(address: ReadAddress, sites: AllowedSites, accepted: 'exact' | 'ocr'): TemplateResult {
  const { message, phrase } = explainUrl(sites, urlFromBar(address.text));
  const isProof = address.engine === 'exact' || accepted === 'ocr';
  const verdict = sites.rules.length === 0 ? 'allowed' : isProof ? sites.checkDisplayed(address) : 'unclear';
  return html`<ul class="verdicts">
    <li class=${verdict === 'allowed' ? 'yes' : 'no'}>
      <strong>${verdict === 'allowed' ? msg('Allowed') : verdict === 'blocked' ? msg('Not allowed') : msg('Not certain: the share would pause')}</strong> <bdi class="url" dir="ltr">${address.text}</bdi>
      <span class="why">${sites.rules.length === 0 ? msg('There are no allowed sites, so every page may be shared.') : !isProof ? msg('It was read by text recognition, which these settings don’t accept.') : address.editing ? msg('The address is being edited.') : address.security === 'not-secure' ? msg('The page is not secure.') : inWords(message, phrase)}</span>
    </li>
  </ul>`;
}

function sitesOf(rules: readonly string[], parse: ParseSite): AllowedSites {
  const parsed = rules.map(parse).flatMap((result) => (result.ok ? result.rule : []));
  return new AllowedSites(parsed.map((rule) => rule.text), parsed);
}

function results(rules: readonly string[], parse: ParseSite, text: string): TemplateResult {
  const sites = sitesOf(rules, parse);
  const urls = text.split(/\r\n|\r|\n/).map((line) => line.trim()).filter((line) => line !== '');
  const tried = urls.slice(0, MAX_TRIED).map((url) => ({ url, ...explainUrl(sites, urlFromBar(url)) }));
  const allowed = tried.filter((one) => one.allowed).length;
  return html`
    <p role="status" class="hint">
      ${rules.length === 0 ? msg('There are no allowed sites, so every page may be shared.') : msg(str`${numberText(allowed)} of ${numberText(tried.length)} allowed.`)}
      ${urls.length > tried.length ? msg(str`Only the first ${numberText(MAX_TRIED)} lines are tried.`) : nothing}
      ${sites.rules.length < rules.length ? msg('Rules that are wrong are left out.') : nothing}
    </p>
    ${rules.length === 0
      ? nothing
      : html`<ul class="verdicts">
          ${tried.map((one) => html`<li class=${one.allowed ? 'yes' : 'no'}><strong>${one.allowed ? msg('Allowed') : msg('Not allowed')}</strong> <bdi class="url" dir="ltr">${one.url}</bdi><span class="why">${inWords(one.message, one.phrase)}</span></li>`)}
        </ul>`}
  `;
}
