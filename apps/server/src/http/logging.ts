import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino';

export type { Logger };

/** Keys whose values never reach a log: people's data and secrets. Compared without case, `-` and `_`. */
const REDACTED = new Set(
  `authorization cookie setCookie signature password passwordHash token secret apiSecret apiKey key
  phone phones number numbers typed e164 callerId calledDid clientNumber callerNumber destination to
  name callerName familyName givenName patronymic displayName email emails company
  transcript transcripts text note notes comment fields body rawBody headers otp totp
  databaseUrl smtpUrl adminPassword bootstrapToken metricsToken`
    .split(/\s+/)
    .map(plain),
);
const MASK = '[redacted]';
const DEPTH_MAX = 6;
const SERIALIZED = new Set(['err', 'req', 'res']); // their serializers below choose what is said

/** JSON lines on stdout. Messages are constant sentences; what varies goes under keys, and personal keys are masked at every depth. */
export function createLogger({ level, stream }: { level: string; stream?: DestinationStream }): Logger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }), log: redactTop },
    serializers: { err: describeError, req: describeRequest, res: describeReply },
  };
  const log = stream ? pino(options, stream) : pino(options);
  const plainChild = Reflect.get(log, 'child');
  // pino drops the formatter of bindings for children; they inherit this method, and so do theirs.
  log.child = function child(this: Logger, bindings: Record<string, unknown>, childOptions: object) {
    return plainChild.call(this, redactTop(bindings), childOptions);
  } as typeof log.child; // generic over custom levels, of which there are none
  return log;
}

function redactTop(entry: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(entry).map(([key, value]) => [key, SERIALIZED.has(key) ? value : redactEntry(key, value, 0)]),
  );
}

function redactEntry(key: string, value: unknown, depth: number): unknown {
  return REDACTED.has(plain(key)) && value != null ? MASK : redact(value, depth);
}

function redact(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Error) return describeError(value);
  if (ArrayBuffer.isView(value) || depth >= DEPTH_MAX) return '[…]';
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactEntry(key, item, depth + 1)]));
}

function plain(key: string): string {
  return key.replace(/[-_]/g, '').toLowerCase();
}

/** Type, message and stack, with long numbers masked: PostgreSQL quotes the value it could not read. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return MASK;
  const { type, message, stack } = stdSerializers.err(error);
  // Node and PostgreSQL put a short code on their errors; nothing else of theirs is safe to print.
  const { code } = error as { code?: unknown };
  return { type, code: typeof code === 'string' ? code : undefined, message: maskNumbers(message), stack: maskNumbers(stack) };
}

function maskNumbers(text: string): string {
  return text.replace(/\+?\d{7,}/g, MASK);
}

/** The path without its query, which may hold a number somebody searched for. */
function describeRequest(request: { method?: string; url?: string }): unknown {
  return { method: request.method, path: request.url?.split('?')[0] };
}

function describeReply(reply: { statusCode?: number }): unknown {
  return { status: reply.statusCode };
}
