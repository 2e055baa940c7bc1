import { expect, test } from '@playwright/test';
import { isShortcut, parseShortcut, shortcutText } from '../../src/elements/screenshare-button/shortcuts.js';

const NONE = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, repeat: false, isComposing: false, code: '' };
const pressed = (key: string, held: object = {}): KeyboardEvent => ({ ...NONE, key, ...held }) as unknown as KeyboardEvent;

for (const [text, meant] of [
  ['Alt+Shift+S', 'Alt+Shift+S'],
  ['ctrl + alt + p', 'Control+Alt+P'],
  ['Control+9', 'Control+9'],
  ['F8', 'F8'],
  ['Shift+F10', 'Shift+F10'],
] as const) {
  test(`${text} is a shortcut`, () => {
    expect(shortcutText(parseShortcut(text)!)).toBe(meant);
  });
}

for (const text of [null, '', 'S', 'Shift+S', 'Alt+', 'Alt+Enter', 'Hyper+S', 'Alt+Alt+S', 'F25', 'Alt+S+P', 'Ctrl+Tab']) {
  test(`${JSON.stringify(text)} is none: what is typed must stop nothing`, () => {
    expect(parseShortcut(text)).toBeNull();
  });
}

test('a shortcut is the key with exactly what is held, once', () => {
  const shortcut = parseShortcut('Alt+Shift+S');
  expect(isShortcut(shortcut, pressed('S', { altKey: true, shiftKey: true }))).toBe(true);
  expect(isShortcut(shortcut, pressed('S', { altKey: true }))).toBe(false);
  expect(isShortcut(shortcut, pressed('S', { altKey: true, shiftKey: true, ctrlKey: true }))).toBe(false);
  expect(isShortcut(shortcut, pressed('S', { altKey: true, shiftKey: true, repeat: true }))).toBe(false);
  expect(isShortcut(shortcut, pressed('p', { altKey: true, shiftKey: true }))).toBe(false);
  expect(isShortcut(null, pressed('S', { altKey: true, shiftKey: true }))).toBe(false);
});

test('a letter that Alt turns into another one still counts', () => {
  expect(isShortcut(parseShortcut('Alt+S'), pressed('ß', { altKey: true, code: 'KeyS' }))).toBe(true);
});
