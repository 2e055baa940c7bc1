import { indexed } from './indexed.js';
import { phrase, worded } from './phrase.js';
import type { Problem } from './problems.js';
import type { AllowedSite } from './read-allowed-site.js';

/**
 * Second-level names used by countries, below which anyone can register: `co.uk`, `com.au`, `or.jp`.
 * The whole Public Suffix List has about ten thousand entries. These are the ones that people write by
 * mistake, and it's only a warning.
 */
const SECOND_LEVELS = /^(?:ac|adv|biz|co|com|edu|firm|gen|go|gob|gouv|gov|govt|gub|id|ind|info|lg|ltd|me|med|mil|muni|name|ne|net|nhs|nic|nom|or|org|plc|police|press|pro|res|sch|store|web)\.[a-z]{2}$/;

/** Hosts below which anyone can have a page, although the host looks like any other. */
const SHARED_HOSTS: ReadonlySet<string> = new Set([
  'amazonaws.com', 'appspot.com', 'azureedge.net', 'azurewebsites.net', 'blogspot.com', 'cloudfront.net', 'firebaseapp.com', 'fly.dev', 'github.io',
  'githubusercontent.com', 'gitlab.io', 'glitch.me', 'herokuapp.com', 'myshopify.com', 'netlify.app', 'ngrok.io', 'ngrok-free.app', 'onrender.com',
  'pages.dev', 'r2.dev', 'repl.co', 'sharepoint.com', 'surge.sh', 'translate.goog', 'vercel.app', 'web.app', 'weebly.com', 'wixsite.com', 'wordpress.com', 'workers.dev',
]);

/** Whether strangers can have pages below this host. Only knows the common ones. */
function isOpenToStrangers(host: string): boolean {
  return SECOND_LEVELS.test(host) || SHARED_HOSTS.has(host);
}

/** A warning for each rule that allows the subdomains of a host below which anyone can have pages. */
export function warnAboutSuffixes(rules: readonly AllowedSite[]): Problem[] {
  return [...indexed(rules)].flatMap(([index, { host, subdomains }]): Problem[] => {
    if (!subdomains || !isOpenToStrangers(host)) return [];
    return [{ code: 'public-suffix', path: `allowedSites.${index}`, ...worded(phrase`Anybody can register a name below ${host}, so this allows pages of strangers. Name your own domain, such as *.example.${host}.`) }];
  });
}
