import type { Readable } from 'node:stream';
import { ExportCreate, IdParams, Job } from '@carillon/contract';
import { isTimezone } from '@carillon/telephony';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { inWorkspace } from '../../db/in-workspace.ts';
import { AppError, invalid } from '../../errors.ts';
import { failures } from '../../http/failures.ts';
import { onlyFor, signedIn } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { enqueueJob } from '../../jobs/enqueue-job.ts';
import { readJob } from '../../jobs/job-store.ts';
import { XLSX_TYPE } from '../../xlsx/open-workbook.ts';
import { FILE_FORMATS } from './file-formats.ts';
import { openExport } from './open-export.ts';
import type { ExportPayload, ExportResult } from './export-job.ts';
import { type ExportDeps, EXPORTS_KEPT_MS } from './run-export.ts';

export const EXPORT_CALLS = 'export-calls';

const tags = ['Exports'];
/** Sent piece by piece. */
const CsvFile = Type.Unsafe<Readable>(
  Type.String({ description: 'UTF-8 with a byte order mark', examples: ['Started,Direction,Result\r\n'] }),
);
const XlsxFile = Type.Unsafe<Readable>(
  Type.String({
    format: 'binary',
    description: 'A workbook; more than 1,048,575 calls go on in further sheets',
    examples: ['PK…'],
  }),
);

/** The journal as a file (5.7): a company's whole calls, so not for agents. */
export function exportRoutes({ db, now }: Pick<ExportDeps, 'db' | 'now'>): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/api/v1/exports',
      {
        onRequest: onlyFor('admin', 'supervisor'),
        schema: {
          summary: 'Make a CSV or XLSX file of the journal',
          description: 'All rows of the filter, newest first. Progress: GET /jobs/{id}; the file: GET /exports/{id}, for a day.',
          tags,
          body: withExample(ExportCreate, {
            kind: 'calls',
            filter: { result: 'missed' },
            timezone: 'Europe/Moscow',
            format: 'xlsx',
          }),
          response: { 202: Job, ...failures(400, 401, 403, 409, 422, 503) },
        },
      },
      async (request, reply) => {
        const { workspaceId, userId } = signedIn(request);
        const { filter = {}, timezone = 'UTC', language = 'en', format = 'csv' } = request.body;
        if (!isTimezone(timezone)) throw invalid('/timezone', 'is no time zone');
        const payload: ExportPayload = { filter, timezone, language, format, place: null };
        const job = await inWorkspace(db, workspaceId, async (tx) => {
          const id = await enqueueJob(tx, { workspaceId, kind: EXPORT_CALLS, payload, by: userId, at: now() });
          return (await readJob(tx, { workspaceId, id }))?.job;
        });
        if (!job) throw new AppError('internal', 'The new job is not there.');
        return reply.code(202).send(job);
      },
    );

    app.get(
      '/api/v1/exports/:id',
      {
        onRequest: onlyFor('admin', 'supervisor'),
        schema: {
          summary: 'The file of an export',
          tags,
          params: IdParams,
          response: {
            200: { description: 'The file', content: { 'text/csv': { schema: CsvFile }, [XLSX_TYPE]: { schema: XlsxFile } } },
            ...failures(401, 403, 404, 409, 422, 503),
          },
        },
      },
      async (request, reply) => {
        const { workspaceId } = signedIn(request);
        const { id } = request.params;
        const found = await inWorkspace(db, workspaceId, (tx) => readJob(tx, { workspaceId, id }));
        if (found?.job.kind !== EXPORT_CALLS) throw new AppError('not-found', 'There is no such export.');
        const { state, finishedAt, result } = found.job;
        if (state !== 'done' || finishedAt === null) throw new AppError('conflict', 'This file is not ready.');
        if (+now() - Date.parse(finishedAt) > EXPORTS_KEPT_MS) throw new AppError('not-found', 'This file was kept for a day.');
        const { rows = 0, format = 'csv', language = 'en' } = result as Partial<ExportResult>; // what the job wrote
        return reply
          .type(FILE_FORMATS[format].type)
          .header('content-disposition', `attachment; filename="calls-${finishedAt.slice(0, 10)}.${format}"`)
          .header('cache-control', 'no-store')
          .send(openExport(db, { workspaceId, id, rows, format, language, madeAt: new Date(finishedAt) }));
      },
    );
  };
}
