import { IdParams, Recording, RecordingList, RecordingParams, RecordingPeaks, RecordingQuery } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { inWorkspace } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import { failures } from '../../http/failures.ts';
import { signedIn } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { deleteRecording, retryRecording } from './change-recordings.ts';
import { findRecording, findRecordings, shown } from './find-recordings.ts';
import { noteHearing } from './note-hearing.ts';
import { readPeaks } from './read-peaks.ts';
import type { RecordingDeps } from './recording-deps.ts';
import { serveSound } from './serve-sound.ts';

const tags = ['Recordings'];
const refusals = failures(400, 401, 403, 404, 422, 503);
const may = { listen: true, download: false, delete: false, retry: false, transcribe: false };
const EXAMPLE = {
  n: 1,
  state: 'ready',
  seconds: 252,
  reason: null,
  bytes: 1_008_000,
  mediaType: 'audio/mpeg',
  hasPeaks: true,
  transcript: { state: 'ready', reason: null },
  may,
};
const FAILED = { ...EXAMPLE, state: 'preparing', seconds: null, bytes: null, mediaType: null, hasPeaks: false, transcript: null };
const Sound = {
  content: {
    'audio/mpeg': { schema: Type.String({ format: 'binary', examples: ['…'] }) },
    'audio/wav': { schema: Type.String({ format: 'binary', examples: ['…'] }) },
  },
};

/** Hearing what was said (5.4 to 5.6, 5.10): agents their own calls and those of their clients, supervisors and administrators all. */
export function recordingRoutes(deps: RecordingDeps): FastifyPluginAsyncTypebox {
  const { db, now, archive } = deps;
  return async (app) => {
    app.get(
      '/api/v1/calls/:id/recordings',
      {
        schema: {
          summary: 'The recordings of a call, and what I may do with each',
          tags,
          params: IdParams,
          response: { 200: withExample(RecordingList, { items: [EXAMPLE], nextCursor: null }), ...refusals },
        },
      },
      async (request) => {
        const who = signedIn(request);
        const found = await inWorkspace(db, who.workspaceId, (tx) => findRecordings(tx, who, request.params.id));
        return { items: found.map(shown), nextCursor: null };
      },
    );

    app.get(
      '/api/v1/calls/:id/recordings/:n',
      {
        schema: {
          summary: 'Hear a recording',
          description:
            'With `Range` a part of it (206; 416 beyond its end). `?download=1` for saving it, by right. Who hears it is kept in the audit log.',
          tags,
          params: RecordingParams,
          querystring: RecordingQuery,
          response: { 200: Sound, 206: Sound, ...refusals },
        },
      },
      async (request, reply) => {
        const who = signedIn(request);
        const { id, n } = request.params;
        const asFile = request.query.download === '1';
        const found = await inWorkspace(db, who.workspaceId, async (tx) => {
          const recording = await findRecording(tx, who, { id, n });
          if (recording.state !== 'ready') throw new AppError('not-found', 'This recording is not here.');
          if (!recording.may.listen) throw new AppError('forbidden', 'You hear your own calls and those of your clients.');
          if (asFile && !recording.may.download) throw new AppError('forbidden', 'You may hear recordings, and not save them.');
          await noteHearing(tx, who, { callId: id, n, asFile, at: now() });
          return recording;
        });
        const day = found.startedAt.toISOString().slice(0, 16).replace(/[T:]/g, '-');
        const name = `call-${day}-${n}.${found.mediaType === 'audio/wav' ? 'wav' : 'mp3'}`;
        return serveSound(request, reply, { archive, found, name, asFile });
      },
    );

    app.get(
      '/api/v1/calls/:id/recordings/:n/peaks',
      {
        schema: {
          summary: 'The waveform of a recording',
          tags,
          params: RecordingParams,
          response: { 200: withExample(RecordingPeaks, { seconds: 2.5, peaks: [0.02, 0.41, 0.38, 0.07] }), ...refusals },
        },
      },
      async (request, reply) => {
        const who = signedIn(request);
        const found = await inWorkspace(db, who.workspaceId, (tx) => findRecording(tx, who, request.params));
        if (found.state === 'ready' && !found.may.listen)
          throw new AppError('forbidden', 'You hear your own calls and those of your clients.');
        if (found.state !== 'ready' || found.key === null || !found.hasPeaks)
          throw new AppError('not-found', 'There is no waveform of it.');
        void reply.header('cache-control', 'private, max-age=3600');
        return readPeaks(archive, found.key);
      },
    );

    app.post(
      '/api/v1/calls/:id/recordings/:n/retry',
      {
        schema: {
          summary: 'Ask the provider for it again',
          description: 'For one that could not be fetched. What was erased does not come back.',
          tags,
          params: RecordingParams,
          response: { 202: withExample(Recording, FAILED), ...refusals, ...failures(409) },
        },
      },
      async (request, reply) => reply.code(202).send(shown(await retryRecording(deps, signedIn(request), request.params))),
    );

    app.delete(
      '/api/v1/calls/:id/recordings/:n',
      {
        schema: {
          summary: 'Delete a recording',
          description: 'Ours: what the provider keeps is the provider’s. The entry stays, so that nothing brings it back.',
          tags,
          params: RecordingParams,
          response: { 204: Type.Null(), ...refusals },
        },
      },
      async (request, reply) => {
        await deleteRecording(deps, signedIn(request), request.params);
        return reply.code(204).send(null);
      },
    );
  };
}
