import { msg, str } from '@lit/localize';
import type { GuardChange, SettingsChange } from '../../policy/settings-difference.js';
import type { Surface } from '../../policy/surface.js';
import { numberText } from '../shared/words.js';

/** A surface in the plural, as an option. */
export function surfaceText(surface: Surface): string {
  switch (surface) {
    case 'screen':
      return msg('Screens');
    case 'window':
      return msg('Windows');
    case 'tab':
      return msg('Tabs');
  }
}

/** A change as a sentence. */
export function changeText(change: SettingsChange): string {
  switch (change.kind) {
    case 'escalate-to-show':
      return change.to ? msg('Escalate to Show is switched on.') : msg('Escalate to Show is switched off.');
    case 'surface-added':
      return msg(str`${surfaceText(change.surface)} may be shared.`);
    case 'surface-removed':
      return msg(str`${surfaceText(change.surface)} may no longer be shared.`);
    case 'site-added':
      return msg(str`The allowed site ${change.site} is added.`);
    case 'site-removed':
      return msg(str`The allowed site ${change.site} is removed.`);
    case 'site-note':
      return change.to === '' ? msg(str`The note beside ${change.site} is removed.`) : msg(str`The note beside ${change.site} is now “${change.to}”.`);
    case 'site-owner':
      return change.to === '' ? msg(str`${change.site} has no owner any more.`) : msg(str`The owner of ${change.site} is now ${change.to}.`);
    case 'guard-changed':
      return guardText(change);
    default:
      return bookmarkText(change);
  }
}

function bookmarkText(change: Extract<SettingsChange, { readonly kind: `bookmark-${string}` }>): string {
  switch (change.kind) {
    case 'bookmark-added':
      return msg(str`The bookmark “${change.bookmark.title}” (${change.bookmark.url}) is added.`);
    case 'bookmark-removed':
      return msg(str`The bookmark “${change.bookmark.title}” (${change.bookmark.url}) is removed.`);
    case 'bookmark-moved':
      return msg(str`The bookmark “${change.bookmark.title}” moves from place ${numberText(change.from + 1)} to place ${numberText(change.to + 1)}.`);
    case 'bookmark-renamed':
      return msg(str`The bookmark “${change.from}” is called “${change.to}”.`);
    case 'bookmark-readdressed':
      return msg(str`The bookmark “${change.title}” leads to ${change.to} instead of ${change.from}.`);
    case 'bookmark-activated':
      return msg(str`The bookmark “${change.bookmark.title}” is shown to agents.`);
    case 'bookmark-deactivated':
      return msg(str`The bookmark “${change.bookmark.title}” is no longer shown to agents.`);
  }
}

function guardText(change: GuardChange): string {
  switch (change.key) {
    case 'holdBackMs':
      return msg(str`The hold-back changes from ${numberText(change.from)} to ${numberText(change.to)} milliseconds.`);
    case 'graceMs':
      return msg(str`The grace time changes from ${numberText(change.from)} to ${numberText(change.to)} milliseconds.`);
    case 'tabsByCaptureHandle':
      return change.to ? msg('Tabs that name their page themselves may be shared.') : msg('Tabs that name their page themselves may no longer be shared.');
    case 'reading':
      return change.to === 'ocr' ? msg('Readings by text recognition are accepted, too.') : msg('Only exact readings are accepted.');
    case 'show':
      return change.to === 'page' ? msg('Visitors see only the page.') : msg('Visitors see the whole window.');
  }
}
