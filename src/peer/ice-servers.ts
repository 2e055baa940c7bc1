/**
 * STUN and TURN servers: a list, or a function that fetches one, such as
 * credentials that expire. The function is called anew for each attempt to connect;
 * on the agent's side also when the picker opens, for the links of the minute that follows.
 *
 * Default everywhere: none. No server of a third party is ever contacted unasked.
 */
export type IceServers = readonly RTCIceServer[] | (() => readonly RTCIceServer[] | Promise<readonly RTCIceServer[]>);

/** The list behind `servers`. Rejects with what the host's function threw. */
export async function resolveIceServers(servers: IceServers | undefined): Promise<readonly RTCIceServer[]> {
  const list: unknown = typeof servers === 'function' ? await servers() : (servers ?? []);
  if (!Array.isArray(list)) {
    throw new TypeError('iceServers must be a list such as [{ urls: "turns:turn.example.com:443" }], or a function that returns one.');
  }
  return list as RTCIceServer[];
}

/**
 * The list behind `servers`, or an empty one when the host's function fails:
 * within one network a link comes about without servers too, so it is worth trying.
 *
 * @param onTrouble Called with what went wrong.
 */
export async function iceServersOrNone(servers: IceServers | undefined, onTrouble: (cause: unknown) => void): Promise<readonly RTCIceServer[]> {
  try {
    return await resolveIceServers(servers);
  } catch (cause) {
    onTrouble(cause);
    return [];
  }
}
