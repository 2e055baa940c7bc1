import { msg, str } from '@lit/localize';
import type { Worded } from '../../policy/phrase.js';
import type { SettingsVersion } from '../../store/settings-store.js';
import type { SettingsStoreError } from '../../store/settings-store-error.js';
import { countText, inWords, timeText } from '../shared/words.js';
import type { Outcome, Work } from './settings-model.js';
import type { SettingsPart } from './clash.js';

/** The sentence that describes a problem. */
export function settingsProblemText({ message, phrase }: Worded): string {
  return inWords(message, phrase);
}

/** What went wrong in the store, and what to do. */
export function storeErrorTexts({ message, remedy }: SettingsStoreError): { message: string; remedy: string } {
  return { message: inWords(message), remedy: inWords(remedy) };
}

export function outcomeText(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'saved':
      return msg('Saved to Staging.');
    case 'published':
      return msg('Published to Production.');
    case 'rolled-back':
      return msg('The earlier version is in Production again.');
    case 'imported':
      return msg('The file is shown here. It is not saved yet.');
    case 'discarded':
      return msg('Your changes are discarded.');
    case 'merged':
      return msg('The panel shows what you chose. It is not saved until you save it.');
    case 'removed':
      return msg('Removed.');
    case 'added':
      return `${countText(outcome.count, '{0} site added.', '{0} sites added.')}${outcome.skipped > 0 ? ` ${countText(outcome.skipped, '{0} line was on the list already, or twice.', '{0} lines were on the list already, or twice.')}` : ''}`;
    case 'corrected':
      return countText(outcome.count, '{0} site corrected.', '{0} sites corrected.');
    case 'owned':
      return countText(outcome.count, '{0} site has this owner now.', '{0} sites have this owner now.');
    case 'undone':
      return msg('Undone.');
    case 'joined':
      return msg(str`${outcome.by ?? msg('Somebody else')} has saved meanwhile. Both their changes and yours are here.`);
    case 'followed':
      return msg(str`${outcome.by ?? msg('Somebody else')} has saved other settings. They are shown here now.`);
  }
}

export function failureTitle(work: Work): string {
  switch (work) {
    case 'save':
      return msg('Not saved. Everything you typed is still here.');
    case 'publish':
      return msg('Not published. Production is as it was.');
    case 'roll-back':
      return msg('Not rolled back. Production is as it was.');
  }
}

export function partText(part: SettingsPart): string {
  switch (part) {
    case 'escalateToShow':
      return msg('Escalate to Show');
    case 'surfaces':
      return msg('What agents may share');
    case 'allowedSites':
      return msg('Allowed Sites');
    case 'bookmarks':
      return msg('Bookmarks');
    case 'guard':
      return msg('Advanced');
  }
}

/** `24 Nov 2026, 00:05, Ada`: when something was saved or published, and by whom. */
export function stampText({ at, by }: Pick<SettingsVersion, 'at' | 'by'>, language: string): string {
  const time = momentText(at, language);
  return by === null ? time : msg(str`${time}, by ${by}`);
}

/** `24 Nov 2026, 00:05`, in the language's format. */
export function momentText(at: string, language: string): string {
  return timeText(new Date(at), { dateStyle: 'medium', timeStyle: 'short' }, language);
}
