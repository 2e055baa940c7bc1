/** RFC 7064 and 7065: `stun:` takes no query, `turn:` at most one transport. */
const STUN = /^stuns?:[^?/]+$/i;
const TURN = /^turns?:[^?/]+(?:\?transport=(?:udp|tcp))?$/i;

/**
 * Why a browser would refuse an ICE server. Null if it would accept it.
 *
 * @see https://www.w3.org/TR/webrtc/#dom-rtcconfiguration-iceservers
 */
export function iceServerProblem(server: unknown): string | null {
  if (typeof server !== 'object' || server === null || !('urls' in server)) return 'it has no urls.';
  const { urls, username, credential } = server as { urls: unknown; username?: unknown; credential?: unknown };
  const list: unknown[] = Array.isArray(urls) ? urls : [urls];
  if (list.length === 0) return 'its urls are empty.';
  for (const url of list) {
    if (typeof url !== 'string' || !(STUN.test(url) || TURN.test(url))) return `${JSON.stringify(url)} isn’t a URL such as stun:host:3478 or turns:host:443?transport=tcp.`;
    if (TURN.test(url) && !(hasText(username) && hasText(credential))) return `${url} needs a username and a credential.`;
  }
  return null;
}

function hasText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
