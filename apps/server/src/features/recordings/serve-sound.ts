import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../errors.ts';
import { type Archive, ArchiveMiss } from './archive.ts';
import { byteRange } from './byte-range.ts';
import type { Found } from './find-recordings.ts';

type Sound = { archive: Archive; found: Found; name: string; asFile: boolean };

/** The sound, or the part of it that a player asks for, straight from the archive: never whole in memory. */
export async function serveSound(
  request: FastifyRequest,
  reply: FastifyReply,
  { archive, found, name, asFile }: Sound,
): Promise<FastifyReply> {
  const { key, bytes, mediaType, storedAt } = found;
  if (key === null || bytes === null || mediaType === null) throw new AppError('not-found', 'This recording is not here.');
  const etag = `"${storedAt?.getTime().toString(36) ?? ''}-${bytes.toString(36)}"`;
  void reply.headers({
    'accept-ranges': 'bytes',
    etag,
    'cache-control': 'private, no-cache', // who may hear is asked each time
    'content-disposition': `${asFile ? 'attachment' : 'inline'}; filename="${name}"`,
  });
  const ifRange = request.headers['if-range'];
  const range = byteRange(ifRange === undefined || ifRange === etag ? request.headers.range : undefined, bytes);
  if (range === 'unsatisfiable') {
    return reply.removeHeader('content-disposition').code(416).header('content-range', `bytes */${bytes}`).send();
  }
  const part = range === 'whole' ? { start: 0, end: bytes - 1 } : range;
  if (range !== 'whole') void reply.code(206).header('content-range', `bytes ${part.start}-${part.end}/${bytes}`);
  void reply.type(mediaType).header('content-length', part.end - part.start + 1);
  if (request.method === 'HEAD') return reply.send();
  try {
    const stream = await archive.open(key, range === 'whole' ? undefined : part);
    return await reply.send(stream);
  } catch (error) {
    if (!(error instanceof ArchiveMiss)) throw error;
    void reply
      .removeHeader('content-length')
      .removeHeader('content-range')
      .removeHeader('content-disposition')
      .removeHeader('etag');
    throw new AppError('not-found', 'The archive no longer has this recording.', { cause: error });
  }
}
