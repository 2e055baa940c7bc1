/** The demo's pages: plain HTML files with `{{names}}`, filled in per visitor and agent, every value escaped. */
import { randomInt, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { escapeHtml, readBody, sendHtml } from './http.mjs';

const DEMO = new URL('..', import.meta.url);
const SETTINGS = '/screenshare/production';
const FORM_BYTES = 64_000;

/** The visitor's site, page by page. */
const SITE = {
  home: 'Insurance that keeps its word',
  products: 'Our covers',
  quote: 'Get a quote',
  'quote-done': 'Your quote is on its way',
  claim: 'Make a claim',
  'claim-done': 'We have your claim',
  contact: 'Contact us',
};

/** The demo's looks: the elements' own, and the style sheets in `styles/themes/`. */
const THEMES = { default: 'As it comes', harbour: 'Harbour', paper: 'Paper', terminal: 'Terminal' };

/** Where a form of the site leads once it is sent. */
const AFTER_FORM = { quote: 'quote-done', claim: 'claim-done', contact: 'home' };

/**
 * The pages: those that know who is asking, and the administrator's.
 * @param {{ tokens: import('./tokens.mjs').Tokens }} options
 * @returns {Record<string, (url: URL, request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => void | Promise<void>>}
 */
export function pages({ tokens }) {
  const tokenFor = (session, role, name) => tokens.issue({ session, role, name, id: randomUUID() });

  return {
    '/': (url, request, response) => sendHtml(response, 200, fill('index.html', { session: newSession() })),

    '/visitor.html': async (url, request, response) => {
      const session = readSession(url);
      if (session === null) return sendHtml(response, 400, noSession());
      const name = SITE[url.searchParams.get('page') ?? 'home'] === undefined ? 'home' : (url.searchParams.get('page') ?? 'home');
      if (request.method === 'POST') return acceptForm({ session, name, request, response });
      sendHtml(response, 200, sitePage({ session, name, token: tokenFor(session, 'visitor', 'Visitor') }));
    },

    '/agent.html': (url, request, response) => {
      const session = readSession(url);
      if (session === null) return sendHtml(response, 400, noSession());
      const name = readName(url.searchParams.get('name'));
      const settings = readSettings(url.searchParams.get('settings'));
      sendHtml(response, 200, fill('agent.html', { session, name, settings, token: tokenFor(session, 'agent', name) }));
    },

    '/admin.html': (url, request, response) => sendHtml(response, 200, fill('admin.html', {})),

    '/looks.html': (url, request, response) => sendHtml(response, 200, looksPage(url.searchParams.get('theme'))),

    '/read-window.html': (url, request, response) => sendHtml(response, 200, fill('read-window.html', {})),
  };
}

/** A session's name as it may stand in an address: letters, digits, `-` and `_`. */
export function readSession(url) {
  const session = url.searchParams.get('session') ?? '';
  return /^[A-Za-z0-9_-]{1,64}$/.test(session) ? session : null;
}

function readName(given) {
  const name = (given ?? '').replace(/\p{C}/gu, '').trim().slice(0, 40);
  return name === '' ? 'Agent' : name;
}

/** Settings come from this server alone: an address that somebody sends an agent must not loosen what may be shared. */
function readSettings(given) {
  if (given === null) return SETTINGS;
  return /^\/[A-Za-z0-9_][A-Za-z0-9_./-]*$/.test(given) ? given : SETTINGS;
}

async function acceptForm({ session, name, request, response }) {
  try {
    // The demo needs nothing of what the form says.
    await readBody(request, FORM_BYTES);
  } catch {
    return sendHtml(response, 413, messagePage('That is too much', 'The form holds more than this demo accepts.'));
  }
  const next = AFTER_FORM[name] ?? 'home';
  response.writeHead(303, { Location: `/visitor.html?session=${session}&page=${next}` }).end();
}

function sitePage({ session, name, token }) {
  const current = Object.fromEntries(Object.keys(SITE).map((page) => [`on-${page}`, page === name ? 'page' : 'false']));
  const content = fill(`site/${name}.html`, { session, reference: `FO-${randomInt(100_000, 1_000_000)}` });
  return fill('visitor.html', { session, token, title: SITE[name], ...current }, { content });
}

function looksPage(given) {
  const theme = Object.hasOwn(THEMES, given ?? '') ? given : 'default';
  const links = Object.entries(THEMES).map(
    ([name, label]) => `<a class="button quiet" href="/looks.html?theme=${name}"${name === theme ? ' aria-current="page"' : ''}>${label}</a>`,
  );
  const stylesheet = theme === 'default' ? '' : `<link rel="stylesheet" href="/styles/themes/${theme}.css" />`;
  return fill('looks.html', { theme }, { themes: links.join(' '), stylesheet });
}

function newSession() {
  return String(randomInt(1_000, 10_000));
}

function noSession() {
  return messagePage('Which session?', 'This address needs a session, such as ?session=1234: letters, digits, - and _, at most 64.');
}

/** @param {string} heading @param {string} text */
export function messagePage(heading, text) {
  return fill('message.html', { heading, text });
}

/** @param {Record<string, string>} values Escaped. @param {Record<string, string>} [html] Put in as it is: our own files only. */
function fill(file, values, html = {}) {
  const template = readFileSync(new URL(file, DEMO), 'utf8');
  return template.replace(/\{\{([\w-]+)\}\}/g, (whole, name) => html[name] ?? escapeHtml(values[name] ?? whole));
}
