import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { browserPolicy, type BrowserPolicy } from '../../policy/browser-policy.js';
import { linuxPolicyFile, macPolicyFile, windowsPolicyFile, type PolicyBrowser, type PolicyFile } from '../../policy/browser-policy-file.js';
import type { Problem } from '../../policy/problems.js';
import { inWords } from '../shared/words.js';
import { isChecked, valueOf, type PanelContext } from './panel-context.js';
import { settingsProblemText } from './panel-texts.js';

export type PolicySystem = 'windows' | 'mac' | 'linux';

/** The target of the browser policy. */
export interface PolicyChoice {
  readonly origin: string;
  readonly browser: PolicyBrowser;
  readonly system: PolicySystem;
  readonly denyOthers: boolean;
}

export interface FilesHandlers {
  readonly onExport: () => void;
  readonly onImport: (file: File) => void;
  readonly onPolicy: (choice: PolicyChoice) => void;
  readonly onDownload: (file: PolicyFile) => void;
}

const FILES = { windows: windowsPolicyFile, mac: macPolicyFile, linux: linuxPolicyFile } as const;

/** Import and export as JSON, and the browser's policy file. */
export function filesPart(context: PanelContext, choice: PolicyChoice, importProblems: readonly Problem[], handlers: FilesHandlers): TemplateResult {
  const onFile = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    // So that the same file can be chosen again after it's been corrected.
    input.value = '';
    if (file) handlers.onImport(file);
  };
  return html`
    <section part="section" aria-labelledby="files-title">
      <details>
        <summary data-title="files-title"><h2 id="files-title">${msg('Import and export')}</h2></summary>
        <p class="hint">${msg('A file of what this panel shows, for a backup or for another server. Importing shows the file here; nothing is saved by it.')}</p>
        <div class="row wrap">
          <button type="button" id="export" @click=${handlers.onExport}>${msg('Export')}</button>
          <button type="button" @click=${openPicker}>${msg('Import…')}</button>
          <input id="import-file" type="file" accept=".json,application/json" hidden aria-label=${msg('Settings file')} @change=${onFile} />
        </div>
        <div role="alert">
          ${importProblems.length > 0
            ? html`<div class="failure"><p><strong>${msg('Not imported. The panel is as it was.')}</strong></p><ul>${importProblems.slice(0, 10).map((problem) => html`<li>${problem.path === '' ? nothing : html`<code>${problem.path}</code>: `}${settingsProblemText(problem)}</li>`)}</ul></div>`
            : nothing}
        </div>
      </details>
    </section>
    <section part="section" aria-labelledby="policy-title">
      <details>
        <summary data-title="policy-title"><h2 id="policy-title">${msg('Browser policy')}</h2></summary>
        ${policyForm(context, choice, handlers)}
      </details>
    </section>
  `;
}

/** The file input itself is hidden because it can't be styled. */
function openPicker(event: Event): void {
  const input = (event.currentTarget as HTMLElement).nextElementSibling;
  if (input instanceof HTMLInputElement) input.click();
}

function policyForm({ model }: PanelContext, choice: PolicyChoice, { onPolicy, onDownload }: FilesHandlers): TemplateResult {
  const made = policyOf(model.settings, choice);
  const file = made && FILES[choice.system](made.policies, choice.browser);
  return html`
    <p class="hint">${msg('Only a policy of the browser can narrow what its own picker offers. This file does it for the pages of your viewer; whoever manages your computers installs it.')}</p>
    <div class="field">
      <label for="policy-origin">${msg('Where the viewer is')}</label>
      <input id="policy-origin" type="text" inputmode="url" dir="ltr" autocomplete="off" spellcheck="false" aria-invalid=${made ? nothing : 'true'} aria-describedby=${made ? nothing : 'policy-origin-note'} .value=${choice.origin} @input=${(event: Event) => onPolicy({ ...choice, origin: valueOf(event) })} />
      ${made ? nothing : html`<p id="policy-origin-note" class="note error">${msg('This is no origin of a viewer. It begins with https://, such as https://desk.example.com.')}</p>`}
    </div>
    <div class="row wrap">
      <div class="field">
        <label for="policy-browser">${msg('Browser')}</label>
        <select id="policy-browser" @change=${(event: Event) => onPolicy({ ...choice, browser: valueOf(event) as PolicyBrowser })}>
          <option value="chrome" ?selected=${choice.browser === 'chrome'}>Chrome</option>
          <option value="edge" ?selected=${choice.browser === 'edge'}>Edge</option>
          <option value="chromium" ?selected=${choice.browser === 'chromium'}>Chromium</option>
        </select>
      </div>
      <div class="field">
        <label for="policy-system">${msg('System')}</label>
        <select id="policy-system" @change=${(event: Event) => onPolicy({ ...choice, system: valueOf(event) as PolicySystem })}>
          <option value="windows" ?selected=${choice.system === 'windows'}>Windows</option>
          <option value="mac" ?selected=${choice.system === 'mac'}>macOS</option>
          <option value="linux" ?selected=${choice.system === 'linux'}>Linux</option>
        </select>
      </div>
    </div>
    <label class="check"><input type="checkbox" .checked=${choice.denyOthers} @change=${(event: Event) => onPolicy({ ...choice, denyOthers: isChecked(event) })} /> ${msg('Keep all other sites from capturing anything')}</label>
    ${made && file
      ? html`<ul class="hint">${made.notes.map((note) => html`<li>${inWords(note.message, note.phrase)}</li>`)}<li>${inWords(file.place.message, file.place.phrase)}</li></ul>
          <button type="button" id="policy-download" @click=${() => onDownload(file)}>${msg('Download the policy file')}</button>`
      : nothing}
  `;
}

function policyOf(settings: Parameters<typeof browserPolicy>[0], { origin, denyOthers }: PolicyChoice): BrowserPolicy | null {
  try {
    return browserPolicy(settings, origin.trim(), { denyOthers });
  } catch {
    return null;
  }
}
