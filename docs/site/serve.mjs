import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { SITE } from './build.mjs';

/** Serves the built site. Port 0 takes any that is free. */
export async function serveSite({ port = 0 } = {}) {
  const notFound = (_request, response) => response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' }).end(readFileSync(join(SITE, '404.html')));
  const server = createServer(sirv(SITE, { dev: true, extensions: ['html'], onNoMatch: notFound }));
  await new Promise((listening, failed) => server.once('error', failed).listen(port, 'localhost', listening));
  return {
    url: `http://localhost:${server.address().port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
