import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { MAX_BOOKMARKS } from '../../policy/settings.js';
import { countText, numberText } from '../shared/words.js';
import { withBookmark, withBookmarkAt, withBookmarkFields, withoutBookmark, type BookmarkRow } from './draft.js';
import { isChecked, problemAt, problemNote, valueOf, type PanelContext } from './panel-context.js';
import { addIcon, downIcon, gripIcon, removeIcon, upIcon } from './panel-icons.js';

/** The bookmarks in the order of the agent's menu. `onGrip` starts dragging the one with that id. */
export function bookmarksPart(context: PanelContext, dragged: number | null, onGrip: (event: PointerEvent, id: number) => void): TemplateResult {
  const { model, focus } = context;
  const { bookmarks, nextBookmark } = model.draft;
  // An empty first row is always shown. It becomes a bookmark once something is typed into it.
  const shown = bookmarks.length > 0 ? bookmarks : [{ id: nextBookmark, title: '', url: '', active: true }];
  const full = bookmarks.length >= MAX_BOOKMARKS;
  const add = (): void => {
    if (full) return;
    const id = model.draft.nextBookmark;
    // The empty row that is already there becomes the first bookmark.
    if (bookmarks.length > 0) model.edit(withBookmark);
    focus(`#bookmark-${id}-title`);
  };
  return html`
    <section part="section" aria-labelledby="bookmarks-title">
      <div class="row between">
        <h2 id="bookmarks-title" data-title="bookmarks-title" tabindex="-1">${msg('Bookmarks')}</h2>
        <span id="bookmark-count" class="count">${msg(str`${numberText(bookmarks.length)} of ${numberText(MAX_BOOKMARKS)}`)}</span>
      </div>
      <p class="hint">${msg('Pages that agents open with one click, in this order.')}</p>
      ${removalOffer(context)}
      <ol class="rows" aria-labelledby="bookmarks-title">
        ${repeat(shown, ({ id }) => id, (bookmark, index) => bookmarkRow(context, bookmark, index, dragged === bookmark.id, onGrip))}
      </ol>
      <button type="button" id="add-bookmark" aria-disabled=${full ? 'true' : nothing} aria-describedby=${full ? 'bookmarks-full' : 'bookmark-count'} @click=${add}>${addIcon} ${msg('Add Link')}</button>
      ${full ? html`<p id="bookmarks-full" class="note">${msg(str`There can be at most ${numberText(MAX_BOOKMARKS)} bookmarks. Remove one to add another.`)}</p>` : nothing}
    </section>
  `;
}

/** A list of allowed sites can invalidate many bookmarks at once. */
function removalOffer({ model, focus }: PanelContext): TemplateResult | typeof nothing {
  const { checked, draft } = model;
  if (checked.ok || draft.sites.length === 0) return nothing;
  const paths = new Set(checked.problems.filter(({ code }) => code === 'url-not-https' || code === 'url-other-domain').map(({ path }) => path));
  const left = draft.bookmarks.filter((_, index) => !paths.has(`bookmarks.${index}.url`));
  const count = draft.bookmarks.length - left.length;
  if (count < 2) return nothing;
  const remove = (): void => {
    model.edit((was) => ({ ...was, bookmarks: left }), { kind: 'removed' });
    focus('#add-bookmark');
  };
  return html`
    <div class="notice" role="note">
      <p>${countText(count, '{0} bookmark is not on the domain of an allowed site, or not https.', '{0} bookmarks are not on the domain of an allowed site, or not https.')} ${msg('With Allowed Sites they can’t be saved.')}</p>
      <button type="button" id="remove-bookmarks" @click=${remove}>${countText(count, 'Remove this {0}', 'Remove these {0}')}</button>
    </div>
  `;
}

