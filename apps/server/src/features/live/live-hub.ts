import type { ServerResponse } from 'node:http';
import type { LiveMessage, LiveSnapshot } from '@carillon/contract';

const HEARTBEAT_MS = 5000;
const LIFE_MS = 30 * 60_000; // a proxy or a moved session must not hold a stream for ever; reconnecting is normal
const PADDING = `:${' '.repeat(2048)}\n\n`; // some antivirus proxies hold a message until the next bytes come
const BACKLOG_BYTES_MAX = 1_000_000;

export type Listener = { workspaceId: string; userId: string };
/** Who wants to know of the first and the last stream of somebody here; it never fails. */
type HubPresence = { here: (listener: Listener) => Promise<void>; gone: (listener: Listener) => Promise<void> };
type Stream = Listener & {
  response: ServerResponse;
  beat: NodeJS.Timeout;
  end: NodeJS.Timeout;
  /** What happened before the stream had its snapshot; `null` since. */
  held: LiveMessage[] | null;
};

/** The open streams of this process. It remembers nothing: whoever misses a message gets the truth with the next snapshot. */
export class LiveHub {
  readonly #streams = new Set<Stream>();
  readonly #presence: HubPresence | undefined;

  constructor(presence?: HubPresence) {
    this.#presence = presence;
  }

  get size(): number {
    return this.#streams.size;
  }

  /**
   * Takes over a response whose headers have been sent. Holds the news back until the snapshot that was read meanwhile is given to
   * what this returns: it goes first, and what it knows already is not told again.
   */
  open(listener: Listener, response: ServerResponse): (snapshot: LiveSnapshot) => void {
    const stream: Stream = {
      ...listener,
      held: [],
      response,
      beat: setInterval(() => response.write(': heartbeat\n\n'), HEARTBEAT_MS),
      end: setTimeout(() => this.#close(stream), LIFE_MS),
    };
    this.#streams.add(stream);
    void this.#presence?.here(listener);
    response.once('close', () => this.#close(stream));
    response.on('error', () => this.#close(stream));
    return (snapshot) => {
      response.write(asEvent(snapshot));
      const held = stream.held ?? [];
      stream.held = null;
      const known = new Map(snapshot.calls.map(({ id, version }) => [id, version]));
      for (const message of held)
        if (!('call' in message) || message.version > (known.get(message.call.id) ?? -1)) response.write(asEvent(message));
    };
  }

  /** Which of these users listen here. */
  listening(workspaceId: string, userIds: readonly string[]): string[] {
    const here = new Set<string>();
    for (const stream of this.#streams)
      if (stream.workspaceId === workspaceId && userIds.includes(stream.userId)) here.add(stream.userId);
    return [...here];
  }

  /** Every user with a stream here, by workspace. */
  listeners(): Listener[] {
    return [...this.#streams].map(({ workspaceId, userId }) => ({ workspaceId, userId }));
  }

  send({ workspaceId, userId }: Listener, message: LiveMessage): void {
    const text = asEvent(message);
    for (const stream of this.#streams) {
      if (stream.workspaceId !== workspaceId || stream.userId !== userId) continue;
      if (stream.held !== null) stream.held.push(message);
      else if (stream.response.writableLength > BACKLOG_BYTES_MAX) this.#close(stream);
      else stream.response.write(text);
    }
  }

  /** A deactivated user hears nothing more. */
  closeUser(workspaceId: string, userId: string): void {
    for (const stream of this.#streams) if (stream.workspaceId === workspaceId && stream.userId === userId) this.#close(stream);
  }

  closeAll(): void {
    for (const stream of this.#streams) this.#close(stream);
  }

  #close(stream: Stream): void {
    clearInterval(stream.beat);
    clearTimeout(stream.end);
    const { workspaceId, userId } = stream;
    const was = this.#streams.delete(stream);
    stream.response.end();
    if (was && this.listening(workspaceId, [userId]).length === 0) void this.#presence?.gone({ workspaceId, userId });
  }
}

/** One message as server-sent event. */
const asEvent = (message: LiveMessage): string => `event: ${message.type}\ndata: ${JSON.stringify(message)}\n\n${PADDING}`;
