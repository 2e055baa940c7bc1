import { updateWhenLocaleChanges } from '@lit/localize';
import { LitElement } from 'lit';
import { misspeltAttributes } from './misspelt-attributes.js';
import { SpokenLanguage } from './spoken-language.js';
import { formatTag } from './words.js';

/** The attribute that elements write themselves, for style sheets: a moved element has it already. */
const WRITTEN_BY_ITSELF = 'state';

/** What a custom event carries. */
type DetailOf<E> = E extends CustomEvent<infer D> ? D : never;

type Listener<E extends Event> = ((event: E) => void) | { handleEvent(event: E): void };

/**
 * What the elements have in common: their texts follow the locale, and
 * `addEventListener` knows their events. `Events` maps each name to its event.
 */
export class GlanceElement<Events extends { [K in keyof Events]: Event }> extends LitElement {
  constructor() {
    super();
    updateWhenLocaleChanges(this);
    new SpokenLanguage(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    for (const [written, meant] of misspeltAttributes(this.getAttributeNames(), [...(this.constructor as typeof LitElement).observedAttributes, WRITTEN_BY_ITSELF])) {
      console.warn(`<${this.localName}> has no attribute ${written}. Did you mean ${meant}?`);
    }
  }

  /** The tag by which times and numbers are written here. */
  protected get language(): string {
    return formatTag((this.closest<HTMLElement>('[lang]') ?? document.documentElement).lang);
  }

  override addEventListener<K extends keyof Events & string>(
    type: K,
    listener: Listener<Events[K]> | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: ((event: HTMLElementEventMap[K]) => void) | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(type: string, listener: unknown, options?: boolean | AddEventListenerOptions): void {
    super.addEventListener(type, listener as EventListener, options);
  }

  override removeEventListener<K extends keyof Events & string>(
    type: K,
    listener: Listener<Events[K]> | null,
    options?: boolean | EventListenerOptions,
  ): void;
  override removeEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: ((event: HTMLElementEventMap[K]) => void) | null,
    options?: boolean | EventListenerOptions,
  ): void;
  override removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | EventListenerOptions,
  ): void;
  override removeEventListener(type: string, listener: unknown, options?: boolean | EventListenerOptions): void {
    super.removeEventListener(type, listener as EventListener, options);
  }

  /** Fires one of the element's own events. Facts do not bubble. @returns false when a listener has prevented a cancelable one. */
  protected emit<K extends keyof Events & string>(type: K, detail: DetailOf<Events[K]>, { cancelable = false } = {}): boolean {
    return this.dispatchEvent(new CustomEvent(type, { detail, cancelable }));
  }
}