function bookmarkRow(context: PanelContext, bookmark: BookmarkRow, index: number, isDragged: boolean, onGrip: (event: PointerEvent, id: number) => void): TemplateResult {
  const { model, focus } = context;
  const { id, active } = bookmark;
  const name = bookmark.title.trim().slice(0, 80) || msg(str`bookmark ${numberText(index + 1)}`);
  const move = (step: number, selector: string): void => {
    model.edit((draft) => withBookmarkAt(draft, id, index + step));
    focus(selector);
  };
  const onKeydown = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    move(event.key === 'ArrowUp' ? -1 : 1, `#${(event.target as HTMLElement).id}`);
  };
  const remove = (): void => {
    const next = model.draft.bookmarks[index + 1] ?? model.draft.bookmarks[index - 1];
    model.edit((draft) => withoutBookmark(draft, id), { kind: 'removed' });
    focus(next ? `#bookmark-${next.id}-title` : '#add-bookmark');
  };
  const last = Math.max(0, model.draft.bookmarks.length - 1);
  return html`
    <li class="item bookmark ${isDragged ? 'dragged' : ''}" data-id=${id} @keydown=${onKeydown}>
      <span class="grip" title=${msg('Drag to reorder')} @pointerdown=${(event: PointerEvent) => onGrip(event, id)}>${gripIcon}</span>
      <div class="fields">
        ${field(context, bookmark, index, 'title')} ${field(context, bookmark, index, 'url')}
      </div>
      <div class="row tools">
        <label class="check">
          <input id="bookmark-${id}-active" type="checkbox" .checked=${active} aria-label=${msg(str`Active: ${name}`)} @change=${(event: Event) => model.edit((draft) => withBookmarkFields(draft, id, { active: isChecked(event) }))} />
          ${msg('Active')}
        </label>
        <button type="button" id="bookmark-${id}-up" class="icon quiet" aria-disabled=${index === 0 ? 'true' : nothing} aria-label=${msg(str`Move ${name} up`)} title=${msg('Move up (Alt + ↑)')} @click=${() => move(-1, `#bookmark-${id}-up`)}>${upIcon}</button>
        <button type="button" id="bookmark-${id}-down" class="icon quiet" aria-disabled=${index === last ? 'true' : nothing} aria-label=${msg(str`Move ${name} down`)} title=${msg('Move down (Alt + ↓)')} @click=${() => move(1, `#bookmark-${id}-down`)}>${downIcon}</button>
        <button type="button" class="icon quiet" aria-label=${msg(str`Remove ${name}`)} title=${msg('Remove')} @click=${remove}>${removeIcon}</button>
      </div>
    </li>
  `;
}

function field(context: PanelContext, bookmark: BookmarkRow, index: number, key: 'title' | 'url'): TemplateResult {
  const { model, edit, focus } = context;
  const { id } = bookmark;
  const path = `bookmarks.${index}.${key}`;
  const problem = problemAt(context, path);
  const error = !model.checked.ok;
  const inputId = `bookmark-${id}-${key}`;
  return html`
    <div class="field">
      <label for=${inputId}>${key === 'title' ? msg('URL Title') : msg('URL')}</label>
      <input
        id=${inputId}
        type="text"
        data-path=${path}
        autocomplete="off"
        inputmode=${key === 'url' ? 'url' : nothing}
        spellcheck=${key === 'url' ? 'false' : nothing}
        dir=${key === 'url' ? 'ltr' : 'auto'}
        aria-invalid=${problem && error ? 'true' : nothing}
        aria-describedby=${problem ? `${inputId}-note` : nothing}
        .value=${bookmark[key]}
        @input=${(event: Event) => {
          edit(path);
          model.edit((draft) => withBookmarkFields(draft, id, { [key]: valueOf(event) }));
        }}
        @blur=${() => edit(null)}
      />
      ${problemNote(problem, {
        id: `${inputId}-note`,
        error,
        use: (suggestion) => {
          model.edit((draft) => withBookmarkFields(draft, id, { [key]: suggestion }));
          focus(`#${inputId}`);
        },
      })}
    </div>
  `;
}
