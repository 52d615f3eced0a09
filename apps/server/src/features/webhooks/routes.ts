import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { BlockList, isIPv6 } from 'node:net';
import { uuidv7 } from 'uuidv7';
import { AppError, toProblem } from '../../errors.ts';
import { sendProblem } from '../../http/problems.ts';
import { RELAYED_HEADER } from '../../http/relayed-header.ts';
import type { Doorkeeper } from './doorkeeper.ts';
import { isReadable } from './read-delivery.ts';
import type { Received, StoredDelivery } from './receive-delivery.ts';
import type { Delivery } from './delivery.ts';

const BODY_BYTES_MAX = 64 * 1024;
const ECHO_MAX = 256;

/** What left the socket for a delivery, and how long the caller waited for it. */
type Sent = { reply: object | null; decision: unknown; milliseconds: number };

export type WebhookDeps = {
  doorkeeper: Doorkeeper;
  receive: (delivery: Delivery) => Promise<Received>;
  /** Called after the answer has left: the delivery is stored and can be folded into its call. */
  answered: (delivery: StoredDelivery, sent: Sent) => void;
  now: () => Date;
};

/**
 * The door of the PBX (requirements 1.1–1.4). A plugin of its own: no sessions, no browser headers, no request log, and nothing
 * that waits for another machine.
 */
export function webhookRoutes(deps: WebhookDeps): FastifyPluginAsync {
  return async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_BYTES_MAX }, (_request, body, done) => done(null, body));
    app.get('/zadarma', echo);
    app.post('/zadarma', { bodyLimit: BODY_BYTES_MAX }, (request, reply) => take(deps, request, reply));
  };
}

/** 1.1: the provider asks for its own word back, exactly. It is a reflection point, so it is plain text and short. */
function echo(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { zd_echo: asked } = request.query as { zd_echo?: string | string[] }; // Fastify's parser gives text, or a list of repeats
  const word = Array.isArray(asked) ? asked.at(-1) : asked; // of repeats the last counts, as in PHP
  if (word === undefined) throw new AppError('not-found', 'There is nothing at this address.');
  if (Array.from(word).length > ECHO_MAX) throw new AppError('bad-request', `zd_echo is longer than ${ECHO_MAX} characters.`);
  return reply
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-store')
    .type('text/plain; charset=utf-8')
    .send(word);
}

async function take(deps: WebhookDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const started = performance.now();
  const contentType = request.headers['content-type'] ?? '';
  if (!isReadable(contentType))
    throw new AppError('unsupported-media', 'Notifications come as a form (urlencoded or multipart).');
  const host = request.host;
  refuseForeignAddress(deps.doorkeeper, host, request.ip);
  const { signature, [RELAYED_HEADER]: relayed } = request.headers;
  const received = await deps.receive({
    id: uuidv7(),
    receivedAt: deps.now(),
    host,
    contentType,
    signature: typeof signature === 'string' ? signature : undefined,
    raw: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    ...(relayed === undefined ? {} : { passedOn: true as const }),
  });
  switch (received.outcome) {
    case 'stored':
      noteWhatLeft(deps, { received, reply, started });
      return sendReply(reply, received.reply);
    case 'spooled':
      return sendReply(reply, received.reply);
    case 'refused':
      return sendProblem(reply, toProblem(new AppError('forbidden', 'The signature does not belong to this account.')));
    case 'unknown-host':
      return sendProblem(reply, toProblem(new AppError('not-found', 'No company lives at this address.')));
    case 'not-kept':
      return sendProblem(reply, toProblem(new AppError('database-unavailable', 'The notification could not be kept.')));
    default:
      return received satisfies never;
  }
}

/** `application/json`, no byte-order mark, no blank. */
const sendReply = (reply: FastifyReply, body: object): FastifyReply =>
  reply.header('content-type', 'application/json').send(Buffer.from(JSON.stringify(body))); // bytes: to text Fastify would add a charset

type Answer = { received: Extract<Received, { outcome: 'stored' }>; reply: FastifyReply; started: number };

/** `reply_sent` is what left the socket: a connection that broke before took nothing with it. */
function noteWhatLeft(deps: WebhookDeps, { received, reply, started }: Answer): void {
  let noted = false;
  const note = (left: boolean): void => {
    if (noted) return;
    noted = true;
    const milliseconds = Math.round((performance.now() - started) * 100) / 100;
    deps.answered(received.delivery, { reply: left ? received.reply : null, decision: received.decision, milliseconds });
  };
  reply.raw.once('finish', () => note(true));
  reply.raw.once('close', () => note(reply.raw.writableFinished));
}

/** 1.4: off until switched on; an extra signal, the signature is the real check. */
function refuseForeignAddress(doorkeeper: Doorkeeper, host: string, ip: string): void {
  const list = doorkeeper.find(host)?.ipAllowList;
  if (!list?.enabled) return;
  const allowed = new BlockList();
  for (const range of list.ranges) {
    const [address = '', bits] = range.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    allowed.addSubnet(address, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family);
  }
  const plain = ip.replace(/^::ffff:/, '');
  if (!allowed.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4'))
    throw new AppError('forbidden', 'This address is not on the allow-list.');
}
