/** The direction in which a group's controls are arranged; its arrow keys follow it. */
export type Orientation = 'horizontal' | 'vertical';

/**
 * The control that a key moves to in a toolbar or a menu: arrow keys wrap around,
 * Home and End jump. Null for any other key.
 *
 * @see
 * https://www.w3.org/WAI/ARIA/apg/practices/keyboard-interface/#kbd_roving_tabindex
 */
export function rovingTarget<T>(key: string, items: readonly T[], current: T, orientation: Orientation, rightToLeft = false): T | null {
  const [back, on] = arrows(orientation, rightToLeft);
  const at = items.indexOf(current);
  switch (key) {
    case back:
      return items.at(at <= 0 ? -1 : at - 1) ?? null;
    case on:
      return items[(at + 1) % items.length] ?? null;
    case 'Home':
      return items[0] ?? null;
    case 'End':
      return items.at(-1) ?? null;
    default:
      return null;
  }
}

function arrows(orientation: Orientation, rightToLeft: boolean): readonly [string, string] {
  if (orientation === 'vertical') return ['ArrowUp', 'ArrowDown'];
  return rightToLeft ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight'];
}

/** Keeps one control of a group in the tab order: the one last focused. */
export function setRovingTabIndex(items: readonly HTMLElement[], current: HTMLElement | undefined): void {
  const reachable = current && items.includes(current) ? current : items[0];
  for (const item of items) item.tabIndex = item === reachable ? 0 : -1;
}

/** The control that an event happened on. */
export function itemOf(event: Event, items: readonly HTMLElement[]): HTMLElement | undefined {
  return items.find((item) => event.composedPath().includes(item));
}
