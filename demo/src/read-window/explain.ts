import type { WindowReading } from '../../../src/address-bar/window-reader.js';

export interface Explanation {
  readonly result: 'good' | 'partly' | 'bad';
  readonly title: string;
  readonly text: string;
}

/** Explains in plain words whether this window can be read and, if not, why and what helps. */
export function explain({ bar, reading }: WindowReading): Explanation {
  const no = (text: string): Explanation => ({ result: 'bad', title: 'This window cannot be read', text });
  if (!bar) return no('No address bar was found. Show a whole, ordinary browser window, not full screen, with nothing in front of its top, and click into its page.');
  if (!reading) return no('The address bar was found, but its text could not be read. This browser may draw it in another font than this one.');
  if (reading.editing) return no('The address is being edited. Click into the page, then look again.');
  if (reading.security === 'not-secure') return { result: 'partly', title: 'The address can be read, but this page is not secure', text: 'Only pages served over https can be allowed.' };
  if (reading.security === 'unknown') return { result: 'partly', title: 'The address can be read, but not whether it is secure', text: 'The mark beside the address was not recognised, so the share would pause on this page.' };
  if (reading.engine === 'ocr') return { result: 'partly', title: 'This window can be read, but not exactly', text: 'Look-alike letters such as l and 1 cannot be told apart for certain here. It counts only where the settings accept this lower grade of proof.' };
  if (reading.truncated) return { result: 'partly', title: 'This window can be read as far as the address is shown', text: 'The address is cut off. A wider window shows more of it.' };
  return { result: 'good', title: 'This window can be read', text: 'The address was read exactly, and its page is secure.' };
}
