import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { domainToUnicode } from 'node:url';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';

/** Chromium without a window, asked how it shows an address: a page without a title is titled by its address as the bar shows it. */
export interface ShownByChromium {
  readonly page: Page;
  /** Those of these labels that are shown undecoded in a host with this ending. */
  labels(labels: readonly string[], ending: string): Promise<Set<string>>;
  /** Those of these characters that are shown undecoded in a path. */
  inPaths(characters: readonly string[]): Promise<Set<string>>;
  close(): Promise<void>;
}

/** Characters that a host may have in all, with some room. */
const longestHost = 220;
/** Characters asked for in one path. */
const perPath = 100;

/** A label in punycode, or null where IDNA allows no such label or would change it. */
export function encoded(label: string, ending: string): string | null {
  try {
    const { hostname } = new URL(`http://${label}.${ending}/`);
    return hostname.startsWith('xn--') && domainToUnicode(hostname) === `${label}.${ending}` ? (hostname.split('.')[0] ?? null) : null;
  } catch {
    return null;
  }
}

export async function askChromium(): Promise<ShownByChromium> {
  const server = createServer((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('x'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    ignoreDefaultArgs: ['--font-render-hinting=none', '--force-color-profile=srgb'],
    args: ['--no-sandbox', '--disable-gpu', `--host-resolver-rules=MAP * 127.0.0.1:${(server.address() as AddressInfo).port}`],
  });
  const page = await browser.newPage();
  const session = await page.context().newCDPSession(page);
  let asked = 0;
  /** What is shown for the rest of an address whose host begins with a label of this question's own. */
  async function shown(rest: string): Promise<string> {
    const mark = `n${++asked}z`;
    await page.goto(`http://${mark}.${rest}`, { waitUntil: 'commit' });
    for (;;) {
      const { targetInfo } = await session.send('Target.getTargetInfo');
      // Titles that begin with a right-to-left letter are wrapped in marks of direction.
      if (targetInfo.title.includes(mark)) return targetInfo.title.replace(/[\u202a\u202c]/g, '').slice(mark.length + 1);
    }
  }
  return {
    page,
    async labels(labels, ending) {
      const found = new Set<string>();
      const left = labels.flatMap((label) => encoded(label, ending) ?? []).map((code, index) => ({ code, index }));
      const valid = labels.filter((label) => encoded(label, ending) !== null);
      while (left.length > 0) {
        const batch = [left.shift()!];
        let length = (batch[0]?.code.length ?? 0) + ending.length;
        while (left[0] && length + left[0].code.length + 1 < longestHost) {
          length += left[0].code.length + 1;
          batch.push(left.shift()!);
        }
        const parts = (await shown(`${batch.map(({ code }) => code).join('.')}.${ending}/`)).split('.');
        batch.forEach(({ index }, place) => {
          const label = valid[index] ?? '';
          if (parts[place] === label) found.add(label);
        });
      }
      return found;
    },
    async inPaths(characters) {
      const found = new Set<string>();
      for (let from = 0; from < characters.length; from += perPath) {
        const batch = characters.slice(from, from + perPath);
        const parts = (await shown(`example.com/${batch.map((character) => encodeURIComponent(character)).join('/')}/`)).split('/');
        batch.forEach((character, place) => {
          if (parts[place + 1] === character) found.add(character);
        });
      }
      return found;
    },
    async close() {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
