import { english, phrase, type Phrase } from './phrase.js';
import type { AllowedSite } from './read-allowed-site.js';
import { unicodeHost } from './unicode-host.js';
import { hasHiddenDots } from './url-path.js';

/**
 * Describes what a rule allows, in English: `every page below www.example.com/first/`. There's no full
 * stop, so the text can be part of a sentence.
 */
export function describeRule(rule: AllowedSite): string {
  return english(rulePhrase(rule));
}

/** The text of {@link describeRule}, for any language. */
export function rulePhrase(rule: AllowedSite): Phrase {
  const { path, below, query } = rule;
  if (hasHiddenDots(path)) return phrase`no page: a server may read a part of this path as “..”`;
  if (below) return path === '/' ? everyPageOf(rule) : phrase`every page below ${addressOf(rule)}`;
  return query === null ? phrase`${pagesOf(rule)}, with any query` : phrase`${pagesOf(rule)}, with exactly the query ${query}`;
}

function everyPageOf(rule: AllowedSite): Phrase {
  const host = hostOf(rule);
  return rule.subdomains ? phrase`every page of ${host} and of all its subdomains` : phrase`every page of ${host}`;
}

function pagesOf(rule: AllowedSite): Phrase {
  const { path, subdomains } = rule;
  const host = hostOf(rule);
  if (path === '/') return subdomains ? phrase`the home page of ${host} and of all its subdomains` : phrase`the home page of ${host}`;
  const isOne = !path.includes('*') && !subdomains;
  return isOne ? phrase`only the page ${addressOf(rule)}` : phrase`the pages ${addressOf(rule)}`;
}

function hostOf({ writtenHost, port }: AllowedSite): string {
  const host = unicodeHost(writtenHost);
  return port === '' ? host : `${host}:${port}`;
}

/** The written address, and what else it stands for. */
function addressOf(rule: AllowedSite): string | Phrase {
  const { path, subdomains, writtenHost } = rule;
  const address = `${hostOf(rule)}${path}`;
  const anySegment = path.split('/').includes('*');
  if (anySegment && subdomains) return phrase`${address}, * being any one segment, and the same on all subdomains of ${unicodeHost(writtenHost)}`;
  if (anySegment) return phrase`${address}, * being any one segment`;
  return subdomains ? phrase`${address}, and the same on all subdomains of ${unicodeHost(writtenHost)}` : address;
}
