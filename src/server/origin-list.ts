/** What a request says about its page and how it reached this server. */
export interface OriginClaim {
  readonly origin: string | null;
  /** The requested host, from `Host` or `:authority`. */
  readonly host: string | null;
  /** The browser's `Sec-Fetch-Site`; old browsers don't send it. */
  readonly site: string | null;
  /** Whether the client used TLS, to this server or to a proxy in front of it. */
  readonly isSecure: boolean;
}

/** Other origins whose pages can use a server. Origins are compared in full. */
export class OriginList {
  readonly #origins: ReadonlySet<string>;
  readonly #hosts: ReadonlySet<string>;
  readonly #all: boolean;

  /**
   * @param origins One origin, several, or `'*'` for all if `mayBeAll` is set.
   * @throws TypeError for anything that isn't an origin, saying what to write
   * instead.
   */
  constructor(origins: unknown = [], { mayBeAll }: { readonly mayBeAll: boolean }) {
    this.#all = mayBeAll && origins === '*';
    const list: readonly unknown[] = Array.isArray(origins) ? origins : [origins];
    this.#origins = new Set(this.#all ? [] : list.map(checkedOrigin));
    this.#hosts = new Set([...this.#origins].map((origin) => new URL(origin).host));
  }

  includes(origin: string | null): boolean {
    return origin !== null && (this.#all || this.#origins.has(origin));
  }

  /** Whether a page can use the server: its origin is listed or is the server's own. A request without an origin doesn't come from a page. */
  admits({ origin, host, site, isSecure }: OriginClaim): boolean {
    if (this.includes(origin)) return true;
    if (site !== null && site !== 'same-origin') return false;
    if (origin === null) return true;
    const url = URL.canParse(origin) ? new URL(origin) : null;
    if (url === null || url.host !== host) return false;
    // If the host has listed its own origin, that one decides. Otherwise, a page that was loaded without TLS doesn't count as the server's own if the request used TLS.
    return !this.#hosts.has(url.host) && !(isSecure && url.protocol === 'http:');
  }
}

function checkedOrigin(value: unknown): string {
  const text = typeof value === 'string' ? value : String(value);
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : null;
  if (url && url.origin === text && url.host !== '' && !text.includes('*')) return text;
  const remedy = url && url.host !== '' && url.origin !== 'null' && url.origin !== text ? `Write ${url.origin} instead.` : 'An origin looks like https://support.example.com: scheme, host and, where there is one, port.';
  throw new TypeError(`\`origins\` has ${JSON.stringify(text)}, which is not an origin. ${remedy}`);
}
