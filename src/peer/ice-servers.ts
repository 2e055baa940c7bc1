import { iceServerProblem } from './ice-server-problem.js';
import { withinTime } from '../built-ins/within-time.js';

/**
 * STUN and TURN servers: a list, or a function that fetches one, for example if credentials expire. The
 * function is called for each attempt to connect. On the agent's side, it's also called when the picker
 * opens, for links within the next minute.
 *
 * Default everywhere: none. No third-party server is ever contacted unless you configure it.
 */
export type IceServers = readonly RTCIceServer[] | (() => readonly RTCIceServer[] | Promise<readonly RTCIceServer[]>);

/** Resolves `servers` to a list. Rejects with the error of the host's function, or if the result isn't a list. */
export async function resolveIceServers(servers: IceServers | undefined): Promise<readonly RTCIceServer[]> {
  const list: unknown = typeof servers === 'function' ? await servers() : (servers ?? []);
  if (!Array.isArray(list)) {
    throw new TypeError('iceServers must be a list such as [{ urls: "turns:turn.example.com:443" }], or a function that returns one.');
  }
  return list as RTCIceServer[];
}

/** How long the host's function may take, milliseconds. A link waits for it, although it connects in most networks without servers. */
const PATIENCE_MS = 5_000;

/**
 * The servers in `servers` that a browser accepts, or none if the host's function fails or doesn't
 * answer. Within one network, a link can connect without servers, so it's worth trying. A single
 * invalid server would prevent the browser from making any connection.
 *
 * @param onTrouble Called with what went wrong.
 */
export async function iceServersOrNone(servers: IceServers | undefined, onTrouble: (cause: unknown) => void): Promise<readonly RTCIceServer[]> {
  try {
    return await usableIceServers(servers, onTrouble);
  } catch (cause) {
    onTrouble(cause);
    return [];
  }
}

/** The same, but rejects if the host's function fails or doesn't answer. */
export async function usableIceServers(servers: IceServers | undefined, onTrouble: (cause: unknown) => void): Promise<readonly RTCIceServer[]> {
  return usableOf(await withinTime(resolveIceServers(servers), PATIENCE_MS, 'The function iceServers did not return in time.'), onTrouble);
}

function usableOf(list: readonly RTCIceServer[], onTrouble: (cause: unknown) => void): readonly RTCIceServer[] {
  return list.filter((server) => {
    const problem = iceServerProblem(server);
    if (problem !== null) onTrouble(new TypeError(`An ICE server was left out: ${problem}`));
    return problem === null;
  });
}
