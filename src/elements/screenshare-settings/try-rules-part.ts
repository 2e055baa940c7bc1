import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { parseAllowedSite } from '../../policy/allowed-site.js';
import { AllowedSites } from '../../policy/allowed-sites.js';
import { explainUrl } from '../../policy/explain-url.js';
import { getLanguage } from '../shared/language.js';
import { inWords, numberText } from '../shared/words.js';
import { valueOf, type PanelContext } from './panel-context.js';

/** More lines than anybody reads; each costs some microseconds, and a row. */
const MAX_TRIED = 200;

/** A place to try the rules: for each pasted URL, which rule allows it or why none does. */
export function tryRulesPart({ model }: PanelContext, text: string, onText: (text: string) => void): TemplateResult {
  const rules = model.draft.sites.map(({ text: rule }) => rule);
  return html`
    <section part="section" aria-labelledby="try-title">
      <details>
        <summary><h2 id="try-title">${msg('Try the rules')}</h2></summary>
        <label for="try">${msg('URLs to try, one a line')}</label>
        <textarea id="try" rows="4" dir="ltr" spellcheck="false" autocapitalize="off" .value=${text} @input=${(event: Event) => onText(valueOf(event))}></textarea>
        ${text.trim() === '' ? html`<p class="hint">${msg('Paste addresses of pages as the browser shows them. The list above is tried as it stands here, saved or not.')}</p><div role="status"></div>` : guard([model.draft.sites, text, getLanguage()], () => results(rules, text))}
      </details>
    </section>
  `;
}

function results(rules: readonly string[], text: string): TemplateResult {
  const valid = rules.filter((rule) => parseAllowedSite(rule).ok);
  const sites = new AllowedSites(valid);
  const urls = text.split(/\r\n|\r|\n/).map((line) => line.trim()).filter((line) => line !== '');
  const tried = urls.slice(0, MAX_TRIED).map((url) => ({ url, ...explainUrl(sites, url) }));
  const allowed = tried.filter((one) => one.allowed).length;
  return html`
    <p role="status" class="hint">
      ${rules.length === 0 ? msg('There are no allowed sites, so every page may be shared.') : msg(str`${numberText(allowed)} of ${numberText(tried.length)} allowed.`)}
      ${urls.length > tried.length ? msg(str`Only the first ${numberText(MAX_TRIED)} lines are tried.`) : nothing}
      ${valid.length < rules.length ? msg('Rules that are wrong are left out.') : nothing}
    </p>
    ${rules.length === 0
      ? nothing
      : html`<ul class="verdicts">
          ${tried.map((one) => html`<li class=${one.allowed ? 'yes' : 'no'}><strong>${one.allowed ? msg('Allowed') : msg('Not allowed')}</strong> <bdi class="url" dir="ltr">${one.url}</bdi><span class="why">${inWords(one.message, one.phrase)}</span></li>`)}
        </ul>`}
  `;
}
