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

/** What search knows of a page. The generated reference repeats every guide's words, so it is found through the guides. */
const searchedText = (source, env, markdown) => (env.relativePath.startsWith('reference/') ? '' : markdown.render(source, env));

export default defineConfig({
  title: 'glance-screenshare',
  description: 'Screen share for cobrowse sessions: custom elements over a framework-free core.',
  lang: 'en',
  base,
  cleanUrls: true,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}icon.svg` }]],
  // The elements' tables are parts of the elements' pages.
  srcExclude: ['public/**', 'reference/elements/**'],
  markdown: { config: (markdown) => liveExamples(markdown, { base }) },
  themeConfig: {
    search: { provider: 'local', options: { _render: searchedText } },
    notFound: {
      title: 'There is no such page',
      quote: 'It may have moved. Press Ctrl+K (⌘K on a Mac) to search, or start from the first page.',
      linkText: 'To the first page',
      linkLabel: 'To the first page',
    },
    outline: [2, 3],
    nav: [
      { text: 'Getting started', link: '/getting-started' },
      { text: 'Troubleshooting', link: '/troubleshooting' },
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
          ...page('Troubleshooting', 'troubleshooting'),
          ...page('Scaling out', 'guides/scaling-out'),
          ...page('A media server', 'guides/media-server'),
          ...page('Signed messages', 'guides/signed-messages'),
        ],
      },
      {
        text: 'Elements',
        items: ['glance-screenshare-button', 'glance-bookmark-menu', 'glance-share-view', 'glance-share-panel', 'glance-screenshare-settings', 'glance-share-history'].flatMap((tag) => page(tag, `elements/${tag}`)),
      },
      {
        text: 'Administer',
        items: [
          ...page('For administrators', 'guides/for-administrators'),
          ...page('Rules of Allowed Sites', 'guides/allowed-sites'),
          ...page('The settings panel', 'guides/bookmarks-and-publishing'),
          ...page('Hosting the guard’s files', 'guides/guard-files'),
          ...page('Allowed Sites for tabs', 'guides/allowed-sites-for-tabs'),
          ...page('Receipts', 'guides/receipts'),
        ],
      },
      {
        text: 'Make it yours',
        items: [
          ...page('Theming', 'guides/theming'),
          ...page('Languages', 'guides/languages'),
          ...page('Your stack', 'your-stack'),
          ...page('Security policy', 'guides/security-policy'),
          ...page('Your own UI on the core', 'guides/your-own-interface'),
        ],
      },
      {
        text: 'Know',
        items: [
          ...page('For agents', 'guides/for-agents'),
          ...page('Troubleshooting', 'troubleshooting'),
          ...page('Glossary', 'glossary'),
          ...page('Errors and events', 'errors-and-events'),
          ...page('Browsers', 'browsers'),
          ...page('Accessibility', 'accessibility'),
          ...page('What a page loads', 'sizes'),
          ...page('Benchmarks', 'benchmarks'),
          ...page('Threat model', 'threat-model'),
          ...page('Decisions', 'decisions'),
          ...page('Contributing', 'CONTRIBUTING'),
          ...page('Upgrade', 'upgrading'),
          ...page('Changes', 'CHANGELOG'),
        ],
      },
      {
        text: 'Reference',
        collapsed: true,
        items: [...page('Scripts and their hashes', 'reference/without-a-bundler'), ...(existsSync(reference) ? JSON.parse(readFileSync(reference, 'utf8')) : [])],
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
