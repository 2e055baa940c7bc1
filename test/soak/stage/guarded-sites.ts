import { createServer as createPlainServer } from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import type { Certificate } from '../../e2e/harness/certificates.js';
import { MOVING, ORDER, ROUTE, answerOrder, routePage } from './attack-pages.js';
import { listen } from './listen.js';

/** The hosts of the tests, all on one server. */
export const ALLOWED = 'https://shop.example.test';
export const FORBIDDEN = 'https://secret.example.test';
/** Hosts that are not the allowed one, though a person could take them for it. */
export const LOOK_ALIKES = {
  'by letters': 'https://shop.exarnple.test/first/page',
  'by a digit': 'https://sh0p.example.test/first/page',
  'by a subdomain': 'https://shop.example.test.evil.test/first/page',
  'by a name before it': 'https://notshop.example.test/first/page',
  'by its user info': 'https://shop.example.test@evil.test/first/page',
  'by user info with a path': 'https://shop.example.test%2Ffirst%2Fpage@evil.test/first/page',
  'by one Cyrillic letter': 'https://sho\u0440.example.test/first/page',
  'by its path': 'https://evil.test/shop.example.test/first/page',
  'by its port': 'https://shop.example.test:8443/first/page',
} as const;
/** An allowed host of Latin letters, and its whole-script twin, which Chromium shows undecoded under this ending. */
export const LATIN = 'https://cop.ru';
export const CYRILLIC = 'https://\u0441\u043e\u0440.ru';
/** A host that the rules may allow, with a certificate that isn't its own. */
export const WRONG_CERTIFICATE = 'https://shop.unproved.test';
/** What the sites' certificate is for. */
export const HOSTS = ['*.example.test', '*.exarnple.test', '*.example.test.evil.test', 'evil.test', 'cop.ru', 'xn--n1aeb.ru'];
/** An allowed page with nothing at its edges; see `bareAllowedPage`. */
export const BARE = '/first/bare';
/** What the guard of the tests allows. */
export const RULES = [`${ALLOWED}/first/*`];
/** The title of the window that is captured, while it is being captured. */
export const CAPTURED_TITLE = 'guarded window';

/** A PDF of one page, painted magenta. */
function magentaPdf(): string {
  const paint = '1 0 1 rg 0 0 600 800 re f';
  return `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>endobj
4 0 obj<</Length ${paint.length}>>stream
${paint}
endstream endobj
trailer<</Root 1 0 R>>`;
}

const page = (title: string, style: string, body: string): string =>
  `<!doctype html><meta charset="utf-8"><title>${title}</title><style>body{margin:0;font:16px sans-serif;min-height:1600px;${style}}
  a,button{margin:12px;display:inline-block}p{margin:12px}</style>${body}`;

/** An allowed page: green, with every way away from it, and something that moves so that frames keep coming. */
function allowedPage(path: string): string {
  const link = (id: string, href: string): string => `<a id="${id}" href="${href}">${id}</a>`;
  return page(
    CAPTURED_TITLE,
    'background:#00a000',
    `<p>${path}</p>${link('link', '/second/page')}${link('other-origin', `${FORBIDDEN}/page`)}${link('redirect', '/first/redirect')}
    ${link('meta', '/first/meta')}${link('error-page', 'https://broken.example.test/')}${link('pdf', '/second/paper.pdf')}${link('inside', '/first/inside')}
    <form method="post" action="/second/form"><button id="form-post">form-post</button></form><input id="field"><textarea id="area"></textarea>
    <p id="clock" style="width:40px;height:16px"></p>
    <script>
      let step = 0;
      const clock = document.querySelector('#clock');
      // The same few colours again and again: something new with every frame could be a transition that doesn't end.
      setInterval(() => { clock.style.background = 'hsl(' + (step++ % 3) * 120 + ' 60% 60%)'; }, 50);
      const forbid = () => { document.body.style.background = '#ff00ff'; document.body.innerHTML = '<h1>forbidden</h1>'; };
      const change = (how) => history[how]({}, '', '/second/' + how);
      addEventListener('popstate', () => location.reload());
    </script>`,
  );
}

/** Green, or white, up to its edges, with something in its middle that moves. */
function bareAllowedPage(white: boolean): string {
  const background = white ? '#fff' : '#00a000';
  return `<!doctype html><meta charset="utf-8"><title>${CAPTURED_TITLE}</title><style>html{overflow:hidden;background:${background}}
    #clock{position:fixed;left:45%;top:60%;width:40px;height:16px}</style><div id="clock"></div>
    <script>let step = 0; setInterval(() => { document.querySelector('#clock').style.background = 'hsl(' + (step++ % 3) * 120 + ' 60% 60%)'; }, 50);</script>`;
}

