import { encoded } from './shown-by-chromium.js';
import type { ShownByChromium } from './shown-by-chromium.js';

/** A host as it is sent, in punycode, that Chromium shows undecoded. */
export type Host = string;

const letters = [...'abcdefghijklmnopqrstuvwxyz0123456789'];
const marks = Array.from({ length: 0x70 }, (_, index) => String.fromCodePoint(0x300 + index));
const accented = Array.from({ length: 0x250 - 0xc0 }, (_, index) => String.fromCodePoint(0xc0 + index));
/** Endings under which Chromium shows whole labels of another script, one of a kind, and one under which it shows none of the usual. */
const endings = ['com', 'ru', 'gr', 'am', 'ge', 'et', 'th', 'mm', 'il'];

async function shownOf(chromium: ShownByChromium, labels: readonly string[], ending: string): Promise<Host[]> {
  const shown = await chromium.labels([...new Set(labels.map((label) => label.normalize('NFC')))], ending);
  return [...shown].map((label) => `${encoded(label, ending) ?? ''}.${ending}`);
}

/** Every letter with every mark that Chromium shows on it, and every Latin letter beyond ASCII. */
export async function markedHosts(chromium: ShownByChromium): Promise<Host[]> {
  const usable = await chromium.labels(marks.map((mark) => `xp${mark}q`), 'com');
  const shown = marks.filter((mark) => usable.has(`xp${mark}q`.normalize('NFC')));
  const labels = letters.flatMap((letter) => shown.map((mark) => `sh${letter}${mark}p`));
  return shownOf(chromium, [...labels, ...accented.map((letter) => `sh${letter}p`)], 'com');
}

/** Labels of one script that a font draws like Latin ones, under each ending: letter by letter, and all of a script's at once. */
export async function wholeScriptHosts(chromium: ShownByChromium, alike: readonly string[]): Promise<Host[]> {
  const labels = alike.flatMap((letter) => [letter + letter, `${letter}2`, `sh${letter}p`]);
  const found: Host[] = [];
  for (const ending of endings) found.push(...(await shownOf(chromium, labels, ending)));
  const words = ['сор.ru', 'ѕһор.ru', 'рау.by', 'аррӏе.ua', 'ерос.kz', 'ѕрасе.com.ua', 'ѕһор.kyiv.ua', 'ουν.gr', 'հոս.am', 'ցց.com', 'ց2.org'];
  for (const word of words) {
    const [label = '', ...rest] = word.split('.');
    found.push(...(await shownOf(chromium, [label], rest.join('.'))));
  }
  return [...new Set(found)];
}
