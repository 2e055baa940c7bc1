import { textOf } from './documents.js';

/** The rows of the table below a second-level heading of a document, a row as its cells. The head of the table is left out. */
export function rowsBelow(document: string, heading: string): string[][] {
  const section = textOf(document).split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  const divider = lines.findIndex((line) => /^\|[ |:-]+\|$/.test(line) && line.includes('---'));
  return lines.slice(divider + 1).map((line) => line.slice(1, -1).split('|').map((cell) => cell.trim()));
}

/** The words in code in a cell. */
export const wordsOf = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word ?? '');
