// A support desk in a process of its own, which can be killed: pages with the built elements, and the signalling server.
// node desk-process.mjs PORT; says its port once it listens.
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { Server } from 'socket.io';
import { attachScreenShare } from '../../../dist/server.js';

const SETTINGS = { escalateToShow: true, surfaces: ['window'], allowedSites: [], bookmarks: [] };
const ELEMENTS = {
  agent: '<glance-screenshare-button session-id="s1" server="/" token="agent:Ann" agent-name="Ann" settings="/settings" cobrowse-version="5.4"></glance-screenshare-button>',
  visitor: '<glance-share-view session-id="s1" server="/" token="visitor:Vera"></glance-share-view>',
};

const page = (role) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${role}</title>
<script type="module">
  // What the page is asked to set, before the element comes to life.
  const element = document.querySelector('${role === 'agent' ? 'glance-screenshare-button' : 'glance-share-view'}');
  const asked = new URLSearchParams(location.search);
  element.iceServers = () => fetch('/ice-servers').then((response) => response.json());
  for (const [name, value] of asked) element.setAttribute(name, value);
  await import('/dist/cdn/${role}.js');
</script>
<style>body { margin: 0 } glance-share-view { display: block; width: 800px; height: 600px }</style>
</head><body>${ELEMENTS[role]}</body></html>`;

/** Small text in columns that scrolls without a pause, and every second is another page: about the most that there is to send of text. */
const TEXT = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>shared text</title>
<style>body { margin: 0; columns: 5; column-fill: auto; height: 24000px; font: 10px/12px sans-serif }</style></head><body>
${Array.from({ length: 20_000 }, (_, at) => `<span style="color: hsl(${(at * 47) % 360} 80% 35%)">${((at + 1) * 2_654_435_761 % 4_294_967_296).toString(36)}</span>`).join(' ')}
<script>let [step, top_] = [0, 0]; setInterval(() => { step++; top_ = step % 25 ? top_ + 4 : (step * 613) % 20000; scrollTo(0, top_ % 20000); }, 40);</script></body></html>`;

const assets = sirv(fileURLToPath(new URL('../../../dist', import.meta.url)), { dev: true });
let iceServers = [[]];

const http = createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://desk');
  const json = (value) => response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
  if (pathname.startsWith('/dist/')) {
    request.url = pathname.slice('/dist'.length);
    return assets(request, response);
  }
  if (pathname === '/settings') return json(SETTINGS);
  if (pathname === '/settings/tab') return json({ ...SETTINGS, surfaces: ['tab'] });
  if (pathname === '/text') return response.setHeader('content-type', 'text/html; charset=utf-8').end(TEXT);
  if (pathname === '/settings/guarded') return json({ ...SETTINGS, allowedSites: ['https://www.example.com/*'] });
  // Each request takes the next list, and the last one stands for all later ones: credentials that are fetched anew.
  if (pathname === '/ice-servers') return json(iceServers.length > 1 ? iceServers.shift() : iceServers[0]);
  const role = pathname.slice(1);
  response.statusCode = role in ELEMENTS ? 200 : 404;
  response.setHeader('content-type', 'text/html; charset=utf-8').end(role in ELEMENTS ? page(role) : '');
});
attachScreenShare(new Server(http, { serveClient: false }), {
  authorize: ({ token = '' }) => {
    const [role, user] = token.split(':');
    return role === 'agent' || role === 'visitor' ? { user, role, name: user } : null;
  },
});
process.on('message', (lists) => (iceServers = lists));
http.listen(Number(process.argv[2] ?? 0), '::', () => console.log(String(http.address().port)));
