/** A key with its modifiers. */
export interface Shortcut {
  readonly key: string;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly meta: boolean;
}

const HELD = ['ctrl', 'alt', 'shift', 'meta'] as const;

/**
 * Parses a shortcut such as `Alt+Shift+S` or `F8`. A letter needs Ctrl, Alt or
 * Meta, so that typing can't trigger it.
 *
 * @returns null for anything else.
 * @see https://www.w3.org/TR/WCAG22/#character-key-shortcuts
 */
export function parseShortcut(text: string | null): Shortcut | null {
  const parts = text?.trim().split(/\s*\+\s*/) ?? [];
  const key = parts.pop()?.toLowerCase() ?? '';
  const held = parts.map((part) => (part.toLowerCase() === 'control' ? 'ctrl' : part.toLowerCase()));
  const isKnown = held.every((part) => (HELD as readonly string[]).includes(part)) && new Set(held).size === held.length;
  const isFunctionKey = /^f(?:[1-9]|1\d|2[0-4])$/.test(key);
  const isSafe = isFunctionKey || (/^[\p{L}\d]$/u.test(key) && held.some((part) => part !== 'shift'));
  if (!isKnown || !isSafe) return null;
  const [ctrl, alt, shift, meta] = HELD.map((part) => held.includes(part)) as [boolean, boolean, boolean, boolean];
  return { key, ctrl, alt, shift, meta };
}

/** Whether a key press matches the shortcut. Alt can change the letter, so the key's position counts too. */
export function isShortcut(shortcut: Shortcut | null, event: KeyboardEvent): boolean {
  if (!shortcut || event.repeat || event.isComposing) return false;
  const { ctrlKey, altKey, shiftKey, metaKey } = event;
  if (ctrlKey !== shortcut.ctrl || altKey !== shortcut.alt || shiftKey !== shortcut.shift || metaKey !== shortcut.meta) return false;
  const key = event.key.toLowerCase();
  return key === shortcut.key || (altKey && event.code.toLowerCase() === `${/\d/.test(shortcut.key) ? 'digit' : 'key'}${shortcut.key}`);
}

/** The value for `aria-keyshortcuts`. */
export function shortcutText({ key, ctrl, alt, shift, meta }: Shortcut): string {
  return [ctrl && 'Control', alt && 'Alt', shift && 'Shift', meta && 'Meta', key.toUpperCase()].filter((part) => part !== false).join('+');
}
