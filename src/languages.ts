/** Functions for the language of the elements' texts. */
export { getLanguage, offerLanguages, setLanguage, setTexts } from './elements/shared/language.js';
export type { LoadTexts, Plurals, Texts } from './elements/shared/language.js';
export { LANGUAGES } from './locales/index.js';
