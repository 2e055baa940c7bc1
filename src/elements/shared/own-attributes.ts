interface Waiting {
  /** The attributes that the element will set on itself. */
  readonly attributes: Map<string, string | null>;
  /** Resolves when it can set them. */
  readonly settled: Promise<void>;
}

/** Elements in the page's HTML, until the page is loaded and idle. */
const waiting = new WeakMap<Element, Waiting>();

/**
 * Call this in the constructor. An element in the page's HTML may be
 * server-rendered, and the hydrating framework compares it with the server's HTML.
 * Such an element therefore sets no attributes on itself until the page is loaded
 * and idle.
 */
export function awaitHydration(element: Element): void {
  if (typeof document === 'undefined' || (!element.isConnected && document.readyState !== 'loading')) return;
  const attributes: Waiting['attributes'] = new Map();
  const settled = pageSettled();
  waiting.set(element, { attributes, settled });
  void settled.then(() => {
    waiting.delete(element);
    for (const [name, value] of attributes) write(element, name, value);
  });
}

/** Calls back once a framework has had time to hydrate the server's HTML. Immediate for an element created by a script. */
export function onceHydrated(element: Element, callback: () => void): void {
  const settled = waiting.get(element)?.settled;
  if (settled) void settled.then(callback);
  else callback();
}

/** Sets an attribute that informs style sheets and screen readers about the element; null removes it. */
export function setOwnAttribute(element: Element, name: string, value: string | null): void {
  const later = waiting.get(element);
  if (later) later.attributes.set(name, value);
  else write(element, name, value);
}

function write(element: Element, name: string, value: string | null): void {
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

function pageSettled(): Promise<void> {
  return new Promise((resolve) => {
    // Safari has no `requestIdleCallback`.
    const page = globalThis as { requestIdleCallback?: Window['requestIdleCallback'] };
    const idle = (): unknown => (page.requestIdleCallback ? page.requestIdleCallback(() => resolve(), { timeout: 1_000 }) : setTimeout(resolve, 200));
    if (document.readyState === 'complete') idle();
    else addEventListener('load', idle, { once: true });
  });
}
