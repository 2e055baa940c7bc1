/** One event of a `text/event-stream`. */
export interface StreamEvent {
  readonly type: string;
  readonly data: string;
}

/** Our events never have a longer line. */
const MAX_LINE = 65_536;

/**
 * Yields the events of a `text/event-stream` as they arrive; HTML Standard, section
 * 9.2.6. `EventSource` isn't used because it can't send headers, and so no token.
 * It also hides the comments that show that a silent connection is still alive.
 *
 * @param onSignOfLife Called with each chunk that arrives, including comments.
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
    // The connection must also be closed if the consumer stops early.
    await reader.cancel().catch(() => undefined);
  }
}
