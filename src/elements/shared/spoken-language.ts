import type { LitElement, ReactiveController } from 'lit';
import { followPage, getLanguage } from './language.js';
import { setOwnAttribute } from './own-attributes.js';
import { directionOf } from './direction.js';

/**
 * Sets `lang` and `dir` on an element if its texts differ from the surrounding
 * page. Screen readers need the language, and Arabic in an English page still runs
 * from right to left. Values set by the page's developer stay.
 *
 * @see https://www.w3.org/TR/WCAG22/#language-of-parts
 */
export class SpokenLanguage implements ReactiveController {
  readonly #host: LitElement;
  readonly #given = new Set<'lang' | 'dir'>();

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    followPage();
  }

  hostUpdated(): void {
    const language = getLanguage();
    const isPages = baseOf(this.#pageLanguage() || 'en') === baseOf(language);
    this.#give('lang', isPages ? null : language);
    this.#give('dir', isPages ? null : directionOf(language));
  }

  #pageLanguage(): string {
    return (this.#host.parentElement?.closest<HTMLElement>('[lang]') ?? document.documentElement).lang;
  }

  #give(name: 'lang' | 'dir', value: string | null): void {
    if (this.#host.hasAttribute(name) && !this.#given.has(name)) return;
    if (value === null && !this.#given.has(name)) return;
    setOwnAttribute(this.#host, name, value);
    if (value === null) this.#given.delete(name);
    else this.#given.add(name);
  }
}

function baseOf(tag: string): string | undefined {
  return tag.toLowerCase().split(/[-_]/)[0];
}
