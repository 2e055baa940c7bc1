import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { defineConfig } from 'vitepress';
import { liveExamples } from '../site/live-examples.mjs';

const DOCS = fileURLToPath(new URL('..', import.meta.url));
const CDN = join(DOCS, '../dist/cdn');

/** Where the site lies on its server. */
const base = process.env.DOCS_BASE ?? '/';

/** A page of the sidebar; pages that aren't there are left out. */
const page = (text, link) => (existsSync(join(DOCS, `${link}.md`)) ? [{ text, link: `/${link}` }] : []);

const reference = join(DOCS, 'reference/typedoc-sidebar.json');

export default defineConfig({
  title: 'glance-screenshare',
  description: 'Screen share for cobrowse sessions: custom elements over a framework-free core.',
  lang: 'en',
  base,
  cleanUrls: true,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}icon.svg` }]],
  srcExclude: ['public/**'],
  markdown: { config: (markdown) => liveExamples(markdown, { base }) },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Getting started', link: '/getting-started' },
      { text: 'Errors and events', link: '/errors-and-events' },
      { text: 'Reference', link: '/reference/' },
    ],
    sidebar: [
      {
        text: 'Start',
        items: [...page('Getting started', 'getting-started'), ...page('Add it to your viewer', 'guides/add-to-your-viewer'), ...page('How it fits together', 'how-it-fits-together')],
      },
      {
        text: 'Connect',
        items: [
          ...page('Your server', 'server'),
          ...page('Your own transport', 'guides/your-own-transport'),
          ...page('TURN', 'guides/turn'),
          ...page('When the network fails', 'guides/when-the-network-fails'),
          ...page('Scaling out', 'guides/scaling-out'),
          ...page('A media server', 'guides/media-server'),
          ...page('Signed messages', 'guides/signed-messages'),
        ],
      },
      {
        text: 'Administer',
        items: [
          ...page('Bookmarks and publishing', 'guides/bookmarks-and-publishing'),
          ...page('Allowed Sites', 'guides/allowed-sites'),
          ...page('Allowed Sites for tabs', 'guides/allowed-sites-for-tabs'),
          ...page('Receipts', 'guides/receipts'),
        ],
      },
      {
        text: 'Make it yours',
        items: [
          ...page('Theming', 'guides/theming'),
          ...page('Languages', 'guides/languages'),
          ...page('Frameworks', 'guides/frameworks'),
          ...page('Security policy', 'guides/security-policy'),
          ...page('Your own UI on the core', 'guides/your-own-interface'),
        ],
      },
      {
        text: 'Know',
        items: [
          ...page('Errors and events', 'errors-and-events'),
          ...page('Browsers', 'browsers'),
          ...page('Accessibility', 'accessibility'),
          ...page('What a page loads', 'sizes'),
          ...page('Benchmarks', 'benchmarks'),
          ...page('Threat model', 'threat-model'),
          ...page('Decisions', 'decisions'),
          ...page('Contributing', 'CONTRIBUTING'),
          ...page('Changes', 'CHANGELOG'),
        ],
      },
      {
        text: 'Reference',
        collapsed: true,
        items: [...page('The elements', 'reference/elements'), ...page('Scripts and their hashes', 'reference/without-a-bundler'), ...(existsSync(reference) ? JSON.parse(readFileSync(reference, 'utf8')) : [])],
      },
    ],
  },
  vite: {
    plugins: [
      {
        name: 'built-elements',
        configureServer: ({ middlewares }) => void middlewares.use('/cdn', sirv(CDN, { dev: true })),
      },
    ],
  },
  buildEnd({ outDir }) {
    cpSync(CDN, join(outDir, 'cdn'), { recursive: true, filter: (file) => !/\.(?:map|d\.ts)$/.test(file) });
  },
});
