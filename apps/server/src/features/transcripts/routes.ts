import { Recording, RecordingParams, Transcript } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { failures } from '../../http/failures.ts';
import { signedIn } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { askForTranscript } from './ask-for-transcript.ts';
import { readTranscript } from './read-transcript.ts';
import type { TranscriptDeps } from './transcript-deps.ts';

const tags = ['Recordings'];
const refusals = failures(400, 401, 403, 404, 422, 503);
const EXAMPLE = {
  n: 1,
  lang: 'en-EN',
  readyAt: '2026-03-14T09:31:02.000Z',
  phrases: [
    { channel: 2, startSeconds: 0.4, endSeconds: 2.6, text: 'good morning how can we help' },
    { channel: 1, startSeconds: 3.9, endSeconds: 7.3, text: 'I would like to know where my order is' },
  ],
};
const ASKED = {
  n: 1,
  state: 'ready',
  seconds: 252,
  reason: null,
  bytes: 1_008_000,
  mediaType: 'audio/mpeg',
  hasPeaks: true,
  transcript: { state: 'preparing', reason: null },
  may: { listen: true, download: true, delete: true, retry: false, transcribe: false },
};

/** Reading what was said (5.11): whoever may listen may read; asking for it costs the company money, and is a right of its own. */
export function transcriptRoutes(deps: TranscriptDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/api/v1/calls/:id/recordings/:n/transcript',
      {
        schema: {
          summary: 'What was said in a recording',
          description: 'As the provider has recognised it. Who reads it is kept in the audit log.',
          tags,
          params: RecordingParams,
          response: { 200: withExample(Transcript, EXAMPLE), ...refusals },
        },
      },
      async (request, reply) => {
        void reply.header('cache-control', 'private, no-cache');
        return readTranscript(deps, signedIn(request), request.params);
      },
    );

    app.post(
      '/api/v1/calls/:id/recordings/:n/transcript',
      {
        schema: {
          summary: 'Ask the provider for the words of a recording',
          description: 'Once; again only for one that has failed. The provider charges for it.',
          tags,
          params: RecordingParams,
          response: { 202: withExample(Recording, ASKED), ...refusals, ...failures(409) },
        },
      },
      async (request, reply) => reply.code(202).send(await askForTranscript(deps, signedIn(request), request.params)),
    );
  };
}
