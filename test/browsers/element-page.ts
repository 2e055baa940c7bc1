import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sirv from 'sirv';
import { ROOT } from '../docs/documents.js';

/** A page with every element, served from this machine. */
export interface ElementPage {
  /** Its address; agents may share what `surfaces` says. */
  url(surfaces: readonly string[]): string;
  close(): Promise<void>;
}

const settingsOf = (surfaces: string | null): string =>
  JSON.stringify({
    escalateToShow: true,
    surfaces: surfaces?.split(',') ?? [],
    allowedSites: [],
    bookmarks: [{ title: 'Help', url: 'https://www.example.com/help', active: true }],
  });

/** `window.complaints` has what went wrong in the page. */
const pageOf = (surfaces: string): string => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Every element</title>
<script>
  window.complaints = [];
  addEventListener('error', ({ message }) => complaints.push(message));
  addEventListener('unhandledrejection', ({ reason }) => complaints.push(String(reason)));
  console.error = (...words) => complaints.push(words.join(' '));
</script>
<style>body { font: 16px/1.5 sans-serif; display: grid; gap: 1rem; max-inline-size: 60rem }</style>
<script type="module" src="/dist/cdn/agent.js"></script>
<script type="module" src="/dist/cdn/visitor.js"></script>
<script type="module">
  import { MemorySettingsStore } from '/dist/cdn/admin.js';
  document.querySelector('glance-screenshare-settings').settings = new MemorySettingsStore();
</script>
<glance-screenshare-button session-id="1" settings="/settings?surfaces=${surfaces}" cobrowse-version="5.4"></glance-screenshare-button>
<glance-bookmark-menu settings="/settings?surfaces=${surfaces}"></glance-bookmark-menu>
<glance-share-view session-id="1"></glance-share-view>
<glance-screenshare-settings></glance-screenshare-settings>`;

export async function serveElementPage(): Promise<ElementPage> {
  const files = sirv(join(ROOT, 'dist'), { dev: true });
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const surfaces = searchParams.get('surfaces');
    if (pathname === '/settings') response.setHeader('content-type', 'application/json').end(settingsOf(surfaces));
    else if (pathname === '/') response.setHeader('content-type', 'text/html').end(pageOf(surfaces ?? ''));
    else if (pathname.startsWith('/dist/')) {
      request.url = pathname.slice('/dist'.length);
      files(request, response);
    } else response.writeHead(404).end();
  });
  await new Promise<void>((ready) => server.listen(0, 'localhost', ready));
  return {
    url: (surfaces) => `http://localhost:${(server.address() as AddressInfo).port}/?surfaces=${surfaces.join(',')}`,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
