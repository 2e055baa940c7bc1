/** What Janus tells of a plugin's handle. @see https://janus.conf.meetecho.com/docs/rest.html */
export interface JanusEvent {
  readonly janus: string;
  readonly transaction?: string;
  readonly sender?: number;
  readonly error?: { code: number; reason: string };
  readonly data?: { id: number };
  readonly plugindata?: { data: Record<string, unknown> & { error?: string; error_code?: number } };
  readonly jsep?: { type: string; sdp: string };
}

export class JanusError extends Error {}

/** One session at Janus over its HTTP API: requests by POST, events by long polls. */
export class JanusApi {
  readonly #url: string;
  readonly #waiting = new Map<string, (event: JanusEvent) => void>();
  readonly #closing = new AbortController();
  #transactions = 0;

  private constructor(url: string) {
    this.#url = url;
  }

  static async connect(api: string): Promise<JanusApi> {
    const { data } = await post(api, { janus: 'create', transaction: 'create' });
    const session = new JanusApi(`${api}/${data!.id}`);
    void session.#poll();
    return session;
  }

  /** A handle of the VideoRoom plugin. */
  async attach(): Promise<number> {
    const { data } = await post(this.#url, { janus: 'attach', plugin: 'janus.plugin.videoroom', transaction: this.#transaction() });
    return data!.id;
  }

  async detach(handle: number): Promise<void> {
    await post(`${this.#url}/${handle}`, { janus: 'detach', transaction: this.#transaction() });
  }

  /** Asks the plugin, and waits for what it says to that. */
  async ask(handle: number, body: object, jsep?: { type: string; sdp: string }): Promise<JanusEvent> {
    const transaction = this.#transaction();
    const event = new Promise<JanusEvent>((resolve) => this.#waiting.set(transaction, resolve));
    const reply = await post(`${this.#url}/${handle}`, { janus: 'message', transaction, body, ...(jsep && { jsep }) });
    const answer = reply.janus === 'ack' ? await event : reply;
    this.#waiting.delete(transaction);
    const data = answer.plugindata?.data;
    if (data?.error) throw new JanusError(`${data.error_code}: ${data.error}`);
    return answer;
  }

  close(): void {
    this.#closing.abort();
  }

  async #poll(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      const events = await fetch(`${this.#url}?maxev=20`, { signal: this.#closing.signal })
        .then((response) => response.json() as Promise<JanusEvent | JanusEvent[]>)
        .catch(() => []);
      for (const event of [events].flat()) this.#waiting.get(event.transaction ?? '')?.(event);
    }
  }

  #transaction(): string {
    return `t${++this.#transactions}`;
  }
}

async function post(url: string, body: object): Promise<JanusEvent> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  const answer = (await response.json()) as JanusEvent;
  if (answer.error) throw new JanusError(`${answer.error.code}: ${answer.error.reason}`);
  return answer;
}
