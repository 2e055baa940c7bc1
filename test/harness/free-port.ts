import { createServer } from 'node:net';
import { listen } from '../soak/stage/listen.js';

/** A port of this machine that nothing listens on, for a program that has to be told one. */
export async function freePort(): Promise<number> {
  const { address, close } = await listen(createServer());
  await close();
  return Number(address.split(':')[1]);
}
