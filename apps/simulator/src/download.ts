import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { phpJson } from './answer-format.ts';
import { conversationMp3 } from './audio.ts';
import type { Cloud } from './cloud.ts';
import { refusal } from './methods/method.ts';

const PAGE = '<!doctype html><title>Sign in</title><p>Your session is over.';

/** A recording by its link. The link itself is the permission: no signature is asked for. */
export async function download(cloud: Cloud, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { downloadFault: fault, recordingCapSeconds } = cloud.behaviour;
  const token = /^\/v1\/pbx\/record\/download\/([0-9a-f]+)\//.exec(request.url)?.[1] ?? '';
  const recording = cloud.recordings.byToken(token, cloud.clock.now());
  if (!recording || fault === 'gone')
    return reply
      .code(404)
      .type('application/json')
      .send(phpJson(refusal(404, 'File not found').body));
  if (typeof fault === 'object') return reply.redirect(fault.redirectTo);
  if (fault === 'broken') return reply.code(502).type('text/html').send(PAGE);
  if (fault === 'html') return reply.type('text/html').send(PAGE);
  if (fault === 'html-as-audio') return reply.type('audio/mpeg').send(PAGE);
  if (fault === 'empty') return reply.type('audio/mpeg').send('');
  const audio = await conversationMp3(Math.min(recording.seconds, recordingCapSeconds));
  const from = fault === 'unranged' ? undefined : /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
  const start = Number(from ?? 0);
  if (start >= audio.length) return reply.code(416).header('content-range', `bytes */${audio.length}`).send();
  if (from !== undefined) void reply.code(206).header('content-range', `bytes ${start}-${audio.length - 1}/${audio.length}`);
  const part = audio.subarray(start);
  void reply.type('audio/mpeg').header('accept-ranges', 'bytes').header('content-length', part.length);
  return reply.send(fault === 'cut' ? cutAt(part, Math.ceil(part.length * 0.6)) : part);
}

/** Promises the whole, and breaks the line. */
function cutAt(bytes: Buffer, length: number): Readable {
  return Readable.from(
    (async function* () {
      yield bytes.subarray(0, length);
      await new Promise((resolve) => setImmediate(resolve));
      throw new Error('The line breaks.');
    })(),
  );
}
