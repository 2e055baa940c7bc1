import type { SiteFields, SiteRow } from './draft.js';

/** Parses pasted lines into rows: one rule per line, optionally followed by its owner and a note, separated by tabs as in spreadsheets. */
export function sitesInText(text: string): SiteFields[] {
  return text.split(/\r\n|\r|\n/).flatMap((line) => {
    const [rule = '', owner = '', note = ''] = line.split('\t').map(withoutQuotes);
    return rule === '' ? [] : [{ text: rule, owner, note }];
  });
}

/** Text copied from spreadsheets and programs can have quotes, commas and bullets around it. */
function withoutQuotes(cell: string): string {
  return cell.trim().replace(/^(?:[-*•]\s+)?["'“]?/, '').replace(/["'”]?[,;]?$/, '').trim();
}

/** The rows that are neither on the list yet nor repeated. */
export function newSites(pasted: readonly SiteFields[], sites: readonly SiteRow[]): SiteFields[] {
  const known = new Set(sites.map(({ text }) => text.trim()));
  return pasted.filter(({ text }) => {
    if (known.has(text)) return false;
    known.add(text);
    return true;
  });
}
