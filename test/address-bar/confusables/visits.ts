import { AllowedSites } from '../../../src/policy/index.js';
import { judgeAddress } from '../../../src/guard/evidence/judge-address.js';
import type { Reading } from '../../../src/address-bar/address-bar.js';
import { openCapturedWindow, title } from '../live-matrix/matrix.js';
import type { CapturedWindowOptions } from '../live-matrix/matrix.js';
import { startTestSite } from '../live-matrix/test-site.js';

/** An address that was visited in a real window, and what the agent's reader made of it. */
export interface Visit {
  readonly url: string;
  readonly reading: Reading | null;
}

export type VisitOptions = Omit<CapturedWindowOptions, 'site' | 'start'>;

/** Host names that one certificate holds. */
const namesPerCertificate = 200;
/** The barcode of a page has so many bits. */
const codes = 4096;

/** Visits addresses one after the other and has each read from the captured window. */
export async function visitAll(urls: readonly string[], options: VisitOptions): Promise<Visit[]> {
  const visits: Visit[] = [];
  for (let from = 0; from < urls.length; from += namesPerCertificate) {
    visits.push(...(await visitSome(urls.slice(from, from + namesPerCertificate), options)));
  }
  return visits;
}

async function visitSome(urls: readonly string[], options: VisitOptions): Promise<Visit[]> {
  const hosts = new Set(urls.map((url) => new URL(url).hostname));
  const site = await startTestSite(await options.authority.issue(['localhost', 'start.example.com', ...hosts]), title);
  try {
    const window = await openCapturedWindow({ ...options, site, start: 'https://start.example.com/' });
    try {
      const visits: Visit[] = [];
      for (const [index, url] of urls.entries()) {
        site.code = (index + 1) % codes;
        await window.target.goto(url);
        visits.push({ url, reading: (await window.read(site.code)).reading });
      }
      return visits;
    } finally {
      await window.close();
    }
  } finally {
    await site.stop();
  }
}

/** The address of the host that a reading names, with every page of it; null where it names none. */
function ruleFor({ text }: Reading): string | null {
  const host = /^[^/?#]+/.exec(text)?.[0];
  return host ? `https://${host}/*` : null;
}

/** Whether a rule for the very host that was read allows the page. */
function isAllowed(reading: Reading | null): boolean {
  const rule = reading && ruleFor(reading);
  return rule ? judgeAddress(reading, new AllowedSites([rule])) === 'allowed' : false;
}

/** Whether a reading names the host that was visited; the bar hides `www.`. */
function isOwnHost({ url, reading }: Visit): boolean {
  const name = (address: string): string => new URL(address).hostname.replace(/^www\./, '');
  return reading !== null && name(`https://${reading.text}`) === name(url);
}

/** Whether a page was allowed by a rule for a host that isn't its own. */
export function isBelievedWrongly(visit: Visit): boolean {
  return isAllowed(visit.reading) && !isOwnHost(visit);
}

/** Whether a page would be kept back although a rule allows its own host. */
export function isLost(visit: Visit): boolean {
  return !isAllowed(visit.reading) || !isOwnHost(visit);
}
