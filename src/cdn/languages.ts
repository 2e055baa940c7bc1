import '../built-ins/tell-at-once.js';
import { offerLanguages, type LoadTexts } from '../elements/shared/language.js';

/** The languages in the folder beside this file's. */
const TAGS = ['ar', 'de', 'es', 'fr', 'ja', 'pt'] as const;

const load = (tag: string): LoadTexts => () => import(new URL(`../locales/${tag}.js`, import.meta.url).href) as ReturnType<LoadTexts>;

offerLanguages(Object.fromEntries(TAGS.map((tag) => [tag, load(tag)])));