/** Magenta by a picture: once a browser clears what it has painted, only the colour behind it stays. */
const forbiddenPage = (path: string): string =>
  page('forbidden', 'background:linear-gradient(#f0f,#f0f) #fff', `<h1>forbidden</h1><p>${path}</p><p id="clock">0</p><script>let n=0;setInterval(()=>{clock.textContent=n++},50)</script>`);

function answer({ url = '/', headers: { host = '' }, socket }: IncomingMessage, response: ServerResponse, armed: Set<string>): void {
  const { pathname, searchParams } = new URL(url, 'https://x');
  const isAllowed = 'encrypted' in socket && (`https://${host}` === ALLOWED || `https://${host}` === LATIN) && pathname.startsWith('/first/');
  const html = (text: string): void => void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(text);
  const away = (to: string): void => void response.writeHead(302, { location: to }).end();
  // Chromium asks whether there is a network at all when a certificate is wrong.
  if (pathname === '/generate_204') response.writeHead(204).end();
  else if (host.startsWith('broken.')) response.socket?.destroy();
  else if (pathname === '/worker.js') response.writeHead(200, { 'content-type': 'text/javascript' }).end(serviceWorker());
  else if (pathname.endsWith('.pdf')) response.writeHead(200, { 'content-type': 'application/pdf' }).end(magentaPdf());
  else if (pathname === '/bounce') html(`${forbiddenPage(url)}<script>requestAnimationFrame(() => requestAnimationFrame(() => history.back()))</script>`);
  else if (host.startsWith('isolated.')) {
    response.setHeader('cross-origin-opener-policy', 'same-origin').setHeader('cross-origin-embedder-policy', 'require-corp');
    html(page('isolated', '', '<p>isolated</p>'));
  } else if (pathname.endsWith(ORDER)) answerOrder(response, { query: searchParams, isForbidden: !isAllowed, title: CAPTURED_TITLE });
  else if (pathname === '/moving') html(MOVING);
  else if (!isAllowed) html(forbiddenPage(url));
  else if (pathname === ROUTE) html(routePage(CAPTURED_TITLE));
  else if (pathname === BARE) html(bareAllowedPage(searchParams.has('white')));
  else if (pathname === '/first/redirect') away(`${FORBIDDEN}/redirected`);
  else if (pathname === '/first/chain') {
    const more = Number(searchParams.get('more') ?? 5);
    away(more > 0 ? `/first/chain?more=${more - 1}` : `${FORBIDDEN}/chained`);
  } else if (pathname === '/first/late') setTimeout(() => html(allowedPage(url)), Number(searchParams.get('ms') ?? 3_000));
  else if (pathname === '/first/reload' && armed.delete(url)) away('/second/reloaded');
  else if (pathname === '/first/meta') html(`<meta http-equiv="refresh" content="0;url=/second/meta">${allowedPage(url)}`);
  else if (pathname === '/first/stall') stall(response, Number(searchParams.get('ms') ?? 3_000));
  else if (pathname === '/first/hang') html(page(CAPTURED_TITLE, 'background:#00a000', `<script>
    const hang = () => { const end = Date.now() + ${Number(searchParams.get('ms') ?? 3_000)}; while (Date.now() < end); };
    addEventListener('load', () => setTimeout(hang));
  </script>`));
  else {
    if (pathname === '/first/reload') armed.add(url);
    html(allowedPage(url));
  }
}

/** Answers without any network. */
function serviceWorker(): string {
  return `addEventListener('activate', (event) => event.waitUntil(clients.claim()));
  addEventListener('fetch', (event) => {
    if (event.request.url.endsWith('/by-worker')) event.respondWith(new Response(${JSON.stringify(forbiddenPage('/by-worker'))}, { headers: { 'content-type': 'text/html' } }));
  });`;
}

/** Commits, and paints nothing for a while. */
function stall(response: ServerResponse, ms: number): void {
  response.writeHead(200, { 'content-type': 'text/html' });
  response.write(`<!doctype html><title>${CAPTURED_TITLE}</title><script>`);
  setTimeout(() => response.end(`</script><body style="background:#00a000">allowed at last`), ms);
}

/** The first byte of a TLS connection. */
const HANDSHAKE = 0x16;

/** Serves all hosts, by https and by http at one port. @returns where, as `127.0.0.1:port` */
export async function serveSites(certificate: Certificate): Promise<{ address: string; close(): Promise<void> }> {
  const armed = new Set<string>();
  const listener: RequestListener = (request, response) => answer(request, response, armed);
  const [secure, plain] = [createSecureServer({ ...certificate }, listener), createPlainServer(listener)];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined).on('close', () => sockets.delete(socket)));
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      (first[0] === HANDSHAKE ? secure : plain).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
  return listen(server, () => sockets.forEach((socket) => socket.destroy()));
}
