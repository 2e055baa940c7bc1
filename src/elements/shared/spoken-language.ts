import type { LitElement, ReactiveController } from 'lit';
import { followPage, getLanguage } from './language.js';
import { directionOf } from './direction.js';

/**
 * Says on an element which language its texts are in, and which way they run,
 * where the page around it is in another: what reads aloud has to know, and
 * Arabic in an English page still runs from the right. What the page's developer
 * has set stays.
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
    if (value === null) {
      this.#host.removeAttribute(name);
      this.#given.delete(name);
    } else {
      this.#host.setAttribute(name, value);
      this.#given.add(name);
    }
  }
}

function baseOf(tag: string): string | undefined {
  return tag.toLowerCase().split(/[-_]/)[0];
}
