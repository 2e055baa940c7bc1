/**
 * `AbortSignal.any`, which Chrome 109, Firefox 115 and Safari 16.4 don't have:
 * aborts once either signal does. Unlike the browser's, it keeps a listener on both
 * until then, so the caller should abort the shorter-lived one when done.
 */
export function eitherSignal(one: AbortSignal, other: AbortSignal): AbortSignal {
  const either = new AbortController();
  for (const signal of [one, other]) {
    if (signal.aborted) either.abort(signal.reason);
    else signal.addEventListener('abort', () => either.abort(signal.reason), { once: true, signal: either.signal });
  }
  return either.signal;
}

/** Rejects with the signal's reason when it aborts, even if what `promise` waits for ignores the signal. */
export function abortable<T>(promise: T | Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    Promise.resolve(promise)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', abort));
  });
}
