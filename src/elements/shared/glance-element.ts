import { updateWhenLocaleChanges } from '@lit/localize';
import { LitElement, type PropertyValues } from 'lit';
import { tellOfBuiltIns } from '../../built-ins/tell-of-built-ins.js';
import type { ScreenShareError } from '../../policy/screen-share-error.js';
import { adoptStylesAnywhere, losesStyles } from './adopt-styles.js';
import { consoleText, type Complaint } from './developer-console.js';
import { misspeltAttributes } from './misspelt-attributes.js';
import { lostObjects } from './lost-objects.js';
import { awaitHydration, onceHydrated } from './own-attributes.js';
import { SpokenLanguage } from './spoken-language.js';
import { unwrapTexts } from './unwrap-texts.js';
import { formatTag } from './words.js';

/** An attribute that elements set themselves, for styling. An element that was moved already has it. */
const WRITTEN_BY_ITSELF = 'state';

/** The type of a custom event's `detail`. */
type DetailOf<E> = E extends CustomEvent<infer D> ? D : never;

type Listener<E extends Event> = ((event: E) => void) | { handleEvent(event: E): void };

/**
 * The base class of all elements. Their texts follow the locale, and
 * `addEventListener` knows their events. `Events` maps each name to its event.
 */
export class GlanceElement<Events extends { [K in keyof Events]: Event }> extends LitElement {
  readonly #complained = new Set<string>();

  constructor() {
    super();
    awaitHydration(this);
    updateWhenLocaleChanges(this);
    new SpokenLanguage(this);
  }

  override connectedCallback(): void {
    this.complainOfBuiltIns();
    super.connectedCallback();
    for (const [written, meant] of misspeltAttributes(this.getAttributeNames(), [...(this.constructor as typeof LitElement).observedAttributes, WRITTEN_BY_ITSELF])) {
      this.complain({ code: 'attribute-misspelt', message: `has no attribute ${written}. Did you mean ${meant}?` });
    }
    onceHydrated(this, () => {
      for (const [attribute, message] of lostObjects(this)) this.complain({ code: 'object-lost', attribute, message });
    });
  }

  /** Called by the browser when the element has moved to another document. */
  adoptedCallback(): void {
    if (losesStyles && this.shadowRoot) adoptStylesAnywhere(this.shadowRoot, (this.constructor as typeof LitElement).elementStyles);
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    if (!losesStyles || this.ownerDocument === document) return super.createRenderRoot();
    const { shadowRootOptions, elementStyles } = this.constructor as typeof LitElement;
    const root = this.shadowRoot ?? this.attachShadow(shadowRootOptions);
    adoptStylesAnywhere(root, elementStyles);
    return root;
  }

  protected override update(changed: PropertyValues): void {
    unwrapTexts(this.renderRoot);
    super.update(changed);
  }

  /** Warns the page's developer, in the console and with an event, once per message. */
  protected complain(complaint: Complaint): void {
    const text = consoleText(this.localName, complaint);
    if (this.#complained.has(text)) return;
    this.#complained.add(text);
    console.warn(text);
    this.dispatchEvent(new CustomEvent<Complaint>('glance-share-warning', { detail: complaint }));
  }

  /**
   * Tells the developer what to set before the element can work.
   * @param isStill Whether it's still missing. A framework may set it later on a
   * server-rendered element.
   */
  protected complainOfSetup(cause: unknown, isStill: () => boolean): void {
    const message = cause instanceof Error ? cause.message : String(cause);
    const [, attribute] = /\battribute ([a-z-]+)/.exec(message) ?? [];
    onceHydrated(this, () => {
      if (isStill()) this.complain({ code: 'not-set-up', message, ...(attribute !== undefined && { attribute }) });
    });
  }

  /** Tells the developer why there are no settings, and which value was used. */
  protected complainOfSettings(error: ScreenShareError | null, settings: unknown): void {
    if (!error) return;
    const got = typeof settings === 'string' ? ` The attribute is ${JSON.stringify(settings)}.` : '';
    this.complain({ code: error.code === 'settings-invalid' ? error.code : 'settings-unavailable', attribute: 'settings', message: `${error.message}${got}`, cause: error.cause });
  }

  /** Checks whether the page has replaced built-ins that are needed. Done before they are used, and after an error. */
  protected complainOfBuiltIns(): void {
    const message = tellOfBuiltIns(this.localName);
    if (message !== null) this.dispatchEvent(new CustomEvent<Complaint>('glance-share-warning', { detail: { code: 'built-ins-replaced', message } }));
  }

  /** The language tag for times and numbers here. */
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

  /** Fires one of the element's own events, which don't bubble. @returns false if a listener has prevented a cancelable one. */
  protected emit<K extends keyof Events & string>(type: K, detail: DetailOf<Events[K]>, { cancelable = false } = {}): boolean {
    return this.dispatchEvent(new CustomEvent(type, { detail, cancelable }));
  }
}
