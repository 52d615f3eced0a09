import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { phpJson, phpXml } from './answer-format.ts';
import type { Cloud } from './cloud.ts';
import { download } from './download.ts';
import { Limits, type Allowance } from './limits.ts';
import { accountMethods } from './methods/account-methods.ts';
import { callbackMethod } from './methods/callback-method.ts';
import { extensionMethods } from './methods/extension-methods.ts';
import { refusal, type Method, type MethodAnswer } from './methods/method.ts';
import { notificationMethods } from './methods/notification-methods.ts';
import { numberMethods } from './methods/number-methods.ts';
import { recordMethods } from './methods/record-methods.ts';
import { smsMethods } from './methods/sms-methods.ts';
import { speechMethods } from './methods/speech-methods.ts';
import { statisticsMethods } from './methods/statistics-methods.ts';
import { webrtcMethods } from './methods/webrtc-methods.ts';
import { parseMultipart } from './multipart.ts';
import { buildSortedQuery, parsePhpForm, type PhpArray } from './php-form.ts';
import { requestSignature, sameSignature } from './signature.ts';
import type { WebPhones } from './web-phones.ts';

/** The HTTP API of the cloud under `/v1/`, answering and refusing like the real one. */
export function serveApi(
  app: FastifyInstance,
  { cloud, webPhones, baseUrl }: { cloud: Cloud; webPhones: WebPhones; baseUrl: (request: FastifyRequest) => string },
): void {
  const limits = new Limits(() => cloud.clock.now());
  const tables = [accountMethods, numberMethods, extensionMethods, notificationMethods, recordMethods, statisticsMethods];
  const methods = [...tables.flat(), callbackMethod, ...smsMethods, ...speechMethods(), ...webrtcMethods(webPhones)];
  app.get('/v1/pbx/record/download/:token/:file', (request, reply) => download(cloud, request, reply));
  app.all('/v1/*', async (request, reply) => {
    const sent = readRequest(request);
    const { wantsXml } = sent;
    if (!isGenuine(cloud, request, sent))
      return send(reply, { path: sent.path, wantsXml, answer: refusal(401, 'Not authorized'), allowance: idle(cloud) });
    const isStatistics = /^\/v1\/statistics(\/|$)/.test(sent.path);
    const { requestsPerMinute: perMinute, statisticsPerMinute, rateLimitShape } = cloud.behaviour;
    const allowance = limits.take({ isStatistics, perMinute, statisticsPerMinute });
    const answer = allowance.allowed
      ? await answerMethod({ cloud, methods, sent, verb: request.method, baseUrl: baseUrl(request) })
      : rateLimitShape === '429'
        ? refusal(429, 'You exceeded the rate limit')
        : refusal(200, 'You exceeded the rate limit by User Limits');
    return send(reply, { path: sent.path, wantsXml, answer, allowance });
  });
}

type SentRequest = { path: string; readings: PhpArray[]; parameters: PhpArray; wantsXml: boolean };

/** Parameters come from the query of a GET and from the body of everything else; a DELETE may use either. */
function readRequest(request: FastifyRequest): SentRequest {
  const target = request.raw.url ?? '';
  const question = target.indexOf('?');
  const path = question < 0 ? target : target.slice(0, question);
  const query = question < 0 ? '' : target.slice(question + 1);
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const fromQuery = request.method === 'GET' || (request.method === 'DELETE' && body.length === 0);
  const contentType = request.headers['content-type'] ?? '';
  const isMultipart = !fromQuery && contentType.startsWith('multipart/');
  const text = fromQuery ? query : contentType.startsWith('application/json') ? '' : body.toString('utf8');
  const parameters = isMultipart ? parseMultipart(body, contentType) : parsePhpForm(text);
  // PHP turns blanks and dots of a name into `_`; whether that happens before the check is unknown, so both are believed.
  const readings = isMultipart ? [parameters] : [parameters, parsePhpForm(text, { mangle: false })];
  return { path, readings, parameters, wantsXml: parameters.get('format') === 'xml' };
}

/** An unknown key and a wrong signature are not told apart. Blanks around both halves of the header are forgiven. */
function isGenuine(cloud: Cloud, request: FastifyRequest, { path, readings }: SentRequest): boolean {
  const header = request.headers.authorization ?? '';
  const colon = header.indexOf(':');
  const [key, signature] = [header.slice(0, Math.max(0, colon)).trim(), header.slice(colon + 1).trim()];
  const isSigned = readings.some((reading) =>
    sameSignature(signature, requestSignature({ path, query: buildSortedQuery(reading), secret: cloud.secret })),
  );
  return isSigned && sameSignature(key, cloud.key);
}

type Question = { cloud: Cloud; methods: readonly Method[]; sent: SentRequest; verb: string; baseUrl: string };

async function answerMethod({ cloud, methods, sent, verb, baseUrl }: Question): Promise<MethodAnswer> {
  const onPath = methods.flatMap((method) => {
    const variables = matchPath(method.path, sent.path);
    return variables ? [{ method, variables }] : [];
  });
  const found = onPath.find(({ method }) => method.verb === verb);
  if (!found) return refusal(onPath.length > 0 ? cloud.behaviour.wrongVerbStatus : 404, 'Wrong method name');
  const { parameters } = sent;
  const text = (name: string): string | undefined => {
    const value = parameters.get(name);
    return typeof value === 'string' ? value : undefined;
  };
  return found.method.answer({ cloud, parameters, text, variables: found.variables, baseUrl });
}

/** The variable parts of a path that matches, with or without the trailing slash. */
function matchPath(template: string, path: string): string[] | undefined {
  const [wanted, given] = [template.split('/'), path.replace(/\/$/, '').split('/')];
  if (wanted.length !== given.length) return undefined;
  const matches = wanted.every((part, place) => (part.startsWith(':') ? given[place] !== '' : part === given[place]));
  return matches ? given.filter((_part, place) => wanted[place]?.startsWith(':')) : undefined;
}

function idle(cloud: Cloud): Allowance {
  const { requestsPerMinute: limit } = cloud.behaviour;
  return { allowed: true, limit, remaining: limit, resetAt: Math.ceil(cloud.clock.now().getTime() / 1000) + 60 };
}

type Sending = { path: string; wantsXml: boolean; answer: MethodAnswer; allowance: Allowance };

function send(reply: FastifyReply, { path, wantsXml, answer, allowance }: Sending): FastifyReply {
  return reply
    .code(answer.status ?? 200)
    .headers({
      'X-Zadarma-Method': path,
      'X-RateLimit-Limit': String(allowance.limit),
      'X-RateLimit-Remaining': String(allowance.remaining),
      'X-RateLimit-Reset': String(allowance.resetAt),
    })
    .type(wantsXml ? 'application/xml; charset=utf-8' : 'application/json')
    .send(wantsXml ? phpXml(answer.body) : phpJson(answer.body));
}
