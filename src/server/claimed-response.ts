import type { NodeResponse } from './node-request.js';

/** The methods that write a response. They throw or corrupt it once somebody else has written one. */
const WRITING = ['writeHead', 'setHeader', 'setHeaders', 'appendHeader', 'removeHeader', 'flushHeaders', 'write', 'end'] as const;

/**
 * Claims a response. Only the returned object writes to it; writes from other
 * handlers are discarded. Node calls all handlers of a server for each request.
 * Without this, the second response throws `ERR_HTTP_HEADERS_SENT` in the handler
 * that writes it, which ends the process.
 *
 * @param onForeign Called when another handler tries to write.
 */
export function claimResponse(response: NodeResponse, onForeign: () => void): NodeResponse {
  let ours = false;
  for (const name of WRITING) {
    const original: unknown = Reflect.get(response, name);
    if (typeof original !== 'function') continue;
    const guarded = (...args: unknown[]): unknown => {
      // Node's own methods call each other, and so do wrappers added by middleware.
      if (ours) return Reflect.apply(original, response, args);
      onForeign();
      return name === 'write' ? true : response;
    };
    Object.defineProperty(response, name, { value: guarded, configurable: true, writable: true });
  }
  return new Proxy(response, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        const before = ours;
        ours = true;
        try {
          return Reflect.apply(value, target, args);
        } finally {
          ours = before;
        }
      };
    },
  });
}
