import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Extension } from './account.ts';
import type { Cloud } from './cloud.ts';
import { onPhone } from './page-state.ts';
import type { WebPhoneRefusal, WebPhones } from './web-phones.ts';

/** Where the real widget's two scripts lie, with their names (api.md §3.14). */
const SCRIPTS_PATH = '/webphoneWebRTCWidget/v9/js/';
const GATHER_MS = 20;
const HEARTBEAT_MS = 25_000;

type Parts = { cloud: Cloud; webPhones: WebPhones };
type Asked = { key: string; login: string };

/** The pretend phone for web pages of other hosts: its two scripts, and beneath `/web-phone/` the line they hold to its extension. */
export async function serveWebPhone(app: FastifyInstance, { cloud, webPhones }: Parts): Promise<void> {
  await app.register(fastifyStatic, {
    root: fileURLToPath(new URL('../web-phone/', import.meta.url)), // beside src as well as beside dist
    prefix: SCRIPTS_PATH,
    decorateReply: false,
    cacheControl: false,
  });
  const listeners = new Set<FastifyReply>();
  app.addHook('onClose', () => {
    for (const reply of listeners) reply.raw.end();
  });
  const openBy = (request: FastifyRequest, { key, login }: Asked) => webPhones.open({ key, login, domain: domainOf(request) });

  app.get('/web-phone/registration', (request, reply) => {
    const opened = openBy(request, asked(request.query));
    void reply.headers(sharedWith(request));
    return typeof opened === 'string'
      ? reply.code(403).send({ message: opened })
      : { extension: opened.number, name: opened.name };
  });

  app.get('/web-phone/live', (request, reply) => {
    const opened = openBy(request, asked(request.query));
    if (typeof opened === 'string') return reply.code(403).headers(sharedWith(request)).send({ message: opened });
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', ...sharedWith(request) });
    listeners.add(reply);
    reply.raw.on('close', () => listeners.delete(reply));
    return holdLine(cloud, opened, reply);
  });

  app.post('/web-phone/commands', (request, reply) => {
    const command = readCommand(request.body);
    const fault = attempt(() => obey(cloud, openBy(request, asked(command)), command));
    return reply
      .code(fault === undefined ? 204 : 409)
      .headers(sharedWith(request))
      .send(fault && { message: fault });
  });
}

/** Tells the page what its phone shows, now and after every change, and keeps the extension registered meanwhile. */
function holdLine(cloud: Cloud, extension: Extension, reply: FastifyReply): void {
  let timer: NodeJS.Timeout | undefined;
  const tell = (): void => {
    timer = undefined;
    const calls = cloud.inFlight().flatMap((call) => onPhone(call, extension.number));
    reply.raw.write(`data: ${JSON.stringify({ now: cloud.clock.now(), calls })}\n\n`);
  };
  const leave = cloud.onChange(() => void (timer ??= setTimeout(tell, GATHER_MS)));
  const heart = setInterval(() => reply.raw.write(': still here\n\n'), HEARTBEAT_MS);
  extension.webPhones += 1;
  cloud.touch();
  reply.raw.on('close', () => {
    leave();
    clearInterval(heart);
    clearTimeout(timer);
    extension.webPhones -= 1;
    cloud.touch();
  });
}

/** A phone does what its buttons say, with the calls that are on it. @throws Error with a sentence when it can't be done. */
function obey(cloud: Cloud, opened: Extension | WebPhoneRefusal, command: unknown): void {
  if (typeof opened === 'string') throw new Error(opened);
  const { number } = opened;
  const word = text(command, 'do');
  if (word === 'dial') return void cloud.dialFrom(number, text(command, 'to'));
  const callId = text(command, 'callId');
  if (onPhone(cloud.call(callId), number).length === 0) throw new Error('This call is not on this phone');
  if (word === 'answer') return cloud.answer(callId, number);
  if (word === 'decline') return cloud.decline(callId, number);
  if (word === 'hang-up') return cloud.hangUp(callId);
  throw new Error('No such command');
}

/** It comes as text/plain, which a page of another host may send without asking first. */
function readCommand(body: unknown): unknown {
  try {
    return JSON.parse(String(body));
  } catch {
    return null;
  }
}

/** @returns the sentence of the Error, if one was thrown. */
function attempt(work: () => void): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const asked = (from: unknown): Asked => ({ key: text(from, 'key'), login: text(from, 'login') });

function text(from: unknown, name: string): string {
  const value: unknown = typeof from === 'object' && from !== null ? Reflect.get(from, name) : undefined;
  return typeof value === 'string' ? value : '';
}

/** The host of the page that asks; browsers say it with every request to another host. */
function domainOf({ headers: { origin = '' } }: FastifyRequest): string {
  return URL.canParse(origin) ? new URL(origin).hostname : '';
}

/** Any page may read the answers: whether it may have a phone is another question, and the answer to it says why not. */
function sharedWith({ headers: { origin } }: FastifyRequest): Record<string, string> {
  return { 'access-control-allow-origin': origin ?? '*', vary: 'Origin' };
}
