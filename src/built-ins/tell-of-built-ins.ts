import { builtInsInTheWay } from './in-the-way.js';

/** Each problem is reported once, however many elements the page has. */
const reported = { __proto__: null } as unknown as Record<string, true>;

/**
 * Reports replaced built-ins in the console, each one once.
 *
 * Uses syntax only, because any method that would shorten this may have been
 * replaced.
 *
 * @returns The reported text; null if there was nothing new.
 */
export function tellOfBuiltIns(tag: string): string | null {
  const names = builtInsInTheWay();
  let list = '';
  for (let at = 0; at < names.length; at++) {
    const name = names[at] ?? '';
    if (reported[name]) continue;
    reported[name] = true;
    list += `${list === '' ? '' : ', '}${name}`;
  }
  if (list === '') return null;
  const message = `This page has replaced ${list} by something that works differently, so screen sharing may fail.`;
  console.warn(`<${tag}> ${message} See docs/troubleshooting.md#built-ins-replaced of glance-screenshare.`);
  return message;
}
