import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';

type AnyServer = Server & { closeAllConnections?(): void };

/** Has a server listen on a free port of this machine; `hangUp` ends its connections when it closes, for one that can't by itself. */
export async function listen(server: AnyServer, hangUp = (): void => server.closeAllConnections?.()): Promise<{ address: string; close(): Promise<void> }> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    async close() {
      hangUp();
      server.close();
      await once(server, 'close');
    },
  };
}
