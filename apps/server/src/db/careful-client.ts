import { Client, type ClientConfig } from 'pg';

export type CarefulConfig = ClientConfig & {
  /** A connection that is asked and says nothing for this long is given up; it is waited for endlessly when not given. */
  answerTimeoutMs?: number;
  onSilence?: () => void;
  /** Where it is found while it lives. */
  living?: Set<CarefulClient>;
  /** The names of the statements, which the connections of a pool share; its own when not given. */
  names?: Map<string, string>;
};

const MAX_NAMED = 500; // each is a plan kept in every connection

function nameOf(text: string, names: Map<string, string>): string | undefined {
  if (!names.has(text) && names.size < MAX_NAMED) names.set(text, `q${names.size}`);
  return names.get(text);
}

/** A cursor, say, sees to itself. */
const isOwnQuery = (query: unknown): boolean => typeof query === 'object' && query !== null && 'submit' in query;

/** What pg accepts as a query, as far as it matters here. */
type AnyQuery = (query: unknown, values?: unknown, callback?: unknown) => unknown;

/**
 * Names every statement that has parameters, so that the server parses and plans it once per connection; and ends by itself when the
 * server falls silent. A network may swallow a connection without a word: whoever waits on it would wait for ever. pg's own
 * `query_timeout` fails the statement only, and leaves the dead connection to the next one.
 */
export class CarefulClient extends Client {
  readonly #config: CarefulConfig;
  #asked = 0;
  #patience: NodeJS.Timeout | undefined;

  constructor(config: CarefulConfig = {}) {
    super(config);
    this.#config = config;
    const { living, names = new Map<string, string>() } = config;
    // pg's overloads can't be told apart in an override: only (text, values) is changed, everything else goes through untouched.
    const plain = this.query.bind(this) as AnyQuery;
    const named: AnyQuery = (query, values, callback) => {
      const name = typeof query === 'string' && Array.isArray(values) ? nameOf(query, names) : undefined;
      if (name === undefined) return this.#waitFor(plain, [query, values, callback]);
      const result = this.#waitFor(plain, [{ name, text: query, values }, callback]);
      if (result instanceof Promise) result.catch((error: unknown) => this.#leaveIfStale(error));
      return result;
    };
    this.query = named as Client['query'];
    living?.add(this);
    this.once('end', () => living?.delete(this));
  }

  /** Cuts the line: an open question fails as with a database that is away, and the pool makes a new connection when it needs one. */
  giveUp(): void {
    this.connection.stream.destroy(); // `end` would politely wait for a server that says nothing
  }

  /** Asks, and counts the question as open until it is answered, whichever way the answer goes. */
  #waitFor(ask: AnyQuery, question: readonly unknown[]): unknown {
    const [query, values] = question;
    const callbackAt = question.findIndex((part) => typeof part === 'function');
    const callback = question[callbackAt];
    if (typeof callback !== 'function') return isOwnQuery(query) ? ask(query, values) : this.#promise(ask, query, values);
    const answered = (...answer: unknown[]): unknown => {
      this.#answered();
      return Reflect.apply(callback, undefined, answer);
    };
    const result = callbackAt === 1 ? ask(query, answered) : ask(query, values, answered);
    this.#open();
    return result;
  }

  /**
   * A promise of our own. pg's assigns a function to its query, and V8 puts what is assigned so among the old at once: dead, it still holds
   * all the young it leads to, the rows among them, until the whole memory is swept.
   */
  #promise(ask: AnyQuery, query: unknown, values: unknown): Promise<unknown> {
    const result = new Promise((resolve, reject) => {
      ask(query, values, (error: unknown, rows: unknown) => {
        this.#answered();
        if (error)
          reject(error); // oxlint-disable-line typescript/prefer-promise-reject-errors -- pg's own
        else resolve(rows);
      });
      this.#open();
    });
    return result.catch((error: unknown) => {
      if (error instanceof Error) Error.captureStackTrace(error); // who asked, not the socket that answered, as pg does
      throw error;
    });
  }

  #open(): void {
    this.#asked += 1;
    this.#beImpatient();
  }

  #answered(): void {
    this.#asked -= 1;
    clearTimeout(this.#patience);
    this.#patience = undefined;
    if (this.#asked > 0) this.#beImpatient();
  }

  #beImpatient(): void {
    const { answerTimeoutMs, onSilence } = this.#config;
    if (answerTimeoutMs === undefined || this.#patience !== undefined) return;
    this.#patience = setTimeout(() => {
      onSilence?.();
      this.giveUp();
    }, answerTimeoutMs);
  }

  /** A table changed under a prepared statement (a newer Carillon migrated): the pool replaces a connection that has ended. */
  #leaveIfStale(error: unknown): void {
    if (error instanceof Error && error.message.startsWith('cached plan must not change result type')) void this.end();
  }
}
