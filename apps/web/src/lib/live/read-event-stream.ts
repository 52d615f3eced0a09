/** One event of a stream: its name and its data, as they were sent. */
export type StreamEvent = { event: string; data: string };

/** The server said no: the status tells whether trying again makes sense. */
export class StreamRefused extends Error {
  override readonly name = 'StreamRefused';
  readonly status: number;

  constructor(status: number) {
    super(`The live stream was refused with ${status}`);
    this.status = status;
  }
}

type Handlers = { onLife: () => void; onEvent: (event: StreamEvent) => void };

/**
 * Reads server-sent events until the server ends the stream. Not `EventSource`: that one hides comments, and a comment is
 * the heartbeat that tells a quiet line from a dead one.
 *
 * @throws {StreamRefused} for any answer that is no stream; network faults and aborts as `fetch` throws them.
 */
export async function readEventStream(url: string, signal: AbortSignal, { onLife, onEvent }: Handlers): Promise<void> {
  const answer = await fetch(url, { signal, headers: { accept: 'text/event-stream' }, cache: 'no-store' });
  if (!answer.ok || !answer.body) throw new StreamRefused(answer.status);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  const split = eventSplitter(onEvent);
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    onLife();
    split(value);
  }
}

/** Takes text in pieces of any size and calls back once for each whole event in it. */
export function eventSplitter(onEvent: (event: StreamEvent) => void): (piece: string) => void {
  let rest = '';
  return (piece) => {
    rest = (rest + piece).replace(/\r\n/g, '\n');
    const blocks = rest.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = parseBlock(block);
      if (event) onEvent(event);
    }
  };
}

function parseBlock(block: string): StreamEvent | undefined {
  const data: string[] = [];
  let event = 'message';
  for (const line of block.split('\n')) {
    if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
    else if (line.startsWith('event:')) event = line.slice(6).trim();
  }
  return data.length > 0 ? { event, data: data.join('\n') } : undefined;
}
