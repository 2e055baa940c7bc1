import type { ServerResponse } from 'node:http';
import { barcode } from '../../address-bar/live-matrix/barcode.js';
import { CODE_STEP_MS } from './delays.js';
import { STORM_SCRIPT } from './storms.js';
import { TRANSITIONS } from './view-transitions.js';

/**
 * The pages of the attacks: `/order` under an allowed and under a forbidden
 * address, the same layout but for what must not be seen. Its query says:
 *
 * - `content`: `card`, a number as large as a few squares of 16 pixels, or `page`, all of it; the forbidden one only
 * - `slow`: how it is slow to paint; see {@link Slowness}
 * - `ms`: for how long
 * - `style`: the view transition that it opts in to
 * - `decoy`: what moves in it all the time; see {@link DECOYS}
 * - `forward`: the URL that it leaves for as soon as it has been painted
 */
export const ORDER = '/order';

/**
 * - `stall`: the server sends the headers, and nothing to paint
 * - `late`: the server doesn't even send the headers
 * - `busy`: a script runs before anything has been painted
 * - `reveal`: a script runs once the page is about to be painted for the first time
 * - `shown`: a script runs when the page comes back
 * - `download`, `nothing`: the server is late, and then there is no page at all
 */
export type Slowness = 'stall' | 'late' | 'busy' | 'reveal' | 'shown' | 'download' | 'nothing';

/** A canvas that a worker draws, of whose frames the page's own thread knows nothing. */
function drawingWorker(width: number, height: number): string {
  return `<canvas id="decoy" width="${width}" height="${height}"></canvas><script>
    const canvas = document.querySelector('#decoy').transferControlToOffscreen();
    const draw = () => { const it = self.canvas.getContext('2d'); let n = 0; const f = () => { it.fillStyle = 'hsl(' + (n += 9) + ' 60% 50%)'; it.fillRect(0, 0, ${width}, ${height}); requestAnimationFrame(f); }; f(); };
    new Worker(URL.createObjectURL(new Blob(['onmessage = ({ data }) => { self.canvas = data; (' + draw + ')(); }']))).postMessage(canvas, [canvas]);
  </script>`;
}

/** What goes on moving in the forbidden page, whatever keeps its script. */
export const DECOYS = {
  spinner: '<style>@keyframes turn{to{transform:rotate(1turn)}}#decoy{width:48px;height:48px;background:#333;animation:turn .7s linear infinite;will-change:transform}</style><div id="decoy"></div>',
  'drawing worker': drawingWorker(64, 48),
  'large drawing worker': drawingWorker(320, 160),
  'foreign frame': '<iframe id="decoy" src="https://secret.example.test/moving" style="width:80px;height:60px;border:0"></iframe>',
} as const;
export type PageDecoy = keyof typeof DECOYS;

/** What moves in a frame of another origin, and so of another process. */
export const MOVING = '<!doctype html><body style="margin:0"><script>let n = 0; const f = () => { document.body.style.background = "hsl(" + (n += 9) + " 60% 50%)"; requestAnimationFrame(f); }; f();</script>';

const isDecoy = (name: string | null): name is PageDecoy => name !== null && Object.hasOwn(DECOYS, name);

const scriptOf = (ms: number, slow: Slowness | null): string => `<script>
  const busy = (ms) => { for (const end = Date.now() + ms; Date.now() < end;); };
  // The address and what is seen, apart from each other.
  const address = (how = 'pushState') => history[how]({}, '', '/first/order?own');
  const hide = () => { document.documentElement.className = ''; };
  const show = () => { document.documentElement.className = 'forbidden'; };
  ${slow === 'busy' ? `busy(${ms});` : ''}
  ${slow === 'reveal' ? `addEventListener('pagereveal', () => setTimeout(() => busy(${ms})));` : ''}
  ${slow === 'shown' ? `addEventListener('pageshow', ({ persisted }) => { if (persisted) busy(${ms}); });` : ''}
</script>`;

export interface Order {
  readonly query: URLSearchParams;
  readonly isForbidden: boolean;
  readonly title: string;
}

