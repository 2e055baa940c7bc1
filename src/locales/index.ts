import type { LoadTexts } from '../elements/shared/language.js';

/** The languages that ship beside English, each loaded when it is needed. */
export const LANGUAGES: Readonly<Record<'ar' | 'de' | 'es' | 'fr' | 'ja' | 'pt', LoadTexts>> = {
  ar: () => import('./ar.js'),
  de: () => import('./de.js'),
  es: () => import('./es.js'),
  fr: () => import('./fr.js'),
  ja: () => import('./ja.js'),
  pt: () => import('./pt.js'),
};
