import '../../../src/define.js';
import { setLanguage, offerLanguages } from '../../../src/languages.js';
import { BOOKMARK_MENU_STATES } from './bookmark-menu.states.js';
import { BUTTON_STATES } from './button.states.js';
import { newCobrowse } from './sessions.js';
import { PANEL_STATES } from './share-panel.states.js';
import { SETTINGS_STATES } from './settings.states.js';
import { pickSharedWindow } from './shared-window.js';
import type { State } from './state.js';
import { VIEW_STATES } from './view.states.js';

/** What a test is told of a state. */
export type ListedState = Omit<State, 'show'>;

/** What the page of pictures offers the test that takes them. */
export interface Gallery {
  readonly states: readonly ListedState[];
  /** Shows a state in the place of the one before. */
  show(name: string, language: 'en' | 'ar'): Promise<void>;
}

const STATES: readonly State[] = [...BUTTON_STATES, ...BOOKMARK_MENU_STATES, ...VIEW_STATES, ...PANEL_STATES, ...SETTINGS_STATES];

pickSharedWindow();
offerLanguages({ ar: () => import('../../../src/locales/ar.js') });
const place = document.querySelector('main')!;

/** A state that never comes about has to be told by its name. */
const LIMIT_MS = 60_000;

function withinLimit(name: string, shown: Promise<unknown>): Promise<unknown> {
  return Promise.race([shown, new Promise((_, fail) => setTimeout(() => fail(new Error(`The state ${name} never came about.`)), LIMIT_MS))]);
}

const gallery: Gallery = {
  states: STATES.map(({ show, ...listed }) => (void show, listed)),
  async show(name, language) {
    sessionStorage.clear();
    const state = STATES.find((one) => one.name === name);
    if (!state) throw new Error(`There is no state ${name}.`);
    place.replaceChildren();
    newCobrowse();
    document.documentElement.lang = language;
    document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
    await setLanguage(language);
    await withinLimit(name, state.show(place));
    await document.fonts.ready;
  },
};
Object.assign(window, { gallery });
