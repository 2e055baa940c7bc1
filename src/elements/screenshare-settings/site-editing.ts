import type { PanelContext } from './panel-context.js';

/** Starts editing a row in place, with the focus on its rule. */
export function startEditing({ model, list, focus }: PanelContext, id: number): void {
  const site = model.draft.sites.find((one) => one.id === id);
  if (!site) return;
  list.edit(site);
  focus(`#site-${id}`);
}

/** Keeps the edits and moves the focus back to the row. */
export function endEditing({ list, judge, focus }: PanelContext): void {
  const id = list.edited?.id;
  list.edit(null);
  judge();
  focus(`#site-row-${id ?? ''}`, '#site-grid [tabindex="0"]', '#site-search');
}
