import { ImportCreate, ImportPreview, ImportPreviewRequest, Job } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { inWorkspace } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import { failures } from '../../http/failures.ts';
import { signedIn } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { enqueueJob } from '../../jobs/enqueue-job.ts';
import { readJob } from '../../jobs/job-store.ts';
import { chooseColumns, openCsv } from './import-payload.ts';
import { previewImport } from './preview-import.ts';
import type { ImportDeps } from './run-import.ts';

export const IMPORT_CONTACTS = 'import-contacts';

const BODY_MAX = 64 * 1024 * 1024;
const tags = ['Imports'];
const EXAMPLE = { csv: 'Имя;Телефон\nПетров Иван;8 916 123-45-67\n' };

/** Contacts out of a CSV file in UTF-8. */
export function importRoutes(deps: ImportDeps): FastifyPluginAsyncTypebox {
  const { db, now } = deps;
  return async (app) => {
    app.post(
      '/api/v1/imports/preview',
      {
        bodyLimit: BODY_MAX,
        schema: {
          summary: 'See what an import would find',
          description: 'Delimiter, headers (Russian or English) and a suggestion what each column is; writes nothing.',
          tags,
          body: withExample(ImportPreviewRequest, EXAMPLE),
          response: { 200: ImportPreview, ...failures(400, 401, 413, 422, 503) },
        },
      },
      async (request) => previewImport(deps, signedIn(request).workspaceId, request.body.csv),
    );

    app.post(
      '/api/v1/imports',
      {
        bodyLimit: BODY_MAX,
        schema: {
          summary: 'Import contacts',
          description:
            'UTF-8 only. A row is a duplicate by external id, or by number; companies are found by name or made. Progress: GET /jobs/{id}.',
          tags,
          body: withExample(ImportCreate, { ...EXAMPLE, columns: ['name', 'phone'], duplicates: 'skip' }),
          response: { 202: Job, ...failures(400, 401, 409, 413, 422, 503) },
        },
      },
      async (request, reply) => {
        const { workspaceId, userId } = signedIn(request);
        const { csv, duplicates = 'skip' } = request.body;
        const columns = chooseColumns(openCsv(csv), request.body.columns);
        const payload = { csv, columns, duplicates };
        const job = await inWorkspace(db, workspaceId, async (tx) => {
          const id = await enqueueJob(tx, { workspaceId, kind: IMPORT_CONTACTS, payload, by: userId, at: now() });
          return (await readJob(tx, { workspaceId, id }))?.job;
        });
        if (!job) throw new AppError('internal', 'The new job is not there.');
        return reply.code(202).send(job);
      },
    );
  };
}
