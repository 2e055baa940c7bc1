import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { SettingsChange } from '../../policy/settings-difference.js';
import { countText, numberText } from '../shared/words.js';
import { changeText } from './change-texts.js';
import { SETTINGS_PARTS } from './clash.js';
import { partOf } from './merge.js';
import { partText } from './panel-texts.js';

/** Longer lists start collapsed, so that the dialog's buttons stay visible. */
const OPEN_UP_TO = 12;

type Kind = 'removed' | 'changed' | 'added';

/** Changes by part of the panel and by kind, with counts. Removals come first because they can stop a share. */
export function changeGroups(changes: readonly SettingsChange[]): TemplateResult {
  return html`<div class="change-groups">
    ${SETTINGS_PARTS.map((part) => {
      const own = changes.filter((change) => partOf(change) === part);
      return own.length === 0 ? '' : html`<h3>${partText(part)}</h3>${(['removed', 'changed', 'added'] as const).map((kind) => group(kind, own.filter((change) => kindOf(change) === kind)))}`;
    })}
  </div>`;
}

function group(kind: Kind, changes: readonly SettingsChange[]): TemplateResult | '' {
  if (changes.length === 0) return '';
  if (changes.length <= OPEN_UP_TO) return changeList(changes);
  return html`<details><summary>${countOf(kind, changes.length)}</summary>${changeList(changes)}</details>`;
}

function countOf(kind: Kind, count: number): string {
  switch (kind) {
    case 'removed':
      return countText(count, '{0} removed', '{0} removed');
    case 'changed':
      return countText(count, '{0} changed', '{0} changed');
    case 'added':
      return countText(count, '{0} added', '{0} added');
  }
}

/** Each change as a sentence. */
export function changeList(changes: readonly SettingsChange[]): TemplateResult {
  return html`<ul class="changes">${changes.map((change) => html`<li class=${kindOf(change)}>${changeText(change)}</li>`)}</ul>`;
}

function kindOf({ kind }: SettingsChange): Kind {
  return kind.endsWith('-added') ? 'added' : kind.endsWith('-removed') ? 'removed' : 'changed';
}

/** A short summary of what a publication changed. */
export function summaryText({ sitesAdded, sitesRemoved, bookmarks, others }: { readonly sitesAdded: number; readonly sitesRemoved: number; readonly bookmarks: number; readonly others: number }): string {
  const facts = [
    ...(sitesAdded + sitesRemoved > 0 ? [msg(str`Allowed Sites: +${numberText(sitesAdded)} −${numberText(sitesRemoved)}`)] : []),
    ...(bookmarks > 0 ? [msg(str`Bookmarks: ${numberText(bookmarks)}`)] : []),
    ...(others > 0 ? [msg(str`Other: ${numberText(others)}`)] : []),
  ];
  return facts.join(' · ');
}
