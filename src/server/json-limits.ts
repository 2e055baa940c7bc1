import { Refusal } from './settings-answers.js';

/** Settings are 3 levels deep. */
const MAX_DEPTH = 16;

/** Twice as many as the largest valid settings have. */
const MAX_ITEMS = 60_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/**
 * Checks a text before it's parsed. Parsing and validating millions of items or
 * levels would block other requests. One pass, without allocations.
 *
 * @throws Refusal 422
 */
export function checkJsonLimits(text: string): void {
  let depth = 0;
  let items = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === COMMA) items += 1;
    else if (OPENING.has(code)) {
      depth += 1;
      items += 1;
    } else if (CLOSING.has(code)) depth -= 1;
    if (depth > MAX_DEPTH) throw new Refusal(422, `This is nested more than ${MAX_DEPTH} levels deep. Settings never are: send only their own keys.`);
    if (items > MAX_ITEMS) throw new Refusal(422, `This has more than ${MAX_ITEMS.toLocaleString('en')} items. Settings never do: send only their own keys, and fewer allowed sites.`);
  }
}

/** The end of the string that starts at `start`. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === QUOTE) return at;
  }
  return text.length;
}
