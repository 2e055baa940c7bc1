import type { AllowedSite } from './read-allowed-site.js';
import { hasHiddenDots } from './url-path.js';

/**
 * What a rule allows, in words: `every page below www.example.com/first/`. No
 * full stop, so that it can stand in a sentence.
 */
export function describeRule(rule: AllowedSite): string {
  const { path, below, query } = rule;
  if (hasHiddenDots(path)) return 'no page: a server may read a part of this path as “..”';
  if (below && path === '/') return `every page of ${hostInWords(rule)}`;
  if (below) return `every page below ${addressInWords(rule)}`;
  const withQuery = query === null ? ', with any query' : `, with exactly the query ${query}`;
  if (path === '/') return `the home page of ${hostInWords(rule)}${withQuery}`;
  const isOne = !path.includes('*') && !rule.subdomains;
  return `${isOne ? 'only the page' : 'the pages'} ${addressInWords(rule)}${withQuery}`;
}

function portInWords({ port }: AllowedSite): string {
  return port === '' ? '' : `:${port}`;
}

function hostInWords(rule: AllowedSite): string {
  const host = `${rule.writtenHost}${portInWords(rule)}`;
  return rule.subdomains ? `${host} and of all its subdomains` : host;
}

function addressInWords(rule: AllowedSite): string {
  const anySegment = rule.path.split('/').includes('*') ? ', * being any one segment' : '';
  const anySubdomain = rule.subdomains ? `, and the same on all subdomains of ${rule.writtenHost}` : '';
  return `${rule.writtenHost}${portInWords(rule)}${rule.path}${anySegment}${anySubdomain}`;
}