/** Green, and with the forbidden content where it is forbidden. Its clock moves until the page is left. */
function orderPage({ query, isForbidden, title }: Order): string {
  const style = query.get('style') ?? '';
  const decoy = query.get('decoy');
  const slow = query.get('slow') as Slowness | null;
  const forward = query.get('forward');
  const forbidden = query.get('content') === 'page' ? 'html.forbidden body{background:linear-gradient(#f0f,#f0f) #fff}' : 'html.forbidden #card{background:#f0f}';
  return `<!doctype html><html class="${isForbidden ? 'forbidden' : ''}"><meta charset="utf-8"><title>${title}</title>
  <style>body{margin:0;font:16px sans-serif;min-height:1600px;background:#00a000}p,a{margin:12px;display:block}#card{width:64px;height:16px;margin:12px}#clock{width:8px;height:8px}
  ${forbidden} ${TRANSITIONS[style]?.css ?? ''}</style>
  ${scriptOf(Number(query.get('ms') ?? 2_000), slow)}
  <p>Order 4711 of today, to be paid by card</p><div id="card"></div><a id="to" href="/first/order">to the order</a>
  ${forward ? `<script>requestAnimationFrame(() => requestAnimationFrame(() => { location.href = ${JSON.stringify(forward)}; }))</script>` : ''}
  ${isDecoy(decoy) ? DECOYS[decoy] : ''}<p id="clock"></p>
  <script>let hue = 0; setInterval(() => { document.querySelector('#clock').style.background = 'hsl(' + (hue += 7) + ' 60% 60%)'; }, 50);</script>`;
}

/** Answers for an order, slowly where its query says so. */
export function answerOrder(response: ServerResponse, order: Order): void {
  const { query, title } = order;
  const slow = query.get('slow') as Slowness | null;
  const page = orderPage(order);
  const html = { 'content-type': 'text/html; charset=utf-8' };
  const later = (work: () => void): void => void setTimeout(work, Number(query.get('ms') ?? 2_000));
  if (slow === 'stall') {
    response.writeHead(200, html).write(`<!doctype html><title>${title}</title><script>`);
    later(() => response.end(`</script>${page}`));
  } else if (slow === 'late') later(() => response.writeHead(200, html).end(page));
  else if (slow === 'download') later(() => response.writeHead(200, { 'content-disposition': 'attachment; filename=order.txt' }).end('order'));
  else if (slow === 'nothing') later(() => response.writeHead(204).end());
  else response.writeHead(200, html).end(page);
}

/** The page of the storms, under an allowed address. It shows the time as a barcode. */
export const ROUTE = '/first/route';

export function routePage(title: string): string {
  const { cell, left, bottom, bits } = barcode;
  return `<!doctype html><meta charset="utf-8"><title>${title}</title>
  <style>body{margin:0;font:16px sans-serif;min-height:1600px;background:#00a000}#code{position:fixed;left:${left}px;bottom:${bottom}px;display:flex;outline:6px solid #fff;background:#fff}
  #code i{width:${cell}px;height:${cell}px}#more{height:300px;overflow:hidden}@keyframes heavy{to{transform:rotate(1turn)}}
  .heavy{width:200px;height:80px;background:linear-gradient(#070,#0a0);filter:blur(9px) drop-shadow(4px 4px 9px #060);animation:heavy 1s linear infinite}</style>
  <p>The route</p><div id="more"></div><div id="code">${'<i></i>'.repeat(bits + 3)}</div>
  <script>${STORM_SCRIPT}
    const showCode = (number) => {
      const cells = Array.from({ length: ${bits} }, (_, index) => (number >> index) & 1);
      [1, 0, ...cells, cells.reduce((a, b) => a + b) % 2].forEach((on, index) => { document.querySelector('#code').children[index].style.background = on ? '#000' : '#fff'; });
    };
    setInterval(() => showCode(Math.floor(Date.now() / ${CODE_STEP_MS}) % ${1 << bits}), 8);
  </script>`;
}
