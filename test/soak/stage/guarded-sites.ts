import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Certificate } from '../../e2e/harness/certificates.js';
import { listen } from './listen.js';

/** The hosts of the tests, all on one server. */
export const ALLOWED = 'https://shop.example.test';
export const FORBIDDEN = 'https://secret.example.test';
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
    <p id="clock" style="width:60px;height:20px"></p>
    <script>
      let hue = 0;
      const clock = document.querySelector('#clock');
      setInterval(() => { clock.style.background = 'hsl(' + (hue += 7) + ' 60% 60%)'; }, 50);
      const forbid = () => { document.body.style.background = '#ff00ff'; document.body.innerHTML = '<h1>forbidden</h1>'; };
      const change = (how) => history[how]({}, '', '/second/' + how);
      addEventListener('popstate', () => location.reload());
    </script>`,
  );
}

const forbiddenPage = (path: string): string =>
  page('forbidden', 'background:#ff00ff', `<h1>forbidden</h1><p>${path}</p><p id="clock">0</p><script>let n=0;setInterval(()=>{clock.textContent=n++},50)</script>`);

function answer({ url = '/', headers: { host = '' } }: IncomingMessage, response: ServerResponse, armed: Set<string>): void {
  const { pathname } = new URL(url, 'https://x');
  const html = (text: string): void => void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(text);
  const away = (to: string): void => void response.writeHead(302, { location: to }).end();
  if (host.startsWith('broken.')) response.socket?.destroy();
  else if (pathname.endsWith('.pdf')) response.writeHead(200, { 'content-type': 'application/pdf' }).end(magentaPdf());
  else if (!`https://${host}`.startsWith(ALLOWED) || !pathname.startsWith('/first/')) html(forbiddenPage(url));
  else if (pathname === '/first/redirect') away(`${FORBIDDEN}/redirected`);
  else if (pathname === '/first/reload' && armed.delete(url)) away('/second/reloaded');
  else if (pathname === '/first/meta') html(`<meta http-equiv="refresh" content="0;url=/second/meta">${allowedPage(url)}`);
  else if (pathname === '/first/stall') stall(response);
  else {
    if (pathname === '/first/reload') armed.add(url);
    html(allowedPage(url));
  }
}

/** Commits, and paints nothing for a while. */
function stall(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/html' });
  response.write(`<!doctype html><title>${CAPTURED_TITLE}</title><script>`);
  setTimeout(() => response.end(`</script><body style="background:#00a000">allowed at last`), 3_000);
}

/** Serves all hosts. @returns where, as `127.0.0.1:port` */
export async function serveSites(certificate: Certificate): Promise<{ address: string; close(): Promise<void> }> {
  const armed = new Set<string>();
  const server = createServer({ ...certificate }, (request, response) => answer(request, response, armed));
  return listen(server);
}
