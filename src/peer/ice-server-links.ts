/** One entry of a `Link` header: its target, then its parameters, whose values may be quoted. */
const LINK = /<([^>]*)>((?:\s*;\s*[\w!#$&+.^`|~-]+\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s",;]+))*)/g;
const PARAMETER = /;\s*([\w!#$&+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",;]+))/g;

/**
 * The STUN and TURN servers in the `Link` header of a WHIP or WHEP server. Other entries are ignored.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9725#section-4.6
 */
export function iceServersIn(linkHeader: string | null): RTCIceServer[] {
  return [...(linkHeader ?? '').matchAll(LINK)].flatMap(([, target = '', parameters = '']) => {
    const values = parametersIn(parameters);
    if (values.get('rel') !== 'ice-server' || !/^(?:stun|turns?):/i.test(target)) return [];
    const username = values.get('username');
    const credential = values.get('credential');
    if (/^stun:/i.test(target)) return [{ urls: target }];
    // A browser refuses to create a connection with a TURN server that has no password.
    return username && credential ? [{ urls: target, username, credential }] : [];
  });
}

function parametersIn(text: string): Map<string, string> {
  return new Map([...text.matchAll(PARAMETER)].map(([, name = '', quoted, plain = '']) => [name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain]));
}
