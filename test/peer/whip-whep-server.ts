/** A WHIP and WHEP server in the page: answers `fetch` by itself, with a real WebRTC connection behind each stream. */
export class WhipWhepServer {
  readonly requests: { method: string; url: string; authorization: string | null; type: string | null; keepalive: boolean }[] = [];
  /** What it answers in the place of what it would, for the first request that this gives something for. */
  instead: (method: string, url: string) => Response | null = () => null;
  /** WHEP: whether it offers by itself in the place of an answer. */
  offers = false;
  /** What else stands in its answers to an offer. */
  headers: Record<string, string> = {};
  /** Its candidates are taken out, so that nobody can connect. */
  unreachable = false;
  readonly connections: RTCPeerConnection[] = [];
  readonly received: MediaStreamTrack[] = [];
  readonly #real = globalThis.fetch;
  /** What it sends to whoever plays. */
  readonly #track: MediaStreamTrack;
  readonly #canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 48 });
  readonly #timer: ReturnType<typeof setInterval>;

  constructor() {
    const context = this.#canvas.getContext('2d')!;
    this.#track = this.#canvas.captureStream(10).getVideoTracks()[0]!;
    this.#timer = setInterval(() => context.fillRect(Math.random() * 64, 0, 2, 2), 50);
    globalThis.fetch = (input, init) => this.#fetch(new Request(input, init));
  }

  /** What it has been asked of one kind. */
  asked(method: string): string[] {
    return this.requests.filter((request) => request.method === method).map(({ url }) => url);
  }

  close(): void {
    globalThis.fetch = this.#real;
    clearInterval(this.#timer);
    this.#track.stop();
    for (const connection of this.connections) connection.close();
  }

  async #fetch(request: Request): Promise<Response> {
    const { method, url, headers, keepalive } = request;
    if (!url.startsWith('https://media.test/')) return this.#real(request);
    this.requests.push({ method, url, authorization: headers.get('authorization'), type: headers.get('content-type'), keepalive });
    const response = this.instead(method, url) ?? (await this.#answer(request));
    // The address of an answer is the browser's to set.
    if (response.url === '') Object.defineProperty(response, 'url', { value: url });
    return response;
  }

  async #answer(request: Request): Promise<Response> {
    const sdp = await request.text();
    if (request.method === 'DELETE') return new Response(null, { status: 200 });
    if (request.method === 'PATCH') {
      await this.connections.at(-1)!.setRemoteDescription({ type: 'answer', sdp });
      return new Response(null, { status: 204 });
    }
    const connection = new RTCPeerConnection();
    this.connections.push(connection);
    connection.addEventListener('track', ({ track }) => this.received.push(track));
    const plays = request.url.includes('/whep');
    const counter = plays && this.offers;
    if (!counter) await connection.setRemoteDescription({ type: 'offer', sdp });
    if (plays) connection.addTrack(this.#track);
    await connection.setLocalDescription();
    while (connection.iceGatheringState !== 'complete') await new Promise((resolve) => connection.addEventListener('icegatheringstatechange', resolve, { once: true }));
    const { sdp: whole } = connection.localDescription!;
    const answer = this.unreachable ? whole.replace(/a=ice-pwd:.*\r\n/g, `a=ice-pwd:${'x'.repeat(24)}\r\n`) : whole;
    const headers = { 'content-type': 'application/sdp', location: `/stream/${this.connections.length}`, ...this.headers };
    return new Response(answer, { status: counter ? 406 : 201, headers });
  }
}
