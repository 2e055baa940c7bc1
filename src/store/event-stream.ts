/** One event of a `text/event-stream`. */
export interface StreamEvent {
  readonly type: string;
  readonly data: string;
}

/** A line longer than this is no event of ours. */
const MAX_LINE = 65_536;

/**
 * The events of a `text/event-stream` as they come in; HTML Standard, section
 * 9.2.6. `EventSource` isn't used because it takes no headers, so no token, and
 * hides the comments by which one knows that a silent connection still stands.
 *
 * @param onSignOfLife Called with each piece that arrives, comments too.
 */
export async function* eventsOf(body: ReadableStream<Uint8Array>, onSignOfLife: () => void): AsyncGenerator<StreamEvent> {
  let type = '';
  let data: string[] = [];
  for await (const line of linesOf(body, onSignOfLife)) {
    if (line === '') {
      if (data.length > 0) yield { type: type || 'message', data: data.join('\n') };
      type = '';
      data = [];
      continue;
    }
    const [, field = '', value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
    if (field === 'event') type = value;
    else if (field === 'data') data.push(value);
  }
}

async function* linesOf(body: ReadableStream<Uint8Array>, onSignOfLife: () => void): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onSignOfLife();
      const lines = (rest + decoder.decode(value, { stream: true })).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      if (rest.length > MAX_LINE) throw new RangeError('A line of the event stream is too long.');
      yield* lines;
    }
  } finally {
    // The one who stops listening early, too, must not leave the connection open.
    await reader.cancel().catch(() => undefined);
  }
}
