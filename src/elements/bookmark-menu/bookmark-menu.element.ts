import { msg } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { SessionSettings } from '../../session/agent/session-settings.js';
import { controls } from '../shared/controls.styles.js';
import { problemTexts, type Problem } from '../shared/error-texts.js';
import { GlanceElement } from '../shared/glance-element.js';
import { menuStyles } from '../shared/menu.styles.js';
import { itemOf, rovingTarget, setRovingTabIndex } from '../shared/roving-focus.js';
import { ObjectSettings, settingsOrigin, settingsSourceOf, type SettingsProperty } from '../shared/settings-property.js';
import { tokens } from '../shared/tokens.styles.js';
import { bookmarkItems } from './bookmark-items.js';
import { bookmarkItemStyles } from './bookmark-items.styles.js';
import { BookmarkList, type BookmarkEntry } from './bookmark-list.js';
import type { GlanceBookmarkMenuEventMap } from './bookmark-menu.events.js';

/**
 * The administrator's bookmarks for the agent. Each one opens in its own window
 * next to the viewer. If that window is already open, it comes to the front.
 *
 * @csspart menu - The list of bookmarks.
 * @csspart problem - Why the list is missing: the settings are unavailable.
 *
 * @fires glance-bookmark-open - A bookmark is about to be opened: `title`, `url`. Cancelable.
 * @fires glance-share-warning - A message for the page's developer, also in the console: `code`, `message`, `attribute`, `cause`.
 */
export class GlanceBookmarkMenu extends GlanceElement<GlanceBookmarkMenuEventMap> {
  static override readonly styles = [
    tokens,
    controls,
    menuStyles,
    bookmarkItemStyles,
    css`
      :host {
        display: block;
      }

      [part] {
        border: 1px solid var(--_line);
        border-radius: var(--_radius);
        background: var(--_surface);
      }

      [role='menu'] {
        min-inline-size: 0;
        max-inline-size: none;
        max-block-size: none;
      }

      [part='problem'] {
        padding: 0.75em;
      }

      [part='problem'] p {
        margin: 0;
      }

      [part='problem'] button {
        margin-block-start: 0.75em;
      }
    `,
  ];

  readonly #objects = new ObjectSettings();
  readonly #list = new BookmarkList(this);
  #origin: unknown = undefined;
  #settings: SessionSettings | null = null;

  /** The settings: the URL of published settings (also as an attribute), a settings object, or a store. */
  @property() settings: SettingsProperty = null;

  /** What the page's developer still has to set. */
  @state() private _setup: Problem | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#settings?.close();
    this.#settings = null;
    this.#origin = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('settings') && this.settings && typeof this.settings === 'object') this.#objects.set(this.settings);
    if (this.isConnected) this.#follow();
  }

  protected override updated(): void {
    const items = this.#items();
    setRovingTabIndex(items, items.find((item) => item.tabIndex === 0));
  }

  #follow(): void {
    const origin = settingsOrigin(this.settings);
    if (origin === this.#origin) return;
    this.#origin = origin;
    this.#settings?.close();
    this.#settings = null;
    try {
      this.#settings = new SessionSettings(settingsSourceOf(this.settings, this.#objects), () => this.#settingsChanged());
      this._setup = null;
    } catch (cause) {
      this._setup = { code: null, message: cause instanceof Error ? cause.message : String(cause), remedy: msg('This is for the developer of this page.') };
      this.complainOfSetup(cause, () => this.isConnected && this._setup !== null);
    }
  }

  #settingsChanged(): void {
    this.complainOfSettings(this.#settings?.error ?? null, this.settings);
    this.requestUpdate();
  }

  #items(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const items = this.#items();
    const current = itemOf(event, items);
    const target = current && !event.ctrlKey && !event.altKey && !event.metaKey ? rovingTarget(event.key, items, current, 'vertical') : null;
    if (!target) return;
    event.preventDefault();
    target.focus();
  };

  readonly #onFocusin = (event: FocusEvent): void => {
    const items = this.#items();
    setRovingTabIndex(items, itemOf(event, items));
  };

  readonly #onChoose = (entry: BookmarkEntry): void => {
    this.#list.choose(entry, this.#settings?.value ?? null, (detail) => this.emit('glance-bookmark-open', detail, { cancelable: true }));
  };

  protected override render(): TemplateResult {
    const problem = this._setup ?? this.#settings?.error ?? null;
    const entries = this.#list.entries(this.#settings?.value ?? null);
    return html`
      ${entries.length > 0
        ? html`<div part="menu" role="menu" aria-label=${msg('Bookmarks')} @keydown=${this.#onKeydown} @focusin=${this.#onFocusin}>${bookmarkItems(entries, this.#onChoose)}</div>`
        : nothing}
      <p class="visually-hidden" role="status">${this.#list.notice}</p>
      ${problem ? this.#renderProblem(problem) : nothing}
    `;
  }

  #renderProblem(problem: Problem): TemplateResult {
    const { message, remedy } = problemTexts(problem);
    return html`
      <div part="problem" role="alert">
        <p>${message} ${remedy}</p>
        ${problem.code === null ? nothing : html`<button type="button" @click=${() => void this.#settings?.load()}>${msg('Try again')}</button>`}
      </div>
    `;
  }
}
