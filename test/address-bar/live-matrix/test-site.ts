import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from '../../e2e/harness/certificates.js';
import { barcode, cellsOf } from './barcode.js';

/** A page that carries `code` as a barcode and never stops moving a little, so that the capturer keeps sending frames. */
function pageOf(title: string, code: number): string {
  const cells = cellsOf(code).map((black) => `<i style="background:${black ? '#000' : '#fff'}"></i>`).join('');
  return `<!doctype html><title>${title}</title><style>
body{margin:0;background:#fff} i{flex:none;width:${barcode.cell}px;height:${barcode.cell}px}
#code{position:fixed;left:${barcode.left}px;bottom:${barcode.bottom}px;display:flex}
#tick{position:fixed;right:60px;bottom:60px;width:20px;height:20px;background:#888}</style>
<div id="code">${cells}</div><div id="tick"></div>
<script>let on=false;setInterval(()=>{on=!on;tick.style.background=on?'#777':'#999'},40)</script>`;
}

export interface TestSite {
  readonly port: number;
  /** The number that every page carries from now on. */
  code: number;
  stop(): Promise<void>;
}

/** Serves the same page at every address over https. */
export async function startTestSite(certificate: Certificate, title: string): Promise<TestSite> {
  const site = { code: 0 };
  const server = createServer(certificate, (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    response.end(pageOf(title, site.code));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(site, {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}
